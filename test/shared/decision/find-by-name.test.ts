import { describe, expect, it } from 'vitest';
import type { Containment } from '../../../shared/containment/ledger/ledger.ts';
import { refusalSentence } from '../../../shared/decision/refusals.ts';
import { consoleLogin, iamUser, portalEvent } from '../../support/a-record.ts';
import {
	ACCOUNT,
	aDecisionWorld,
	contain,
	type DecisionWorld,
	ONE_ACCOUNT,
	ORGANIZATION,
	release,
	storesOn,
} from '../../support/decision-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { deliver, judgeDeps } from '../../support/judge-deps.ts';

const KIM = '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b';
const OTHER_KIM = '9067642ac7-77777777-6c0e-4d6b-8a3e-0c1d2e3f4a5b';
const OTHER_ACCOUNT = '444455556666';

async function denied(
	world: DecisionWorld,
	name: string,
	asked = {},
): Promise<readonly Containment[]> {
	const done = await contain(world, name, asked);
	if (done.kind !== 'done') throw new Error(JSON.stringify(done));
	return done.containments;
}

/** Why nobody was denied; nothing was changed then. */
async function refusal(world: DecisionWorld, name: string, asked = {}): Promise<string> {
	const done = await contain(world, name, asked);
	expect(await world.deps.ledger.open()).toEqual([]);
	return done.kind === 'refused' ? refusalSentence(done) : done.kind;
}

describe('a person named by their user name or e-mail address', () => {
	it('is found in the identity store, and denied by their user id', async () => {
		const world = aDecisionWorld();
		world.identityStore.set('kim@corp.example', [KIM]);
		const [containment] = await denied(world, 'kim@corp.example');
		expect(containment?.selector).toEqual({ key: 'identitystore:UserId', value: KIM });
		expect(await world.deps.notices.due(5)).toMatchObject([
			{ facts: { name: 'kim@corp.example' } },
		]);
	});

	it('keeps the name when they are contained again by the id of the containment', async () => {
		const world = aDecisionWorld();
		world.identityStore.set('kim@corp.example', [KIM]);
		const [first] = await denied(world, 'kim@corp.example');
		await release(world, first?.id ?? '');
		world.wait(1);
		const [second] = await denied(world, first?.id ?? '');
		expect(second?.id).not.toBe(first?.id);
		expect(await world.deps.notices.find(`containment:${second?.id}`)).toMatchObject({
			facts: { name: 'kim@corp.example' },
		});
	});

	it('is found as an IAM user of the caller’s account', async () => {
		const [containment] = await denied(aDecisionWorld(ONE_ACCOUNT), 'minji.kim');
		expect(containment).toMatchObject({
			selector: { key: 'aws:userid', value: 'AIDAEXAMPLEMINJIKIM01' },
			person: `user:${ACCOUNT}/minji.kim`,
		});
	});

	it('is found as an IAM user of another account, which the table knows', async () => {
		const world = aDecisionWorld();
		const user = { account: OTHER_ACCOUNT, id: 'AIDAEXAMPLEBORAPARK01', name: 'bora' };
		await world.deps.people.remember(user, world.deps.now());
		const [containment] = await denied(world, 'Bora', { isSure: true });
		expect(containment).toMatchObject({
			selector: { value: user.id },
			policies: [{ policy: 'scp', account: OTHER_ACCOUNT }],
		});
	});

	it('is found by the ARN of another account, if the table knows them', async () => {
		const world = aDecisionWorld();
		const user = { account: OTHER_ACCOUNT, id: 'AIDAEXAMPLEBORAPARK01', name: 'bora' };
		await world.deps.people.remember(user, world.deps.now());
		const arn = `arn:aws:iam::${OTHER_ACCOUNT}:user/team/bora`;
		const [containment] = await denied(world, arn, { isSure: true });
		expect(containment).toMatchObject({
			...{ selector: { value: user.id }, person: `user:${OTHER_ACCOUNT}/bora` },
			policies: [{ policy: 'scp', account: OTHER_ACCOUNT }],
		});
	});

	it('is not guessed if several have the name: the choices are listed', async () => {
		const world = aDecisionWorld();
		world.identityStore.set('kim', [KIM, OTHER_KIM]);
		const sentence = await refusal(world, 'kim');
		expect(sentence).toContain(`may mean 2 people`);
		expect(sentence).toContain(`eyes contain ${OTHER_KIM}`);
		for (const account of [ACCOUNT, OTHER_ACCOUNT])
			await world.deps.people.remember(
				{ account, id: `AIDAEXAMPLEBORA${account.slice(0, 4)}`, name: 'bora' },
				1,
			);
		expect(await refusal(world, 'bora')).toContain(
			`eyes contain AIDAEXAMPLEBORA4444 --account ${OTHER_ACCOUNT} --name bora     # last seen on 1970-01-01`,
		);
	});

	it('is the one of the account that is named', async () => {
		const world = aDecisionWorld();
		for (const account of [ACCOUNT, OTHER_ACCOUNT])
			await world.deps.people.remember(
				{ account, id: `AIDAEXAMPLEBORA${account.slice(0, 4)}`, name: 'bora' },
				1,
			);
		const asked = { account: OTHER_ACCOUNT, isSure: true };
		const [containment] = await denied(world, 'bora', asked);
		expect(containment?.selector.value).toBe('AIDAEXAMPLEBORA4444');
	});

	it('is not found: says what to try, and what could not be asked', async () => {
		const world = aDecisionWorld();
		expect(await refusal(world, 'nobody@corp.example')).toMatch(
			/nobody called nobody@corp\.example was found \(looked in: the table, IAM of account 111122223333, the identity store\).*aws iam get-user/,
		);
		const identityCenter = { userIds: () => Promise.reject(new Error('no Identity Center here')) };
		const deps = { ...world.deps, identityCenter };
		const sentence = await refusal({ ...world, deps }, 'nobody');
		expect(sentence).toContain('the identity store did not answer: no Identity Center here');
		expect(sentence).toContain('(looked in: the table, IAM of account 111122223333)');
	});

	it('is not found by an id of a wrong form, wherever it comes from', async () => {
		const world = aDecisionWorld();
		world.identityStore.set('kim', ['*', 'AIDA"', `${KIM}*`]);
		await world.deps.people.remember({ account: ACCOUNT, id: 'AIDA*', name: 'kim' }, 1);
		expect(await refusal(world, 'kim')).toContain('nobody called kim');
	});

	it.each(['AIDAEXAMPLE', 'AROAEXAMPLE:k*m', '9067642ac7-3f1c', '--yes', '', 'a b'])(
		'is not looked for by the mistyped id "%s"',
		async (text) => {
			const world = aDecisionWorld();
			world.identityStore.set(text, [KIM]);
			expect(await refusal(world, text)).toContain(`"${text}" is not a principal`);
		},
	);

	it('is refused if they are protected', async () => {
		const world = aDecisionWorld({ ...ORGANIZATION });
		expect(await refusal(world, 'emergency')).toContain('protected principal');
	});
});

describe('the table', () => {
	const dynamo = withDynamo();

	it('knows the people whose sign-ins were judged', async () => {
		const table = await dynamo().makeTable();
		const judge = judgeDeps(table);
		await deliver(
			portalEvent('UserAuthentication', { additionalEventData: { UserName: 'Sora' } }),
			judge,
		);
		await deliver(consoleLogin({ userIdentity: iamUser('bora') }), judge);
		const { people } = aDecisionWorld(ORGANIZATION, { stores: storesOn(table) }).deps;
		expect(await people.directoryUsers('sora')).toHaveLength(1);
		expect(await people.iamUsers('BORA')).toMatchObject([
			{ account: ACCOUNT, id: iamUser('bora').principalId, name: 'bora' },
		]);
		expect([await people.iamUsers('x'), await people.directoryUsers('x')]).toEqual([[], []]);
	});

	it('keeps one item for a user, however often they sign in', async () => {
		const { people } = storesOn(await dynamo().makeTable());
		const user = { account: ACCOUNT, id: 'AIDAEXAMPLEBORAPARK01', name: 'bora' };
		for (const day of [3, 1, 2]) await people.remember(user, day * 86_400_000);
		expect(await people.iamUsers('bora')).toMatchObject([{ ...user, lastAt: 3 * 86_400_000 }]);
	});
});
