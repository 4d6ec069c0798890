import { describe, expect, it } from 'vitest';
import { type AskedContain, prepareContain } from '../../../shared/decision/contain.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import {
	ACCOUNT,
	aDecisionWorld,
	contain,
	eachKindOfStores,
	givenCase,
	MANAGEMENT_ACCOUNT,
	MINJIS_REQUEST,
	ONE_ACCOUNT,
	ORGANIZATION,
	publish,
	REASON,
	release,
	SORA,
} from '../../support/decision-world.ts';

const HOUR = 3_600_000;
const ELSEWHERE = '444455556666';
const MINJI = 'AIDAEXAMPLEMINJIKIM01';

describe.each(eachKindOfStores())('containing by hand, with the table %s', (_, makeStores) => {
	const makeWorld = async () => aDecisionWorld(undefined, { stores: await makeStores() });

	it.each(['asked', 'held'] as const)('lets happen what is %s in a case', async (state) => {
		const world = await makeWorld();
		const { stored, containments } = await givenCase(world, state);

		expect(await contain(world, stored.case.id)).toMatchObject({
			kind: 'done',
			containments: [{ id: containments[0]?.id, state: 'requested' }],
			policies: ['scp'],
		});

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
		await contain(world, stored.case.id);
		world.wait(1);
		await contain(world, stored.case.id);

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

	it('requests every deny scope that a case planned for one principal', async () => {
		const world = await makeWorld();
		const throughMcp = { ...MINJIS_REQUEST, denyScope: 'aws-mcp' } as const;
		const { stored } = await givenCase(world, 'planned', [MINJIS_REQUEST, throughMcp]);
		await contain(world, stored.case.id);
		const open = await world.deps.ledger.open();
		expect(open.map(({ denyScope }) => denyScope).toSorted()).toEqual([
			'aws-mcp',
			'untrusted-networks',
		]);
	});

	it('contains once more after a release, and can be released once more', async () => {
		const world = await makeWorld();
		const { stored } = await givenCase(world, 'requested');
		for (let round = 0; round < 3; round++) {
			expect(await world.deps.ledger.open()).toHaveLength(1);
			await publish(world, world.deps.now() + 1);
			await release(world, stored.case.id);
			await publish(world, world.deps.now() + 2);
			expect(await world.deps.ledger.open()).toEqual([]);
			world.wait(1);
			await contain(world, stored.case.id);
		}
	});

	it('requests a principal of no case, and finds it when it is run again', async () => {
		const world = await makeWorld();
		await contain(world, MINJI, { account: ACCOUNT });
		world.wait(1);
		await contain(world, MINJI, { account: ACCOUNT, hours: 24 });

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

type Asked = Partial<AskedContain>;

describe('containing by hand', () => {
	it('prepares who is denied, until when and by what, and changes nothing', async () => {
		const world = aDecisionWorld();
		const { stored } = await givenCase(world, 'asked');
		const nothing = { denyScope: null, hours: null, account: null, name: null, isSure: false };
		const prepared = await prepareContain({ whom: stored.case.id, ...nothing }, world.deps);
		expect(prepared).toMatchObject({
			kind: 'prepared',
			denials: [
				{ request: { ...MINJIS_REQUEST, reason: 'requested-by-person' }, caseId: stored.case.id },
			],
		});
		expect((await world.deps.ledger.open()).map(({ state, steps }) => [state, steps])).toEqual([
			['asked', 1],
		]);
		expect((await world.deps.cases.find(stored.case.id))?.answer).toBeNull();
		expect(world.sent).toEqual({ notify: [], contain: [] });
	});

	it.each<[string, string, Asked, string, string]>([
		['an IAM user', MINJI, { account: ACCOUNT }, 'aws:userid', MINJI],
		['an IAM user by ARN', 'arn:aws:iam::111122223333:user/minji.kim', {}, 'aws:userid', MINJI],
		[
			'a role session',
			...(['AROAEXAMPLEDEPLOYER01:cli', { account: ACCOUNT }] as const),
			...(['aws:userid', 'AROAEXAMPLEDEPLOYER01:cli'] as const),
		],
		[
			'a federated session',
			...([`${ELSEWHERE}:bora`, { isSure: true }] as const),
			...(['aws:userid', `${ELSEWHERE}:bora`] as const),
		],
		[
			'a member account’s root',
			...([`arn:aws:iam::${ELSEWHERE}:root`, {}] as const),
			...(['aws:PrincipalArn', `arn:aws:iam::${ELSEWHERE}:root`] as const),
		],
	])('denies %s by the SCP', async (_, whom, asked, key, value) => {
		const world = aDecisionWorld();
		await contain(world, whom, asked);
		const [one] = await world.deps.ledger.open();
		expect(one?.selector).toEqual({ key, value });
		expect(one?.policies.map(({ policy }) => policy)).toEqual(['scp']);
	});

	it('denies a user of Identity Center by the SCP and in the management account', async () => {
		const world = aDecisionWorld();
		await contain(world, '906712345a-12345678-1234-1234-1234-123456789012', { isSure: true });
		const [one] = await world.deps.ledger.open();
		expect(one?.selector.key).toBe('identitystore:UserId');
		expect(one?.policies).toMatchObject([
			{ policy: 'scp', account: null },
			{ policy: `iam:${MANAGEMENT_ACCOUNT}`, attachment: { kind: 'permission-set-role' } },
		]);
	});

	it('denies nobody in a management account that the modes do not name', async () => {
		const world = aDecisionWorld({
			...ORGANIZATION,
			containment: { ...ORGANIZATION.containment, modes: {} },
		});
		await contain(world, '906712345a-12345678-1234-1234-1234-123456789012', { isSure: true });
		const [one] = await world.deps.ledger.open();
		expect(one?.policies.map(({ policy }) => policy)).toEqual(['scp']);
		const there = { account: MANAGEMENT_ACCOUNT, name: 'boss', isSure: true };
		expect(await contain(world, 'AIDAEXAMPLESOMEBODY01', there)).toMatchObject({
			kind: 'refused',
			reason: 'management-not-covered',
		});
	});

	it.each<[string, string, Asked, object]>([
		['a user', 'arn:aws:iam::111122223333:user/minji.kim', {}, { kind: 'user', name: 'minji.kim' }],
		['a role session', 'AROAEXAMPLEDEPLOYER01:cli', {}, { kind: 'role', name: 'deployer' }],
		[
			'a session elsewhere, by the name given',
			...(['AROAEXAMPLEELSEWHERE1:cli', { account: ELSEWHERE, name: 'ops' }] as const),
			{ kind: 'role', name: 'ops' },
		],
	])(
		'knows what the policy of an account is attached to for %s',
		async (_, whom, asked, attachment) => {
			const world = aDecisionWorld(ONE_ACCOUNT);
			await contain(world, whom, asked);
			expect((await world.deps.ledger.open())[0]?.policies).toMatchObject([{ attachment }]);
		},
	);

	it('lasts twelve hours, rounded up, or as long as was asked for', async () => {
		const world = aDecisionWorld();
		await contain(world, `arn:aws:iam::${ELSEWHERE}:root`);
		await contain(world, 'arn:aws:iam::555566667777:root', { hours: 1 });
		const now = world.deps.now();
		const lasts = (await world.deps.ledger.open()).map(({ until }) =>
			Math.floor((until - now) / HOUR),
		);
		expect(lasts).toEqual([1, 12]);
	});

	it('denies everything in addition to the deny from untrusted networks', async () => {
		const world = aDecisionWorld();
		const { stored } = await givenCase(world, 'requested');
		await contain(world, stored.case.id, { denyScope: 'everything', isSure: true });
		const open = await world.deps.ledger.open();
		expect(open.map(({ denyScope, caseId }) => [denyScope, caseId]).toSorted()).toEqual([
			['everything', stored.case.id],
			['untrusted-networks', stored.case.id],
		]);
		await release(world, stored.case.id);
		await publish(world, world.deps.now() + 1);
		expect(await world.deps.ledger.open()).toEqual([]);
	});

	it('requests anew by the id of a containment that has ended', async () => {
		const world = aDecisionWorld();
		const { stored, containments } = await givenCase(world, 'asked');
		const id = containments[0]?.id ?? '';
		await release(world, id);
		await contain(world, id);
		const [again] = await world.deps.ledger.open();
		expect(again?.id).not.toBe(id);
		expect(again).toMatchObject({
			...{ selector: MINJIS_REQUEST.selector, state: 'requested', caseId: stored.case.id },
		});
	});

	it('keeps the time of the request apart from that of the case', async () => {
		const world = aDecisionWorld();
		await givenCase(world, 'planned');
		await contain(world, (await world.deps.cases.due(1))[0]?.id ?? '');
		expect((await world.deps.ledger.open())[0]?.requestedAt).toBe(REQUESTED_AT + 10 * 60_000);
	});
});

describe('a containment that is refused', () => {
	it.each<[string, string, Asked]>([
		['protected', 'arn:aws:iam::111122223333:user/emergency', {}],
		['protected', 'AIDAEXAMPLEEMERGENCY1', { account: ACCOUNT }],
		['protected', 'AIDAEXAMPLEPROTECTED1', { account: ELSEWHERE, isSure: true }],
		['service-linked-role', 'AROAEXAMPLEAUTOSCALE1:asg', { account: ACCOUNT }],
		['management-root', `arn:aws:iam::${MANAGEMENT_ACCOUNT}:root`, {}],
		['account-needed', MINJI, {}],
		['other-account', `arn:aws:iam::${ELSEWHERE}:user/bora`, {}],
		['user-not-found', 'arn:aws:iam::111122223333:user/nobody', {}],
		['user-not-found', 'arn:aws:iam::111122223333:user/path/minji.kim', {}],
		['id-not-found', 'AIDAEXAMPLENOBODY0001', { account: ACCOUNT }],
		['session-arn', 'arn:aws:sts::111122223333:assumed-role/ops/bora', {}],
		['federated-arn', 'arn:aws:sts::111122223333:federated-user/bora', {}],
		['name-not-found', 'nobody.here', {}],
		['not-an-arn', 'arn:aws', {}],
		['wrong-arn', 'arn:aws:s3:::bucket', {}],
		['wrong-arn', 'arn:aws:iam::*:root', {}],
		['wrong-arn', 'arn:aws:iam::111122223333:root/x', {}],
		['unknown-id', '0123456789', {}],
	])('says %s for %s, and changes nothing', async (reason, whom, asked) => {
		const world = aDecisionWorld();
		expect(await contain(world, whom, asked)).toMatchObject({ kind: 'refused', reason });
		expect(await world.deps.ledger.open()).toEqual([]);
		expect(world.sent).toEqual({ notify: [], contain: [] });
	});

	it.each<[string, string, Asked]>([
		['root-needs-organization', 'arn:aws:iam::111122223333:root', {}],
		['federated-by-user', '111122223333:bora', { isSure: true }],
		['name-needed', 'AIDAEXAMPLESOMEBODY01', { account: ELSEWHERE, isSure: true }],
	])('says %s where there is no SCP', async (reason, whom, asked) => {
		const refused = await contain(aDecisionWorld(ONE_ACCOUNT), whom, asked);
		expect(refused).toMatchObject({ kind: 'refused', reason });
	});

	it('tells why a case plans nobody', async () => {
		const world = aDecisionWorld();
		const { stored } = await givenCase(world, 'planned');
		const none = { ...stored, plan: { requests: [], notContained: ['unknown-origin'] as const } };
		const deps = { ...world.deps, cases: { ...world.deps.cases, find: async () => none } };
		expect(await contain({ ...world, deps }, stored.case.id)).toEqual({
			kind: 'refused',
			reason: 'nobody-in-case',
			detail: { caseId: stored.case.id, why: ['unknown-origin'] },
		});
	});
});
