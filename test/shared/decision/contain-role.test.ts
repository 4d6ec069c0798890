import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import type { AskedContain } from '../../../shared/decision/contain.ts';
import { refusalSentence } from '../../../shared/decision/refusals.ts';
import type { RoleUse } from '../../../shared/history/role-use.ts';
import {
	ACCOUNT,
	aDecisionWorld,
	contain,
	type DecisionWorld,
	eachKindOfStores,
	MANAGEMENT_ACCOUNT,
	ONE_ACCOUNT,
	ORGANIZATION,
	publish,
	release,
	SORA,
} from '../../support/decision-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ELSEWHERE = '444455556666';
const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/deployer`;
const WHOLE = { key: 'aws:userid', value: 'AROAEXAMPLEDEPLOYER01:*' };

/** Somebody was seen on a role of another account. */
async function seen(
	{ deps }: DecisionWorld,
	role: string,
	over: Partial<RoleUse> = {},
): Promise<void> {
	const use: RoleUse = {
		...{ roleId: 'AROAEXAMPLEOPSELSEWH1', kind: 'person', name: 'bora' },
		...{ network: 'office', classification: 'trusted', lastAt: deps.now() - HOUR },
		...over,
	};
	await deps.roleUses.remember({ role, actor: `${use.name}`, use });
}

describe.each(eachKindOfStores())('cutting a role by hand, with the table %s', (_, makeStores) => {
	const makeWorld = async (over?: Partial<ConfigurationInput>) =>
		aDecisionWorld(over, { stores: await makeStores() });

	it('denies the sessions obtained until now, for twelve hours, from untrusted networks', async () => {
		const world = await makeWorld();
		await contain(world, DEPLOYER);
		const [one] = await world.deps.ledger.open();
		expect(one).toMatchObject({
			...{ selector: WHOLE, denyScope: 'untrusted-networks', caseId: null },
			...{ person: `role:${ACCOUNT}/deployer`, issuedBefore: world.deps.now() + MINUTE },
			policies: [{ policy: 'scp', account: ACCOUNT }],
		});
		expect(Math.floor(((one?.until ?? 0) - world.deps.now()) / HOUR)).toBe(12);
	});

	it('finds the same containment when it is run again, and cuts once more', async () => {
		const world = await makeWorld();
		await contain(world, DEPLOYER);
		await publish(world, world.deps.now() + 1);
		world.wait(30);
		await contain(world, 'AROAEXAMPLEDEPLOYER01', { account: ACCOUNT });
		const [one, ...others] = await world.deps.ledger.open();
		expect(others).toEqual([]);
		expect(one).toMatchObject({ state: 'requested', issuedBefore: world.deps.now() + MINUTE });
		expect(world.sent.contain).toHaveLength(2);
		world.wait(60);
		await contain(world, one?.id ?? '');
		const [again, ...more] = await world.deps.ledger.open();
		expect(more).toEqual([]);
		expect((again?.until ?? 0) - (again?.issuedBefore ?? 0)).toBeGreaterThanOrEqual(12 * HOUR);
	});

	it('is released like any other', async () => {
		const world = await makeWorld();
		await contain(world, DEPLOYER);
		await publish(world, world.deps.now() + 1);
		const [one] = await world.deps.ledger.open();
		await release(world, one?.id ?? '');
		await publish(world, world.deps.now() + 2);
		expect(await world.deps.ledger.open()).toEqual([]);
	});

	it('finds the id of a role elsewhere where somebody was seen on it', async () => {
		const world = await makeWorld();
		await seen(world, `arn:aws:iam::${ELSEWHERE}:role/ops`);
		await contain(world, `arn:aws:iam::${ELSEWHERE}:role/team/ops`, { isSure: true });
		const [one] = await world.deps.ledger.open();
		expect(one).toMatchObject({
			...{ selector: { value: 'AROAEXAMPLEOPSELSEWH1:*' }, person: `role:${ELSEWHERE}/ops` },
			policies: [{ policy: 'scp', account: ELSEWHERE }],
		});
	});
});

describe('cutting a role by hand', () => {
	it.each<[string, string, Partial<AskedContain>]>([
		['by ARN', DEPLOYER, {}],
		['by id', 'AROAEXAMPLEDEPLOYER01', {}],
		['as the text shows it', 'AROAEXAMPLEDEPLOYER01:*', {}],
	])('attaches the policy of a single account to the role, %s', async (_, whom, asked) => {
		const world = aDecisionWorld(ONE_ACCOUNT);
		await contain(world, whom, asked);
		expect((await world.deps.ledger.open())[0]).toMatchObject({
			selector: WHOLE,
			policies: [{ attachment: { kind: 'role', name: 'deployer', id: 'AROAEXAMPLEDEPLOYER01' } }],
		});
	});

	it('allows the role of a permission set where the SCP applies', async () => {
		const world = aDecisionWorld();
		const name = 'AWSReservedSSO_Admin_0123456789abcdef';
		await contain(world, 'AROAEXAMPLEADMINSSO01', { account: ELSEWHERE, name, isSure: true });
		expect((await world.deps.ledger.open())[0]?.policies).toMatchObject([{ policy: 'scp' }]);
	});

	it('asks a person once more who would cut their own session', async () => {
		const caller = { ...SORA, userId: 'AROAEXAMPLEDEPLOYER01:sora' };
		const world = aDecisionWorld(ORGANIZATION, { caller });
		expect(await contain(world, DEPLOYER)).toMatchObject({
			kind: 'unsure',
			doubts: [{ doubt: 'includes-caller' }],
		});
	});

	const SSO = 'AWSReservedSSO_Admin_0123456789abcdef';
	const protecting = (...entries: string[]): Partial<ConfigurationInput> => ({
		...ORGANIZATION,
		containment: { ...ORGANIZATION.containment, protectedPrincipals: entries },
	});
	it.each<[string, string, Partial<AskedContain>, Partial<ConfigurationInput>]>([
		['role-not-found', `arn:aws:iam::${ACCOUNT}:role/nobody`, {}, ORGANIZATION],
		['role-id-unknown', `arn:aws:iam::${ELSEWHERE}:role/nobody`, {}, ORGANIZATION],
		['wrong-arn', `arn:aws:iam::${ELSEWHERE}:role/*`, {}, ORGANIZATION],
		['account-needed', 'AROAEXAMPLEDEPLOYER01', {}, ORGANIZATION],
		['id-not-found', 'AROAEXAMPLENOBODY0001', { account: ACCOUNT }, ORGANIZATION],
		['role-name-needed', 'AROAEXAMPLENOBODY0001', { account: ELSEWHERE }, ORGANIZATION],
		[
			'service-linked-role',
			`arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
			{},
			ORGANIZATION,
		],
		[
			'service-linked-role',
			'AROAEXAMPLESERVICE001',
			{ account: ELSEWHERE, name: 'AWSServiceRoleForSupport' },
			ORGANIZATION,
		],
		['protected', `arn:aws:iam::${ACCOUNT}:role/eyes/eyes-contain`, {}, ORGANIZATION],
		['protected', `arn:aws:iam::${ACCOUNT}:role/eyes-responder`, {}, ORGANIZATION],
		[
			'protected',
			'AROAEXAMPLERESPONDER9',
			{ account: ELSEWHERE, name: 'eyes-responder' },
			ORGANIZATION,
		],
		['protected', DEPLOYER, {}, protecting(`arn:aws:iam::*:role/deploy*`)],
		['protected', DEPLOYER, {}, protecting('AROAEXAMPLEDEPLOYER01:*')],
		['protected', DEPLOYER, {}, protecting('AROAEXAMPLEDEPLOYER01:breakglass')],
		[
			'protected',
			DEPLOYER,
			{},
			protecting(`arn:aws:sts::${ACCOUNT}:assumed-role/deployer/breakglass`),
		],
		[
			'permission-set-role',
			'AROAEXAMPLEADMINSSO01',
			{ account: ELSEWHERE, name: SSO },
			ONE_ACCOUNT,
		],
		[
			'permission-set-role',
			'AROAEXAMPLEADMINSSO01',
			{ account: MANAGEMENT_ACCOUNT, name: SSO },
			ORGANIZATION,
		],
		[
			'management-not-covered',
			'AROAEXAMPLEMANAGEMENT',
			{ account: MANAGEMENT_ACCOUNT, name: 'ops' },
			{ ...ORGANIZATION, containment: { ...ORGANIZATION.containment, modes: {} } },
		],
	])('is refused as %s for %s', async (reason, whom, asked, over) => {
		const world = aDecisionWorld(over);
		const answer = await contain(world, whom, { ...asked, isSure: true });
		expect(answer).toMatchObject({ kind: 'refused', reason });
		if (answer.kind === 'refused') expect(refusalSentence(answer)).toMatch(/: |there is no/);
		expect(await world.deps.ledger.open()).toEqual([]);
		expect(world.sent).toEqual({ notify: [], contain: [] });
	});

	it('is refused if two roles had the name within a day, and says which', async () => {
		const world = aDecisionWorld();
		const ops = `arn:aws:iam::${ELSEWHERE}:role/ops`;
		await seen(world, ops);
		await seen(world, ops, { roleId: 'AROAEXAMPLEOPSELSEWH2', name: 'ari' });
		const answer = await contain(world, ops, { isSure: true });
		if (answer.kind !== 'refused') throw new Error('it must be refused');
		expect(refusalSentence(answer)).toContain('AROAEXAMPLEOPSELSEWH1 and AROAEXAMPLEOPSELSEWH2');
	});
});
