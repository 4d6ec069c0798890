import { describe, expect, it } from 'vitest';
import { carryOutContain, prepareContain } from '../../../shared/decision/contain.ts';
import { carryOutRelease, prepareRelease } from '../../../shared/decision/release.ts';
import { ACCOUNT, consoleLogin, UNTRUSTED } from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { CONTAIN, deliver, judgeDeps } from '../../support/judge-deps.ts';

const MINUTE = 60_000;
const BEGINNING = Date.parse('2026-03-03T10:00:00Z');
const CALLER = { arn: `arn:aws:iam::${ACCOUNT}:user/sora`, account: ACCOUNT, userId: 'AIDASORA' };
const dynamo = withDynamo();

/** The console login of one person, so many minutes after the first. */
function login(minutes: number) {
	const time = new Date(BEGINNING + minutes * MINUTE).toISOString();
	const eventTime = time.replace('.000', '');
	return consoleLogin({ eventTime, eventID: `at-${minutes}`, sourceIPAddress: UNTRUSTED });
}

/** Somebody was contained at their first login and released five minutes later. */
async function released() {
	const judge = judgeDeps(await dynamo().makeTable(), CONTAIN);
	const clock = { minutes: 5 };
	const deps = {
		...judge,
		identityCenter: { userIds: async () => [] },
		iam: { user: async () => null, role: async () => null, byId: async () => null },
		...{ caller: CALLER, now: () => BEGINNING + clock.minutes * MINUTE },
	};
	const at = async (minutes: number) => {
		await deliver(login(minutes), judge);
		return (await judge.ledger.open()).filter(({ ending }) => ending === null);
	};
	const [first] = await at(0);
	const caseId = first?.caseId ?? '';
	const prepared = await prepareRelease(caseId, deps);
	if (prepared.kind === 'refused') throw new Error('not released');
	await carryOutRelease(prepared, 'it was me, from the hotel', deps);
	return { at, caseId, deps, clock, judge };
}

describe('a release', () => {
	it('holds for the same case for twelve hours, whatever keeps the case open', async () => {
		const { at } = await released();
		const contained: number[] = [];
		for (let minutes = 29; minutes < 1440; minutes += 29)
			if ((await at(minutes)).length > 0) contained.push(minutes);
		expect(contained[0]).toBeGreaterThan(5 + 12 * 60);
		expect(contained[0]).toBeLessThanOrEqual(5 + 12 * 60 + 29);
	});

	it('is not undone by late or repeated records of before it', async () => {
		const { at } = await released();
		for (const minutes of [-20, 0, 3]) expect(await at(minutes)).toEqual([]);
	});

	it('does not hold for the sign-ins of the next days, though there was never a gap', async () => {
		const { at, caseId } = await released();
		const cases = new Set<string | null>();
		for (let minutes = 29; minutes < 3 * 1440; minutes += 29)
			for (const open of await at(minutes)) cases.add(open.caseId);
		expect(cases.size).toBe(3);
		expect(cases).toContain(caseId);
	});

	it('is followed by a block when a human asks for it', async () => {
		const { deps, clock, caseId, judge } = await released();
		clock.minutes = 30;
		const asked = { whom: caseId, hours: null, denyScope: null, isSure: true };
		const prepared = await prepareContain({ ...asked, account: null, name: null }, deps);
		if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
		await carryOutContain(prepared, { why: 'it was not', onChange: async () => {} }, deps);
		const open = (await judge.ledger.open()).filter(({ ending }) => ending === null);
		expect(open).toMatchObject([{ caseId, state: 'requested' }]);
	});
});
