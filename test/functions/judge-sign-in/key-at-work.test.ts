import { describe, expect, it } from 'vitest';
import { renderDenyDocument } from '../../../shared/containment/document/deny-document.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import { someOptions } from '../../support/a-containment.ts';
import {
	ACCOUNT,
	assumeRole,
	deniedAssumeRole,
	OFFICE,
	roleSession,
	UNTRUSTED,
	usingKey,
} from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { CONTAIN, deliver, judgeDeps } from '../../support/judge-deps.ts';
import { keyPastsOfLog } from '../../support/key-pasts-of-log.ts';
import {
	CALLERS,
	type CallerName,
	type Context,
	everyRequest,
	WAYS,
} from '../../support/request-contexts.ts';
import { simulate } from '../../support/simulate.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const at = (eventTime: string, sourceIPAddress = UNTRUSTED) => ({
	...{ eventTime, sourceIPAddress, eventSource: 'sts.amazonaws.com' },
});
const who = (time: string, address?: string) => usingKey('GetCallerIdentity', at(time, address));
const FIRST = '2026-03-03T01:00:00Z';
const BEFORE = '2026-02-20T01:00:00Z';

/** The functions, and a CloudTrail that knows these records of before. */
function given(table: Table, before: readonly Fields[], over: Fields = {}) {
	const deps = judgeDeps(table, { ...CONTAIN, ...over });
	return { ...deps, keyPasts: keyPastsOfLog(table, deps.settings.trusted, before) };
}

const statesIn = async (deps: ReturnType<typeof given>) =>
	(await deps.ledger.open()).map(({ state, selector }) => `${state} ${selector.value}`);

const USER = 'AIDABORAEXAMPLE0001';

describe('a key at work from an untrusted network, in mode contain', () => {
	it('is denied at its first call if it is known from the office', async () => {
		const deps = given(await dynamo().makeTable(), [who(BEFORE, OFFICE)]);
		await deliver(who(FIRST), deps);
		expect(await statesIn(deps)).toEqual([`requested ${USER}`]);
		const [denied] = await deps.ledger.open();
		const days = ((denied?.until ?? 0) - Date.parse(FIRST)) / 86_400_000;
		expect(days).toBeCloseTo(7, 1);
		expect(denied?.reason).toBe('untrusted-use');
	});

	it.each([
		['of a job of ours that nobody listed, told once', [who(BEFORE)], [], 1],
		['on the first day of the key, but asked for', [], [`asked ${USER}`], 1],
	])('is not denied for one %s', async (_, before, states, told) => {
		const deps = given(await dynamo().makeTable(), before);
		for (const time of [FIRST, '2026-03-05T01:00:00Z', '2026-03-08T01:00:00Z'].slice(
			0,
			before.length === 0 ? 1 : 3,
		))
			await deliver(who(time), deps);
		expect(await statesIn(deps)).toEqual(states);
		expect(deps.heard.counted.filter((one) => one === 'SignIn alert')).toHaveLength(told);
	});

	it('is asked for if CloudTrail does not answer, and denied when a later use is told', async () => {
		const table = await dynamo().makeTable();
		const silent = { ...given(table, []), keyPasts: { find: async () => 'not-answered' as const } };
		await deliver(who(FIRST), silent);
		expect(await statesIn(silent)).toEqual([`asked ${USER}`]);
		const deps = given(table, [who(BEFORE, OFFICE)]);
		const making = { ...at('2026-03-03T01:05:00Z'), eventSource: 'iam.amazonaws.com' };
		await deliver(usingKey('AttachUserPolicy', making), deps);
		expect(await statesIn(deps)).toEqual([`requested ${USER}`]);
		expect(await deps.ledger.counted('all', { from: 0, to: 9e15 })).toHaveLength(1);
	});

	it('does not count in the breaker while a human is asked', async () => {
		const deps = given(await dynamo().makeTable(), []);
		await deliver(who(FIRST), deps);
		expect(await deps.ledger.counted('all', { from: 0, to: 9e15 })).toEqual([]);
	});

	it('stays denied if a later use of it only asks', async () => {
		const table = await dynamo().makeTable();
		await deliver(who(FIRST), given(table, [who(BEFORE, OFFICE)]));
		const silent = { ...given(table, []), keyPasts: { find: async () => 'not-answered' as const } };
		const making = { ...at('2026-03-03T01:05:00Z'), eventSource: 'iam.amazonaws.com' };
		await deliver(usingKey('AttachUserPolicy', making), silent);
		expect(await statesIn(silent)).toEqual([`requested ${USER}`]);
	});

	it('is denied by a denied role, which shows that the key works', async () => {
		const deps = given(await dynamo().makeTable(), [who(BEFORE, OFFICE)]);
		await deliver(deniedAssumeRole(at(FIRST)), deps);
		expect(await statesIn(deps)).toEqual([`requested ${USER}`]);
	});

	it('is only reported with use.mode observe, and not judged with use.except', async () => {
		const principal = `arn:aws:iam::${ACCOUNT}:user/bora`;
		const except = [{ principal, reason: 'a job', review: '2026-12-01' }];
		for (const use of [{ mode: 'observe' }, { except }, { keys: false }]) {
			const deps = given(await dynamo().makeTable(), [who(BEFORE, OFFICE)], { use });
			await deliver(who(FIRST), deps);
			expect(await statesIn(deps)).toEqual([]);
		}
	});

	it('keeps its rules for sign-ins: a role that it takes is denied at once', async () => {
		const deps = given(await dynamo().makeTable(), []);
		await deliver(assumeRole(at(FIRST)), deps);
		expect((await statesIn(deps)).toSorted()).toEqual([
			`requested ${USER}`,
			'requested AROADEPLOYEXAMPLE0001:bora-cli',
		]);
	});
});

describe('a session at work from an untrusted network', () => {
	const sessions = { use: { sessions: true } };
	const started = '2026-03-03T00:30:00Z';
	const session = roleSession('deploy', 'bora-cli', {
		principalId: 'AROADEPLOYEXAMPLE0001:bora-cli',
	});
	const call = usingKey('GetCallerIdentity', { ...at(FIRST), userIdentity: session });

	it('is denied if it was obtained elsewhere, and asked for if nobody knows where', async () => {
		const known = given(await dynamo().makeTable(), [], sessions);
		await deliver(assumeRole(at(started, OFFICE)), known);
		await deliver(call, known);
		expect(await statesIn(known)).toEqual(['requested AROADEPLOYEXAMPLE0001:bora-cli']);
		const unknown = given(await dynamo().makeTable(), [], sessions);
		await deliver(call, unknown);
		expect(await statesIn(unknown)).toEqual(['asked AROADEPLOYEXAMPLE0001:bora-cli']);
	});
});

describe('what is published for a key at work', () => {
	it('denies the thief, and neither the owner in the office nor a colleague', async () => {
		const kim = CALLERS.userWithKey;
		const userIdentity = {
			...{ type: 'IAMUser', userName: 'kim', accountId: kim.account, arn: kim.arn },
			...{ principalId: 'AIDAKIMKIMKIMKIMKIM22', accessKeyId: 'AKIAKIMEXAMPLE' },
		};
		const byKim = (time: string, address?: string) => ({ ...who(time, address), userIdentity });
		const deps = given(await dynamo().makeTable(), [byKim(BEFORE, OFFICE)]);
		await deliver(byKim(FIRST), deps);
		const time = Date.parse(FIRST) + 60_000;
		const { text, refusals } = renderDenyDocument(
			await deps.ledger.open(),
			someOptions('scp', { now: time }),
		);
		expect(refusals).toEqual([]);
		const ask = (caller: CallerName, way: Context) =>
			simulate(CALLERS[caller], { ...everyRequest(CALLERS[caller], time), ...way }, { scp: text });
		expect(await ask('userWithKey', WAYS.untrustedV4)).toBe('denied');
		expect(await ask('userWithKey', WAYS.officeV4)).toBe('allowed');
		expect(await ask('userWithKey', WAYS.ownEndpoint)).toBe('allowed');
		expect(await ask('otherUser', WAYS.untrustedV4)).toBe('allowed');
		expect(await ask('userElsewhere', WAYS.untrustedV4)).toBe('allowed');
	});
});
