import { describe, expect, it } from 'vitest';
import type { ProtectedEntry } from '../../../shared/configuration/configuration.ts';
import type { AskedContain } from '../../../shared/decision/contain.ts';
import { doubtSentence } from '../../../shared/decision/refusals.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';
import {
	ACCOUNT,
	aDecisionWorld,
	contain,
	givenCase,
	MANAGEMENT_ACCOUNT,
	ONE_ACCOUNT,
	ORGANIZATION,
	SORA,
} from '../../support/decision-world.ts';

const ELSEWHERE = '444455556666';
const DIRECTORY_USER = '906712345a-12345678-1234-1234-1234-123456789012';
const OWN_ROLE = 'arn:aws:iam::111122223333:role/eyes/eyes-contain';

type Asked = Partial<AskedContain>;

/** The doubts about a decision; none where it was carried out. */
async function doubtsOf(world: ReturnType<typeof aDecisionWorld>, whom: string, asked: Asked = {}) {
	const result = await contain(world, whom, asked);
	expect(['done', 'unsure']).toContain(result.kind);
	return result.kind === 'unsure' ? result.doubts : [];
}

describe('eyes-system’s own roles', () => {
	it.each([
		['an organization', ORGANIZATION],
		['a single account', ONE_ACCOUNT],
	])('are never denied in the hub of %s', async (_, configuration) => {
		const world = aDecisionWorld(configuration);
		for (const id of ['AROAEXAMPLECONTAIN001:x1', 'AROAEXAMPLERESPONDER1:x1']) {
			const refused = await contain(world, id, { account: ACCOUNT, isSure: true });
			expect(refused).toMatchObject({ kind: 'refused', reason: 'protected' });
		}
		expect(await world.deps.ledger.open()).toEqual([]);
	});

	it('of the functions are protected in the hub’s account only', async () => {
		const caller = { ...SORA, account: MANAGEMENT_ACCOUNT };
		const world = aDecisionWorld(ORGANIZATION, { caller });
		const arn = OWN_ROLE.replace(ACCOUNT, MANAGEMENT_ACCOUNT);
		const byId = async (id: string) => ({ id, name: 'eyes-contain', arn });
		const deps = { ...world.deps, iam: { ...world.deps.iam, byId } };
		const asked = { account: MANAGEMENT_ACCOUNT };
		const result = await contain({ ...world, deps }, 'AROAEXAMPLECONTAIN001:x1', asked);
		expect(result.kind).toBe('done');
	});

	it('are the exact ones, not every role under our path', async () => {
		const world = aDecisionWorld();
		const byId = async (id: string) => ({
			...{ id, name: 'mine', arn: `arn:aws:iam::${ACCOUNT}:role/eyes/mine` },
		});
		const deps = { ...world.deps, iam: { ...world.deps.iam, byId } };
		const asked = { account: ACCOUNT };
		expect((await contain({ ...world, deps }, 'AROAEXAMPLEMINE00001:cli', asked)).kind).toBe(
			'done',
		);
	});

	it('are a doubt where a session of another account has no name, or the name of one', async () => {
		const taken = ['responder', 'reader', 'report-reader', 'forwarder'].map(
			(name) => `arn:*:iam::*:role/eyes/eyes-${name}`,
		);
		const [session, account] = ['AROAEXAMPLEELSEWHERE1:cli', ELSEWHERE];
		expect(await doubtsOf(aDecisionWorld(), session, { account })).toEqual([
			{ doubt: 'may-be-protected', value: session, patterns: taken },
		]);
		const named = { account, name: 'eyes-responder' };
		expect(await doubtsOf(aDecisionWorld(), session, named)).toEqual([
			{ doubt: 'may-be-protected', value: session, patterns: taken.slice(0, 1) },
		]);
		expect(await doubtsOf(aDecisionWorld(), session, { account, name: 'ops' })).toEqual([]);
	});
});

describe('a protected principal', () => {
	const given = (...protectedPrincipals: ProtectedEntry[]) => ({
		...ORGANIZATION,
		containment: { ...ORGANIZATION.containment, protectedPrincipals },
	});

	it.each<[string, ProtectedEntry, string?]>([
		['the role', 'arn:aws:iam::*:role/deployer'],
		[
			'the name of the role and its account',
			{ name: 'deployer', account: ACCOUNT },
			`{ name: 'deployer', account: '${ACCOUNT}' }`,
		],
		['the id of the role alone', 'AROAEXAMPLEDEPLOYER01', 'AROAEXAMPLEDEPLOYER01:*'],
		['its sessions', 'arn:aws:sts::*:assumed-role/deployer/*'],
		['the id of the role', 'AROAEXAMPLEDEPLOYER01:*'],
	])('is known by %s', async (_, pattern, text) => {
		const world = aDecisionWorld(given(pattern));
		const asked = { account: ACCOUNT, isSure: true };
		expect(await contain(world, 'AROAEXAMPLEDEPLOYER01:cli', asked)).toEqual({
			kind: 'refused',
			reason: 'protected',
			detail: { value: 'AROAEXAMPLEDEPLOYER01:cli', pattern: text ?? pattern },
		});
	});

	it('is known by its name in its account only', async () => {
		const world = aDecisionWorld(given({ name: 'deployer', account: ELSEWHERE }));
		const here = await contain(world, 'AROAEXAMPLEDEPLOYER01:cli', { account: ACCOUNT });
		expect(here.kind).toBe('done');
		const asked = { account: ELSEWHERE, name: 'deployer', isSure: true };
		const there = await contain(world, 'AROAEXAMPLEELSEWHERE1:cli', asked);
		expect(there).toMatchObject({ kind: 'refused', reason: 'protected' });
	});

	it('is known by the ARN of a federated session', async () => {
		const world = aDecisionWorld(given('arn:aws:sts::*:federated-user/bora'));
		const refused = await contain(world, `${ELSEWHERE}:bora`, { isSure: true });
		expect(refused).toMatchObject({ kind: 'refused', reason: 'protected' });
	});

	it.each([
		['its caller', {}],
		[
			'the role whose session was made',
			{
				principal: { ...aJudgedSignIn().signIn.principal, id: 'AIDAEXAMPLESOMEBODY01' },
				session: {
					userId: 'AIDAEXAMPLEMINJIKIM01',
					roleArn: 'arn:aws:iam::111122223333:user/minji.kim',
				},
			},
		],
	])('is known in a case that is older than the configuration: %s', async (_, signIn) => {
		const world = aDecisionWorld(given('arn:aws:iam::*:user/minji.kim'));
		const { stored } = await givenCase(world, 'planned');
		const { lead } = stored.case;
		const found = {
			...stored,
			case: { ...stored.case, lead: { ...lead, signIn: { ...lead.signIn, ...signIn } } },
		};
		const cases = { ...world.deps.cases, find: async () => found as typeof stored };
		const refused = await contain({ ...world, deps: { ...world.deps, cases } }, stored.case.id);
		expect(refused).toMatchObject({ kind: 'refused', reason: 'protected' });
	});

	it.each<[string, string, Asked]>([
		['a user by id', 'AIDAEXAMPLESOMEBODY01', { account: ELSEWHERE }],
		[
			'a user whose path is not known',
			'AIDAEXAMPLESOMEBODY01',
			{ account: ELSEWHERE, name: 'bora' },
		],
		['a federated session', `${ELSEWHERE}:bora`, {}],
	])('may be %s', async (_, whom, asked) => {
		const pattern = 'arn:aws:iam::*:user/admins/bora';
		const world = aDecisionWorld(given(pattern, 'arn:aws:iam::555566667777:user/bora', 'AIDAX'));
		expect(await doubtsOf(world, whom, asked)).toEqual([
			{ doubt: 'may-be-protected', value: whom, patterns: [pattern] },
		]);
	});

	it('may be an id of the account where a name is protected', async () => {
		const world = aDecisionWorld(given({ name: 'bora', account: ELSEWHERE }));
		const asked = { account: ELSEWHERE };
		const [doubt] = await doubtsOf(world, 'AIDAEXAMPLESOMEBODY01', asked);
		expect(doubt?.patterns).toEqual([`{ name: 'bora', account: '${ELSEWHERE}' }`]);
		const other = { account: '555566667777' };
		expect(await doubtsOf(world, 'AIDAEXAMPLESOMEBODY02', other)).toEqual([]);
	});

	it.each<[string, ProtectedEntry, boolean]>([
		['an entry in the role of a permission set', 'arn:aws:iam::*:role/aws-reserved/*Admin*', true],
		[
			'the role of a permission set by its name',
			{ name: 'AWSReservedSSO_Admin_0123456789abcdef', account: ELSEWHERE },
			true,
		],
		['a name', { name: 'minji.kim', account: ELSEWHERE }, false],
		['an IAM user', 'arn:aws:iam::*:user/minji.kim', false],
	])('may be a user of Identity Center: %s', async (_, pattern, isDoubt) => {
		const doubts = await doubtsOf(aDecisionWorld(given(pattern)), DIRECTORY_USER);
		expect(doubts.map(({ doubt }) => doubt)).toEqual(isDoubt ? ['may-be-protected'] : []);
	});
});

describe('doubts', () => {
	it('wait for somebody to be sure, and change nothing', async () => {
		const world = aDecisionWorld();
		const { stored } = await givenCase(world, 'asked');
		const doubts = await doubtsOf(world, stored.case.id, { denyScope: 'everything' });
		expect(doubts.map((doubt) => doubtSentence(doubt))).toEqual([
			'AIDAEXAMPLEMINJIKIM01 will be denied from trusted networks too',
		]);
		expect((await world.deps.ledger.open()).map(({ state }) => state)).toEqual(['asked']);
		expect(world.sent).toEqual({ notify: [], contain: [] });
	});

	it('are there before somebody contains themselves', async () => {
		const caller = { ...SORA, userId: 'AIDAEXAMPLEMINJIKIM01' };
		const world = aDecisionWorld(ORGANIZATION, { caller });
		const whom = 'arn:aws:iam::111122223333:user/minji.kim';
		expect(await doubtsOf(world, whom)).toEqual([
			{ doubt: 'is-caller', value: 'AIDAEXAMPLEMINJIKIM01', patterns: [] },
		]);
		expect(await doubtsOf(world, whom, { isSure: true })).toEqual([]);
		expect(await world.deps.ledger.open()).toHaveLength(1);
	});
});
