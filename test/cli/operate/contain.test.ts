import { describe, expect, it } from 'vitest';
import { contain } from '../../../cli/operate/contain.ts';
import { addContain, addRelease } from '../../../cli/operate/options.ts';
import { release } from '../../../cli/operate/release.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import { parseOptions } from '../../support/parse-options.ts';
import {
	ACCOUNT,
	aWorld,
	eachWorld,
	givenCase,
	MANAGEMENT_ACCOUNT,
	MINJIS_REQUEST,
	ONE_ACCOUNT,
	ORGANIZATION,
	publish,
	SORA,
	type World,
} from './operate-world.ts';

const REASON = 'her laptop was stolen';
const HOUR = 3_600_000;

function run({ deps }: World, ...args: string[]): Promise<number> {
	return contain(parseOptions(addContain, [...args, '--reason', REASON]), deps);
}

describe.each(eachWorld())('eyes contain, with the table %s', (_, makeWorld) => {
	it.each(['asked', 'held'] as const)('lets happen what is %s in a case', async (state) => {
		const world = await makeWorld();
		const { stored, containments } = await givenCase(world, state);

		expect(await run(world, stored.case.id)).toBe(0);

		const approved = await world.deps.ledger.find(containments[0]?.id ?? '');
		expect(approved).toMatchObject({ state: 'requested', until: MINJIS_REQUEST.until });
		expect((await world.deps.ledger.history(containments[0]?.id ?? '')).at(-1)).toMatchObject({
			kind: 'approved',
			by: { kind: 'person', arn: SORA.arn },
			why: REASON,
		});
		expect((await world.deps.cases.find(stored.case.id))?.answer?.by).toBe(SORA.arn);
		expect(world.sent.contain).toEqual([`scp ${approved?.id} ${approved?.steps}`]);
		expect(world.sent.notify).toHaveLength(1);
	});

	it('requests by hand what a case only planned, once', async () => {
		const world = await makeWorld();
		const { stored } = await givenCase(world, 'planned');
		await run(world, stored.case.id);
		world.wait(1);
		await run(world, stored.case.id);

		const open = await world.deps.ledger.open();
		expect(open).toHaveLength(1);
		expect(open[0]).toMatchObject({
			...{
				selector: MINJIS_REQUEST.selector,
				reason: 'requested-by-person',
				note: REASON,
				caseId: stored.case.id,
			},
			...{ by: { kind: 'person', arn: SORA.arn }, state: 'requested', steps: 1 },
		});
		expect(new Set(world.sent.contain).size).toBe(1);
	});

	it('contains once more after a release, and can be released once more', async () => {
		const world = await makeWorld();
		const { stored } = await givenCase(world, 'requested');
		const letGo = () =>
			release(parseOptions(addRelease, [stored.case.id, '--reason', 'hers']), world.deps);
		for (let round = 0; round < 3; round++) {
			expect(await world.deps.ledger.open()).toHaveLength(1);
			await publish(world, world.deps.now() + 1);
			await letGo();
			await publish(world, world.deps.now() + 2);
			expect(await world.deps.ledger.open()).toEqual([]);
			world.wait(1);
			await run(world, stored.case.id);
		}
	});

	it('requests a principal of no case, and finds it when it is run again', async () => {
		const world = await makeWorld();
		await run(world, 'AIDAEXAMPLEMINJIKIM01', '--account', ACCOUNT);
		world.wait(1);
		await run(world, 'AIDAEXAMPLEMINJIKIM01', '--account', ACCOUNT, '--hours', '24');

		const [one, ...others] = await world.deps.ledger.open();
		expect(others).toEqual([]);
		expect(one).toMatchObject({
			person: 'user:111122223333/minji.kim',
			caseId: null,
			denyScope: 'untrusted-networks',
		});
		expect(one?.until).toBeGreaterThanOrEqual(world.deps.now() + 24 * HOUR);
		expect(
			(await world.deps.ledger.history(one?.id ?? '')).map(({ kind, by }) => [kind, by]),
		).toEqual([
			['requested', { kind: 'person', arn: SORA.arn }],
			['extended', { kind: 'person', arn: SORA.arn }],
		]);
	});
});

describe('eyes contain', () => {
	it.each([
		[
			'an IAM user',
			['AIDAEXAMPLEMINJIKIM01', '--account', ACCOUNT],
			'aws:userid',
			'AIDAEXAMPLEMINJIKIM01',
		],
		[
			'an IAM user by ARN',
			['arn:aws:iam::111122223333:user/minji.kim'],
			'aws:userid',
			'AIDAEXAMPLEMINJIKIM01',
		],
		[
			'a role session',
			['AROAEXAMPLEDEPLOYER01:cli', '--account', ACCOUNT],
			'aws:userid',
			'AROAEXAMPLEDEPLOYER01:cli',
		],
		['a federated session', ['444455556666:bora', '--yes'], 'aws:userid', '444455556666:bora'],
		[
			'a member account’s root',
			['arn:aws:iam::444455556666:root'],
			'aws:PrincipalArn',
			'arn:aws:iam::444455556666:root',
		],
	])('denies %s by the SCP', async (_, args, key, value) => {
		const world = aWorld();
		await run(world, ...args);
		const [one] = await world.deps.ledger.open();
		expect(one?.selector).toEqual({ key, value });
		expect(one?.policies.map(({ policy }) => policy)).toEqual(['scp']);
	});

	it('denies a user of Identity Center by the SCP and in the management account', async () => {
		const world = aWorld();
		await run(world, '906712345a-12345678-1234-1234-1234-123456789012', '--yes');
		const [one] = await world.deps.ledger.open();
		expect(one?.selector.key).toBe('identitystore:UserId');
		expect(one?.policies).toMatchObject([
			{ policy: 'scp', account: null },
			{ policy: `iam:${MANAGEMENT_ACCOUNT}`, attachment: { kind: 'permission-set-role' } },
		]);
	});

	it.each([
		['a user', ['arn:aws:iam::111122223333:user/minji.kim'], { kind: 'user', name: 'minji.kim' }],
		['a role session', ['AROAEXAMPLEDEPLOYER01:cli'], { kind: 'role', name: 'deployer' }],
		[
			'a session elsewhere, by the name given',
			['AROAEXAMPLEELSEWHERE1:cli', '--account', '444455556666', '--name', 'ops'],
			{ kind: 'role', name: 'ops' },
		],
	])(
		'knows what the policy of an account is to be attached to for %s',
		async (_, args, attachment) => {
			const world = aWorld(ONE_ACCOUNT);
			await run(world, ...args);
			expect((await world.deps.ledger.open())[0]?.policies).toMatchObject([{ attachment }]);
		},
	);

	it('lasts twelve hours, rounded up, or as long as was asked for', async () => {
		const world = aWorld();
		await run(world, 'arn:aws:iam::444455556666:root');
		await run(world, 'arn:aws:iam::555566667777:root', '--hours', '1');
		const now = world.deps.now();
		const lasts = (await world.deps.ledger.open()).map(({ until }) =>
			Math.floor((until - now) / HOUR),
		);
		expect(lasts).toEqual([1, 12]);
	});

	it('reaches everything only with --yes, beside what denies from outside', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'requested');
		await expect(run(world, stored.case.id, '--deny-scope', 'everything')).rejects.toThrow(
			/from inside, too.*add --yes/,
		);
		await run(world, stored.case.id, '--deny-scope', 'everything', '--yes');
		const open = await world.deps.ledger.open();
		expect(open.map(({ denyScope, caseId }) => [denyScope, caseId]).toSorted()).toEqual([
			['everything', stored.case.id],
			['untrusted-networks', stored.case.id],
		]);
		await release(parseOptions(addRelease, [stored.case.id, '--reason', 'hers']), world.deps);
		await publish(world, world.deps.now() + 1);
		expect(await world.deps.ledger.open()).toEqual([]);
	});

	it('requests anew by the id of a containment that has ended', async () => {
		const world = aWorld();
		const { containments } = await givenCase(world, 'asked');
		const id = containments[0]?.id ?? '';
		await release(parseOptions(addRelease, [id, '--reason', 'hers']), world.deps);
		await run(world, id);
		const [again] = await world.deps.ledger.open();
		expect(again?.id).not.toBe(id);
		expect(again).toMatchObject({ selector: MINJIS_REQUEST.selector, state: 'requested' });
	});

	it('says who, until when and by what before it acts', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'asked');
		await run(world, stored.case.id);
		const printed = world.printed();
		expect(printed).toContain(
			`to be denied: minji.kim (case ${stored.case.id}), aws:userid = AIDAEXAMPLEMINJIKIM01, from untrusted networks only, until 2026-03-10 13:35:21 (KST), by scp`,
		);
		expect(printed.indexOf('to be denied')).toBeLessThan(printed.indexOf(`decided by ${SORA.arn}`));
		expect(printed).toContain('npm run eyes -- release');
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
			/nobody can tell.*add --yes/,
		],
		['an id without its account', ['AIDAEXAMPLEMINJIKIM01'], /Add --account ID/],
		[
			'a user of another account by ARN',
			['arn:aws:iam::444455556666:user/bora'],
			/aws iam get-user --user-name bora/,
		],
		['a user who is not there', ['arn:aws:iam::111122223333:user/nobody'], /there is no user/],
		[
			'an id that is not there',
			['AIDAEXAMPLENOBODY0001', '--account', ACCOUNT],
			/has nobody with the id/,
		],
		[
			'a session by ARN',
			['arn:aws:sts::111122223333:assumed-role/ops/bora'],
			/get-role --role-name ops/,
		],
		['a role by ARN', ['arn:aws:iam::111122223333:role/ops'], /revoke its sessions/],
		['a role by id', ['AROAEXAMPLEDEPLOYER01'], /AROAEXAMPLEDEPLOYER01:SESSION/],
		['a name', ['minji.kim'], /"minji.kim" names nobody/],
		['a service', ['arn:aws:s3:::bucket'], /nobody who can be contained/],
		['an unknown id', ['0123456789'], /no case and no containment/],
	])('refuses %s, and changes nothing', async (_, args, sentence) => {
		const world = aWorld();
		await expect(run(world, ...args)).rejects.toThrow(sentence);
		expect(await world.deps.ledger.open()).toEqual([]);
		expect(world.sent).toEqual({ notify: [], contain: [] });
	});

	it('asks for a yes before somebody contains himself', async () => {
		const world = aWorld(ORGANIZATION);
		const himself = { ...world.deps.caller, userId: 'AIDAEXAMPLEMINJIKIM01' };
		const deps = { ...world.deps, caller: himself };
		await expect(
			run({ ...world, deps }, 'arn:aws:iam::111122223333:user/minji.kim'),
		).rejects.toThrow(/is you.*--yes/);
		await run({ ...world, deps }, 'arn:aws:iam::111122223333:user/minji.kim', '--yes');
		expect(await world.deps.ledger.open()).toHaveLength(1);
	});

	it.each([
		['root', ['arn:aws:iam::111122223333:root'], /only an SCP reaches root/],
		['a federated session', ['111122223333:bora'], /contain that user/],
		[
			'an id of another account',
			['AIDAEXAMPLESOMEBODY01', '--account', '444455556666'],
			/add --name NAME/,
		],
	])('says what to do about %s where there is no SCP', async (_, args, sentence) => {
		await expect(run(aWorld(ONE_ACCOUNT), ...args)).rejects.toThrow(sentence);
	});

	it.each([
		['nobody', [], /missing required argument 'whom'/],
		['no end', ['0123456789', '--reason', REASON, '--hours', '0'], /1 to 720/],
		['more than thirty days', ['0123456789', '--reason', REASON, '--hours', '721'], /30 days/],
		[
			'another deny scope',
			['0123456789', '--reason', REASON, '--deny-scope', 'inside'],
			/Allowed choices are untrusted-networks, everything/,
		],
		['half an account', ['0123456789', '--reason', REASON, '--account', '12'], /12 digits/],
		['no reason', ['0123456789'], /--reason "…" is missing/],
	])('refuses %s on the command line', (_, args, sentence) => {
		expect(() => parseOptions(addContain, args)).toThrow(sentence);
	});

	it('tells a case of which nobody can be contained apart', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'planned');
		const none = { ...stored, plan: { requests: [], notContained: ['unknown-origin'] as const } };
		const deps = { ...world.deps, cases: { ...world.deps.cases, find: async () => none } };
		await expect(run({ ...world, deps }, stored.case.id)).rejects.toThrow(
			/cannot be shown that the call came from an untrusted network/,
		);
	});

	it('keeps the time of the request apart from that of the case', async () => {
		const world = aWorld();
		await givenCase(world, 'planned');
		await run(world, (await world.deps.cases.due(1))[0]?.id ?? '');
		expect((await world.deps.ledger.open())[0]?.requestedAt).toBe(REQUESTED_AT + 10 * 60_000);
	});
});
