import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readAssembly } from './deploy/assembly.ts';
import { deployAgain } from './deploy/deploy-all.ts';
import { resourcesOf } from './deploy/template.ts';
import { eventOf, loginOf } from './events.ts';
import { reconcile } from './invoke.ts';
import { BOSS, KIM, PARK, settlePeople } from './people.ts';
import type { Picture } from './picture.ts';
import { deliverEvent } from './stand-ins/deliver-event.ts';
import { SLACK_TOKEN, type System, startSystem, systemOf } from './system.ts';
import { untilSettled } from './until-settled.ts';

/**
 * A user changes networks, protected principals, exempt roles, channels and messages, and deploys
 * again while two people are denied, one by the SCP and one by an account's policy.
 */
let system: System;
let before: Picture;
let after: Picture;

beforeAll(async () => {
	system = await startSystem(inject('e2e'));
	await settlePeople(system);
	for (const person of [KIM, BOSS]) await deliver(person);
	before = await untilSettled(system);
	system = systemOf(system, await deployAgain(system.cloud, system.app('changed')));
	after = await untilSettled(system);
});
afterAll(() => system?.stop());

async function deliver(person: typeof KIM, over = {}): Promise<void> {
	const event = eventOf(loginOf(person, over));
	expect(await deliverEvent(system.place(event.account, event.region), event)).toHaveLength(1);
}

describe('a deployment while somebody is contained', () => {
	it('leaves every published text and its attachments unchanged', () => {
		expect(before.scp.text).toContain('AIDAKIM');
		expect(before.management.text).toContain('AIDABOSS');
		expect(after.scp).toEqual(before.scp);
		expect(after.management).toEqual(before.management);
	});

	it('leaves the table and the cards unchanged', () => {
		expect(after).toEqual(before);
	});

	it('does not change the containment SCP in the template, so CloudFormation does not touch it (moto has no stacks)', () => {
		const { organization, changed } = system.e2e.assemblies;
		const [first, second] = [organization, changed].map(containmentScp);
		expect(first?.size).toBe(1);
		expect(second).toEqual(first);
	});

	it('leaves the token that a human put into the secret', async () => {
		const { clients, outputs } = system.hub;
		const secret = await clients.secrets.send(
			new GetSecretValueCommand({ SecretId: outputs.SlackSecret }),
		);
		expect(secret.SecretString).toBe(SLACK_TOKEN);
	});

	it('applies from then on: the next text has the new network, and those who were denied still are', async () => {
		// Without a second factor, a sign-in is of high severity.
		await deliver(PARK, { additionalEventData: { MFAUsed: 'No' } });
		await reconcile(system.hub);
		const { scp, cards } = await untilSettled(system);
		expect(scp.text).toContain('198.51.100.128/25');
		for (const id of ['AIDAKIM', 'AIDAPARK']) expect(scp.text).toContain(id);
		expect(JSON.stringify(cards)).toContain('보안팀');
	});

	it('has the on-call mentioned from then on, in the channel of urgent cases', () => {
		const mentioning = system.slack.messages.filter(({ text }) =>
			text.startsWith('<!subteam^S0ONCALLE2E> '),
		);
		expect(mentioning.map(({ channel }) => channel)).toEqual(['C0URGENTE2E']);
		expect(mentioning[0]?.text).toContain(PARK.name);
	});
});

/** Gives the properties of the containment SCP in the template of the management account. */
function containmentScp(assembly: string): ReadonlyMap<string, unknown> {
	const template = readAssembly(assembly).get('eyes-system-management')?.template;
	return new Map(
		[...resourcesOf(template)].filter(
			([, { properties }]) => properties.Name === 'eyes-containment',
		),
	);
}
