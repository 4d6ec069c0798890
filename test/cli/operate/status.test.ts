import { describe, expect, it } from 'vitest';
import { contain } from '../../../cli/operate/contain.ts';
import { addContain, addResume, addStatus } from '../../../cli/operate/options.ts';
import { resume } from '../../../cli/operate/resume.ts';
import { status } from '../../../cli/operate/status.ts';
import { breakerNotice } from '../../../shared/notification/events/announce-breaker.ts';
import { NEVER_LOOKED, type WatchState } from '../../../shared/stack-sets/watch-state.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import { anOdd, entryOf } from '../../support/a-summary.ts';
import { addAsJudge } from '../../support/an-addition.ts';
import { ACCOUNT, givenCase, publish, SORA } from '../../support/decision-world.ts';
import { asserting } from '../../support/directory-acts.ts';
import { aSignInFrom } from '../../support/follow-records.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { anInstance, instancesOf } from '../../support/some-instances.ts';
import { aKeptLook } from '../../support/some-looks.ts';
import { pilotOf } from '../../support/some-settings.ts';
import { aWorld, eachWorld, type World } from './operate-world.ts';

function run({ deps }: World, ...args: string[]): Promise<number> {
	return status(parseOptions(addStatus, args), deps);
}

function letGo({ deps }: World): Promise<number> {
	return resume(parseOptions(addResume, ['--reason', 'the office has moved']), deps);
}

async function openBreaker({ deps: { ledger, notices } }: World): Promise<void> {
	await ledger.openBreaker({ why: 'people', at: REQUESTED_AT });
	const opening = await ledger.breaker();
	if (opening !== null) await notices.add(breakerNotice(opening));
}

describe.each(eachWorld())('eyes status, with the table %s', (_, makeWorld) => {
	it('shows who is denied by the name of the case, where, until when, and what to run', async () => {
		const world = await makeWorld();
		const { stored, containments } = await givenCase(world, 'requested');
		await publish(world, REQUESTED_AT + 1000);
		expect(await run(world)).toBe(0);
		const printed = world.printed();
		const id = containments[0]?.id;
		expect(printed).toContain('1 containment is open:');
		expect(printed).toContain(
			'minji.kim: effective, denied; from untrusted networks only, until 2026-03-10 13:35:21 (KST)',
		);
		expect(printed).toContain(`containment ${id}, case ${stored.case.id}`);
		expect(printed).toContain('scp: effective since 2026-03-03 13:35:22 (KST)');
		expect(printed).toContain(`$ npm run eyes -- release ${id} --reason "…"`);
		expect(printed).toContain(`Messages not posted to Slack yet: case ${stored.case.id} (medium)`);
		expect(printed).toMatch(
			/Deny document of scp: 1 principal denied in 1 statement, \d+ of 10240 characters, \d+ % full/,
		);
		expect(printed).toContain('Breaker: closed; it has never been open.');
	});

	it('shows how much the summary of the day tells so far', async () => {
		const world = await makeWorld();
		await run(world);
		expect(world.printed()).toContain('Daily summary of 2026-03-03: nothing to tell so far');
		for (const event of ['CreateToken', 'CreateToken', 'ConsoleLogin'])
			await world.deps.summaries.add(entryOf(anOdd(event, { signIn: { time: REQUESTED_AT } })));
		await run(world);
		expect(world.printed()).toContain('Daily summary of 2026-03-03: 3 sign-ins in 2 lines so far');
	});

	it('names the directory that is not watched', async () => {
		const world = await makeWorld();
		await run(world);
		expect(world.printed()).not.toContain('Identity Center');
		const act = { name: 'sora', at: '2026-03-03T01:00:00Z', from: '203.0.113.9' };
		await world.deps.directory.noteMissing(aSignInFrom(asserting(act)));
		await run(world);
		expect(world.printed()).toContain(
			'Identity Center is not watched: sessions were obtained through its portal (last on 2026-03-03 in account 111122223333)',
		);
	});

	it('names the accounts of a pilot, outside of which people keep their sessions', async () => {
		const world = aWorld(pilotOf(ACCOUNT));
		await run(world);
		expect(world.printed()).toContain(`Pilot: the SCP denies only in ${ACCOUNT}`);
	});

	it('says in one line what the last look at the StackSets found', async () => {
		const world = await makeWorld();
		const line = async (state: WatchState) => {
			await world.deps.stackSets.write(state, state.dueAt);
			await run(world);
			return world.printed().match(/StackSets: .*/)?.[0];
		};
		await run(world);
		expect(world.printed()).not.toContain('StackSets');
		const at = REQUESTED_AT;
		const failing = { ...NEVER_LOOKED, dueAt: 1, failingSince: at };
		expect(await line(failing)).toBe(
			'StackSets: not looked at yet; they cannot be read since 2026-03-03 13:35:21 (KST), see the log of reconcile',
		);
		const look = aKeptLook(instancesOf('333344445555'), at);
		expect(await line({ ...NEVER_LOOKED, dueAt: 2, look })).toBe(
			'StackSets: all current, 3 instances in 1 account (looked at 2026-03-03 13:35:21 (KST))',
		);
		const behind = aKeptLook([anInstance({ status: 'OUTDATED' })], at);
		expect(await line({ ...NEVER_LOOKED, dueAt: 3, look: behind })).toContain(
			'StackSets: NOT current: 1 instance in 1 account, the first since 2026-03-03 13:35:21 (KST); current: 0 instances in 0 accounts (looked',
		);
	});

	it('shows the breaker, how to resume, and its notice that is not posted yet', async () => {
		const world = await makeWorld();
		await openBreaker(world);
		await run(world);
		const printed = world.printed();
		expect(printed).toContain(
			'Breaker: OPEN since 2026-03-03 13:35:21 (KST) (too many people within the window). Rules contain nobody',
		);
		expect(printed).toContain('$ npm run eyes -- resume --reason "…"');
		expect(printed).toContain('notice breaker-1 (breaker-opened)');
	});

	it('shows the command that cuts a role, for a case with too many sessions', async () => {
		const world = await makeWorld();
		const role = 'arn:aws:iam::111122223333:role/deploy';
		const session = {
			...{ userId: 'AROADEPLOYEXAMPLE001:one', roleArn: role, name: 'one' },
			...{ issuedAt: 0, endsAt: null },
		};
		const plan = { requests: [], notContained: null, advice: 'too-many-sessions' } as const;
		const lead = aJudgedSignIn({ signIn: { event: 'AssumeRole', session } });
		const stored = await addAsJudge(world.deps.cases, lead, { plan });
		await run(world, stored.case.id);
		expect(world.printed()).toContain(`  $ npm run eyes -- contain ${role} --reason "…"`);
	});

	it('shows a case with its whole history', async () => {
		const world = await makeWorld();
		const { stored } = await givenCase(world, 'asked');
		await contain(
			parseOptions(addContain, [stored.case.id, '--reason', 'stolen laptop']),
			world.deps,
		);
		world.printed();
		await run(world, stored.case.id);
		const printed = world.printed();
		expect(printed).toContain(`Case ${stored.case.id}: minji.kim, medium, from 192.0.2.77`);
		expect(printed).toContain(`answered by ${SORA.arn} on 2026-03-03 13:45:21 (KST)`);
		expect(printed).toMatch(/13:35:21 \(KST\) {2}requested by rule judge-sign-in: scp asked/);
		expect(printed).toContain(
			`2026-03-03 13:45:21 (KST)  approved by ${SORA.arn}: scp requested – stolen laptop`,
		);
	});

	it('gives the same as JSON', async () => {
		const world = await makeWorld();
		const { stored, containments } = await givenCase(world, 'requested');
		await run(world, '--format', 'json');
		expect(JSON.parse(world.printed())).toMatchObject({
			open: [{ containment: { id: containments[0]?.id }, caseName: 'minji.kim' }],
			breaker: null,
			notPosted: { cases: [{ id: stored.case.id }], notices: [] },
			documents: [{ policy: 'scp', principals: 1, roles: 0 }],
		});
		await run(world, stored.case.id, '--format', 'json');
		expect(JSON.parse(world.printed())).toMatchObject({
			case: { id: stored.case.id, name: 'minji.kim', answer: null },
			containments: [
				{ containment: { id: containments[0]?.id }, history: [{ kind: 'requested', number: 1 }] },
			],
		});
	});
});

describe('eyes status', () => {
	it('says when there is nothing', async () => {
		const world = aWorld();
		await run(world);
		expect(world.printed()).toContain('No containment is open.');
	});

	it('shows what went wrong and what to do about it', async () => {
		const world = aWorld();
		const { containments } = await givenCase(world, 'requested');
		const { ledger } = world.deps;
		const lease = await ledger.lease('scp', { holder: 'run', now: REQUESTED_AT, ms: 1000 });
		if (lease === null) throw new Error('leased');
		const problem = { reason: 'not-attached', remediation: 'Attach the SCP to the root.' };
		const id = containments[0]?.id ?? '';
		await ledger.begin(lease, { before: 'a', after: 'b', at: REQUESTED_AT });
		await ledger.settle(lease, [{ id, state: 'failed', problem }], REQUESTED_AT);
		await run(world, id);
		expect(world.printed()).toContain('FAILED, not known to be denied');
		await run(world);
		expect(world.printed()).toContain(
			'scp: failed since 2026-03-03 13:35:21 (KST): not-attached. Attach the SCP to the root.',
		);
	});

	it('shows what a case would deny if nobody is contained, with the command', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'planned');
		await run(world, stored.case.id);
		const printed = world.printed();
		expect(printed).toContain('the mode is observe: rules only report');
		expect(printed).toContain(
			'aws:userid = AIDAEXAMPLEMINJIKIM01, from untrusted networks only, by scp',
		);
		expect(printed).toContain(`$ npm run eyes -- contain ${stored.case.id} --reason "…"`);
	});

	it('finds a containment that was requested by hand, in a case that lists none', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'planned');
		await contain(
			parseOptions(addContain, [stored.case.id, '--reason', 'stolen laptop']),
			world.deps,
		);
		world.printed();
		await run(world, stored.case.id);
		expect(world.printed()).toContain(
			`a responder decided it; requested by ${SORA.arn} – stolen laptop`,
		);
	});

	it('removes the control characters of an event before it prints', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'requested');
		const evil = { ...stored, case: { ...stored.case, name: 'minji\u001b[2J\u202ekim' } };
		const deps = { ...world.deps, cases: { ...world.deps.cases, find: async () => evil } };
		await run({ ...world, deps });
		expect(world.printed()).toContain('minji[2Jkim: ');
	});

	it('refuses a text that is not an id, and an unknown id', async () => {
		expect(() => parseOptions(addStatus, ['minji'])).toThrow(/'minji' is invalid .*hexadecimal id/);
		expect(() => parseOptions(addStatus, ['--format', 'xml'])).toThrow(
			/Allowed choices are text, json/,
		);
		await expect(run(aWorld(), 'abcdef0123')).rejects.toThrow(/no case and no containment/);
	});
});

describe('eyes resume', () => {
	it('closes the breaker, and lists what is held with the command for each', async () => {
		const world = aWorld();
		const { containments } = await givenCase(world, 'held');
		await openBreaker(world);
		expect(await letGo(world)).toBe(0);
		expect((await world.deps.ledger.breaker())?.resumed).toEqual({
			by: { kind: 'person', arn: SORA.arn },
			why: 'the office has moved',
			at: world.deps.now(),
		});
		const printed = world.printed();
		expect(printed).toContain('The breaker is closed');
		expect(printed).toContain('minji.kim: aws:userid = AIDAEXAMPLEMINJIKIM01');
		for (const command of ['contain', 'release']) {
			expect(printed).toContain(`npm run eyes -- ${command} ${containments[0]?.id} --reason "…"`);
		}
		expect((await world.deps.ledger.find(containments[0]?.id ?? ''))?.state).toBe('held');
	});

	it('says that there is nothing to resume, and keeps the first decision', async () => {
		const world = aWorld();
		await letGo(world);
		expect(world.printed()).toContain('There is nothing to resume.');
		await openBreaker(world);
		await letGo(world);
		const first = await world.deps.ledger.breaker();
		world.wait(5);
		await letGo(world);
		expect(await world.deps.ledger.breaker()).toEqual(first);
	});

	it('refuses to go on without a reason, or with an id', () => {
		expect(() => parseOptions(addResume, [])).toThrow(/--reason "…" is missing/);
		expect(() => parseOptions(addResume, ['0123456789', '--reason', 'moved'])).toThrow(
			/too many arguments for 'resume'/,
		);
	});
});
