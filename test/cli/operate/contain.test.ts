import { describe, expect, it } from 'vitest';
import { contain } from '../../../cli/operate/contain.ts';
import { addContain } from '../../../cli/operate/options.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import {
	ACCOUNT,
	givenCase,
	MANAGEMENT_ACCOUNT,
	ONE_ACCOUNT,
	ORGANIZATION,
	SORA,
} from '../../support/decision-world.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { pilotOf } from '../../support/some-settings.ts';
import { aWorld, type World } from './operate-world.ts';

const REASON = 'her laptop was stolen';

function run({ deps }: World, ...args: string[]): Promise<number> {
	return contain(parseOptions(addContain, [...args, '--reason', REASON]), deps);
}

describe('eyes contain', () => {
	it('says who will be denied, until when and by which policy, then what it did, and what follows', async () => {
		const world = aWorld();
		const { stored, containments } = await givenCase(world, 'asked');
		expect(await run(world, stored.case.id)).toBe(0);
		const printed = world.printed();
		expect(printed).toContain(
			`to be denied: minji.kim (case ${stored.case.id}), aws:userid = AIDAEXAMPLEMINJIKIM01, from untrusted networks only, until 2026-03-10 13:35:21 (KST), by scp`,
		);
		const id = containments[0]?.id;
		const places = [
			'to be denied',
			`decided by ${SORA.arn}`,
			`approved: containment ${id}, under way, not known to be denied yet`,
			'The text of scp is being published',
			`npm run eyes -- status ${id}`,
			`npm run eyes -- release ${id}`,
		].map((text) => printed.indexOf(text));
		expect(places).toEqual(places.toSorted((one, other) => one - other));
		expect(places).not.toContain(-1);
	});

	it('says that a directory user may still act in a management account that is not covered', async () => {
		const person = ['906712345a-12345678-1234-1234-1234-123456789012', '--yes'];
		const covered = aWorld();
		await run(covered, ...person);
		expect(covered.printed()).not.toContain('not covered');
		const containment = { ...ORGANIZATION.containment, modes: {} };
		const uncovered = aWorld({ ...ORGANIZATION, containment });
		await run(uncovered, ...person);
		expect(uncovered.printed()).toContain('not covered: no SCP applies to the management account');
	});

	it('says that a directory user may act outside of a pilot, where the SCP does not stand', async () => {
		const person = ['906712345a-12345678-1234-1234-1234-123456789012', '--yes'];
		const line = 'not covered: their sessions in accounts outside of the pilot';
		const pilot = aWorld({ ...ORGANIZATION, ...pilotOf(ACCOUNT) });
		await run(pilot, ...person);
		expect(pilot.printed()).toContain(line);
		const [open] = await pilot.deps.ledger.open();
		expect(open?.policies[0]).toMatchObject({ policy: 'scp', account: null });
		const whole = aWorld();
		await run(whole, ...person);
		expect(whole.printed()).not.toContain(line);
	});

	it('says of each containment whether it was requested, extended or unchanged', async () => {
		const world = aWorld();
		const minji = ['AIDAEXAMPLEMINJIKIM01', '--account', ACCOUNT];
		await run(world, ...minji);
		const [one] = await world.deps.ledger.open();
		expect(world.printed()).toContain(`\nrequested: containment ${one?.id}\n`);
		await run(world, ...minji);
		expect(world.printed()).toContain(`\nunchanged: containment ${one?.id}, under way`);
		await run(world, ...minji, '--hours', '24');
		expect(world.printed()).toContain(`\nextended: containment ${one?.id}, under way`);
	});

	it('tells what was written, also if the queue then refuses the hint', async () => {
		const world = aWorld();
		const toContain = () => Promise.reject(new Error('no queue'));
		const deps = { ...world.deps, hints: { ...world.deps.hints, toContain } };
		await expect(run({ ...world, deps }, 'arn:aws:iam::444455556666:root')).rejects.toThrow(
			'no queue',
		);
		const [one] = await world.deps.ledger.open();
		expect(world.printed()).toContain(`requested: containment ${one?.id}`);
	});

	it('denies everything only with --yes, in addition to the deny from untrusted networks', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'requested');
		await expect(run(world, stored.case.id, '--deny-scope', 'everything')).rejects.toThrow(
			/from trusted networks too.*add --yes/,
		);
		await run(world, stored.case.id, '--deny-scope', 'everything', '--yes');
		expect((await world.deps.ledger.open()).map(({ denyScope }) => denyScope).toSorted()).toEqual([
			'everything',
			'untrusted-networks',
		]);
	});

	it.each([
		[
			'a protected user by ARN',
			['arn:aws:iam::111122223333:user/emergency'],
			/protected principal .*user\/emergency/,
		],
		[
			'a protected user by id, found in IAM',
			['AIDAEXAMPLEEMERGENCY1', '--account', ACCOUNT],
			/protected principal/,
		],
		[
			'a protected id',
			['AIDAEXAMPLEPROTECTED1', '--account', '444455556666'],
			/protected principal/,
		],
		[
			'a function of eyes-system',
			['AROAEXAMPLECONTAIN001:x1', '--account', ACCOUNT],
			/protected principal .*role\/eyes/,
		],
		[
			'the management account’s root',
			[`arn:aws:iam::${MANAGEMENT_ACCOUNT}:root`],
			/management account's root/,
		],
		[
			'an id that may be a protected one',
			['AIDAEXAMPLESOMEBODY01', '--account', '444455556666'],
			/may be a protected principal.*add --yes/,
		],
		['an id without its account', ['AIDAEXAMPLEMINJIKIM01'], /add --account ID/],
		[
			'a user of another account by ARN',
			['arn:aws:iam::444455556666:user/bora'],
			/aws iam get-user --user-name bora/,
		],
		['a user that does not exist', ['arn:aws:iam::111122223333:user/nobody'], /there is no user/],
		[
			'an id that does not exist',
			['AIDAEXAMPLENOBODY0001', '--account', ACCOUNT],
			/has no user or role with the id/,
		],
		[
			'a session by ARN',
			['arn:aws:sts::111122223333:assumed-role/ops/bora'],
			/get-role --role-name ops/,
		],
		['a name of nobody', ['nobody.here'], /nobody called nobody.here was found/],
		['a service', ['arn:aws:s3:::bucket'], /not the ARN of a principal that can be contained/],
		['an unknown id', ['0123456789'], /no case and no containment/],
	])('refuses %s, and changes nothing', async (_, args, sentence) => {
		const world = aWorld();
		const failure = run(world, ...args);
		await expect(failure).rejects.toThrow(UsageError);
		await expect(failure).rejects.toThrow(sentence);
		expect(world.printed()).toBe('');
		expect(await world.deps.ledger.open()).toEqual([]);
		expect(world.sent).toEqual({ notify: [], contain: [] });
	});

	it('asks for confirmation before somebody contains themselves', async () => {
		const world = aWorld();
		const themselves = { ...world.deps.caller, userId: 'AIDAEXAMPLEMINJIKIM01' };
		const deps = { ...world.deps, caller: themselves };
		const minji = 'arn:aws:iam::111122223333:user/minji.kim';
		await expect(run({ ...world, deps }, minji)).rejects.toThrow(/is you.*--yes/);
		expect(await run({ ...world, deps }, minji, '--yes')).toBe(0);
	});

	it.each([
		['root', ['arn:aws:iam::111122223333:root'], /only an SCP applies to root/],
		['a federated session', ['111122223333:bora'], /contain that user/],
		[
			'an id of another account',
			['AIDAEXAMPLESOMEBODY01', '--account', '444455556666'],
			/add --name NAME/,
		],
	])('says what to do about %s if there is no SCP', async (_, args, sentence) => {
		await expect(run(aWorld(ONE_ACCOUNT), ...args)).rejects.toThrow(sentence);
	});

	it.each([
		['nobody', [], /missing required argument 'whom'/],
		['no end', ['0123456789', '--reason', REASON, '--hours', '0'], /1 to 720/],
		['more than thirty days', ['0123456789', '--reason', REASON, '--hours', '721'], /30 days/],
		[
			'another deny scope',
			['0123456789', '--reason', REASON, '--deny-scope', 'trusted'],
			/Allowed choices are untrusted-networks, aws-mcp, everything/,
		],
		['half an account', ['0123456789', '--reason', REASON, '--account', '12'], /12 digits/],
		['no reason', ['0123456789'], /--reason "…" is missing/],
	])('refuses %s on the command line', (_, args, sentence) => {
		expect(() => parseOptions(addContain, args)).toThrow(sentence);
	});

	it('says why nobody can be contained because of a case', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'planned');
		const none = { ...stored, plan: { requests: [], notContained: ['unknown-origin'] as const } };
		const deps = { ...world.deps, cases: { ...world.deps.cases, find: async () => none } };
		await expect(run({ ...world, deps }, stored.case.id)).rejects.toThrow(
			/is not proven that the call came from an untrusted network/,
		);
	});
});
