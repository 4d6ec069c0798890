import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../shared/containment/containment.ts';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { failed, retry } from '../../../shared/containment/publishing/policy-publisher.ts';
import {
	aDecision,
	aSubmittedRequest,
	MANAGEMENT,
	REQUESTED_UNTIL,
	TWO_POLICIES,
} from '../../support/a-submitted-request.ts';
import { type ContainWorld, containWorld } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const SCP = 'scp';
const ACCOUNT = 'iam:111122223333';
const BORA: Attachment = { kind: 'user', name: 'bora' };

const inAccount = (value: string, attachment: Attachment, occasion = value) =>
	aSubmittedRequest({
		occasion,
		request: {
			selector: { key: 'aws:userid', value },
			policies: [{ policy: ACCOUNT, account: '111122223333', attachment }],
		},
	});
const statesOf = async ({ ledger }: ContainWorld, id: string) => (await ledger.find(id))?.state;
const typesOf = ({ events }: ContainWorld) => events.map(({ type }) => type);

describe('contain', () => {
	const dynamo = withDynamo();
	const aWorld = async () => containWorld(await dynamo().makeTable());

	it('publishes a request, records it as effective and announces it', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aSubmittedRequest());
		expect(await world.deliver([SCP])).toEqual([]);
		expect(world.policyOf(SCP).text.actual()).toContain('AROADEPLOYEXAMPLE001:bora');
		expect(await statesOf(world, id)).toBe('effective');
		expect(world.touched).toEqual(['3fa9c1d07e']);
		expect(world.hinted).toEqual(['case 3fa9c1d07e']);
		expect(typesOf(world)).toEqual(['Principal Contained']);
		expect(world.heard.counted).toEqual(
			expect.arrayContaining(['Containment effective', 'EventToDeny', 'PolicyFullness scp']),
		);
	});

	it('changes and announces nothing if the message comes again', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aSubmittedRequest());
		await world.deliver([SCP, SCP]);
		const before = [await world.ledger.history(id), world.policyOf(SCP).texts];
		await world.deliver([SCP], 2);
		expect([await world.ledger.history(id), world.policyOf(SCP).texts]).toEqual(before);
		expect(world.events).toHaveLength(1);
		expect(world.heard.counted.filter((metric) => metric === 'EventToDeny')).toHaveLength(1);
	});

	it('takes a released user out of the text and detaches the policy', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(inAccount('AROADEPLOYEXAMPLE001:bora', BORA));
		await world.deliver([ACCOUNT]);
		const policy = world.policyOf(ACCOUNT);
		expect([...policy.attached.keys()]).toEqual(['bora']);
		await world.ledger.release(id, aDecision());
		await world.deliver([ACCOUNT]);
		expect(policy.text.actual()).toBe(PLACEHOLDER);
		expect(policy.attached.size).toBe(0);
		expect(await statesOf(world, id)).toBe('ended');
		expect(typesOf(world)).toEqual(['Principal Contained', 'Containment Ended']);
	});

	it('is effective only when all policies are', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(
			aSubmittedRequest({ request: { policies: TWO_POLICIES } }),
		);
		await world.deliver([SCP]);
		expect(await statesOf(world, id)).toBe('requested');
		expect(typesOf(world)).toEqual([]);
		await world.deliver([MANAGEMENT]);
		expect(await statesOf(world, id)).toBe('effective');
		expect(typesOf(world)).toEqual(['Principal Contained']);
	});

	it('records failed for a policy that does not apply, with what to do', async () => {
		const world = await aWorld();
		world.policyOf(SCP).unreachable.add('111122223333');
		const { id } = await world.ledger.request(aSubmittedRequest());
		expect(await world.deliver([SCP])).toEqual([]);
		const problem = { reason: 'not-attached-above', remediation: 'Attach the policy by hand.' };
		expect(await world.ledger.find(id)).toMatchObject({ state: 'failed', policies: [{ problem }] });
		expect(typesOf(world)).toEqual(['Containment Failed']);
	});

	it('records failed if the text cannot be published, and effective when it can', async () => {
		const world = await aWorld();
		world.policyOf(SCP).problem = failed('not-permitted', 'Deploy the stack again.');
		const { id } = await world.ledger.request(aSubmittedRequest());
		expect(await world.deliver([SCP])).toEqual([]);
		expect(await statesOf(world, id)).toBe('failed');
		expect(world.heard.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
		world.policyOf(SCP).problem = null;
		await world.deliver([SCP]);
		expect(typesOf(world)).toEqual(['Containment Failed', 'Principal Contained']);
	});

	it('records failed if a release cannot be published, and ended when it can', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aSubmittedRequest());
		await world.deliver([SCP]);
		await world.ledger.release(id, aDecision());
		world.policyOf(SCP).problem = failed('not-permitted', 'Deploy the stack again.');
		await world.deliver([SCP]);
		expect(await world.ledger.find(id)).toMatchObject({
			state: 'failed',
			ending: { why: aDecision().why },
		});
		world.policyOf(SCP).problem = null;
		await world.deliver([SCP]);
		expect(world.policyOf(SCP).text.actual()).toBe(PLACEHOLDER);
		expect(typesOf(world)).toEqual(['Principal Contained', 'Containment Ended']);
	});

	it('comes again later if AWS throttles, after twice the time up to half a minute', async () => {
		const world = await aWorld();
		world.policyOf(SCP).problem = retry('throttled');
		const { id } = await world.ledger.request(aSubmittedRequest());
		expect(await world.deliver([SCP], 1)).toEqual(['message-0']);
		expect(await world.deliver([SCP], 2)).toEqual(['message-0']);
		expect(await world.deliver([SCP], 9)).toEqual(['message-0']);
		expect(world.deferred).toEqual([2_000, 4_000, 30_000]);
		expect(await statesOf(world, id)).toBe('requested');
	});

	it('stays publishing while the new text is not visible yet', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aSubmittedRequest());
		world.policyOf(SCP).text.lagBy(50);
		expect(await world.deliver([SCP])).toEqual(['message-0']);
		expect(await statesOf(world, id)).toBe('publishing');
		world.policyOf(SCP).text.lagBy(0);
		expect(await world.deliver([SCP], 2)).toEqual([]);
		expect(await statesOf(world, id)).toBe('effective');
		expect(world.policyOf(SCP).texts).toHaveLength(2);
	});

	it('comes again later if another run holds the lease', async () => {
		const world = await aWorld();
		await world.deps.ledger.lease(SCP, {
			holder: 'other',
			now: world.deps.now(),
			ms: 30_000,
		});
		expect(await world.deliver([SCP])).toEqual(['message-0']);
		expect(world.deferred).toEqual([10_000]);
	});

	it('refuses a protected principal and contains the others', async () => {
		const world = await aWorld();
		const deps = {
			protectedPrincipals: [{ key: 'aws:userid', value: 'AROABREAKGLASS0001:*' }],
		} as const;
		Object.assign(world.deps, deps);
		const selector = { key: 'aws:userid', value: 'AROABREAKGLASS0001:sora' } as const;
		const exempt = await world.ledger.request(
			aSubmittedRequest({ occasion: 'other', request: { selector } }),
		);
		const { id } = await world.ledger.request(aSubmittedRequest());
		await world.deliver([SCP]);
		expect(await statesOf(world, id)).toBe('effective');
		expect(await world.ledger.find(exempt.id)).toMatchObject({
			state: 'refused',
			policies: [{ problem: { reason: 'protected' } }],
		});
		expect(world.policyOf(SCP).text.actual()).not.toContain('BREAKGLASS');
		expect(typesOf(world).toSorted()).toEqual(['Containment Failed', 'Principal Contained']);
	});

	it('leaves out a containment whose time is over, and does not record that', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aSubmittedRequest());
		world.pass(REQUESTED_UNTIL);
		await world.deliver([SCP]);
		expect(world.policyOf(SCP).text.actual()).toBe(PLACEHOLDER);
		expect(await statesOf(world, id)).toBe('requested');
	});

	it('fails a message that is not a hint and the rest of its group, and goes on with the others', async () => {
		const world = await aWorld();
		await world.ledger.request(aSubmittedRequest());
		const bad = '{"policy":"everywhere"}';
		expect(await world.deliver([bad, SCP, bad])).toEqual(['message-0', 'message-2']);
		expect(world.policyOf(SCP).texts).toHaveLength(2);
	});

	it('warns if a policy is nearly full', async () => {
		const world = await aWorld();
		const longest = 'x'.repeat(62);
		for (let n = 10; n < 60; n++) {
			await world.ledger.request(inAccount(`AROADEPLOYEXAMPLE001:${longest}${n}`, BORA));
		}
		await world.deliver([ACCOUNT]);
		expect(world.heard.logged).toEqual([
			expect.objectContaining({
				level: 'warn',
				fields: expect.objectContaining({ policy: ACCOUNT }),
			}),
		]);
	});
});
