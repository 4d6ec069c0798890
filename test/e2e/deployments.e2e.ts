import { CreateUserCommand } from '@aws-sdk/client-iam';
import { CreateQueueCommand, DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isPlaceholder } from '../../shared/containment/document/placeholder.ts';
import { CONTAIN_QUEUE, HUB_STACK } from '../../shared/runtime/names.ts';
import { clientsOf } from './aws/clients.ts';
import { HUB_REGION } from './configurations.ts';
import { outputOf, stackIn, succeeded } from './deploy/deploy-all.ts';
import { eyesIn, type Ran } from './deploy/eyes.ts';
import { deployRelease } from './deploy/release.ts';
import { eventOf, loginOf } from './events.ts';
import { KIM, type Person, userId } from './people.ts';
import { queuesOf } from './picture.ts';
import { publishedPolicy, publishedScp } from './published.ts';
import { deliverEvent } from './stand-ins/deliver-event.ts';
import { iamIds } from './stand-ins/iam-ids.ts';
import { type EmptySystem, giveToken, startEmpty } from './system.ts';
import { addPilot, ORGANIZATION, PILOT } from './the-organization.ts';
import { until } from './until.ts';

/**
 * Walks through the deployments that the README describes, with our own commands: single account,
 * pilot and organization, from the first deployment to an upgrade, to destroying, to deploying again.
 */
const { management, security, prod, root } = ORGANIZATION;
let system: EmptySystem;

async function start(): Promise<void> {
	system = await startEmpty(inject('e2e'));
}

/**
 * Lets somebody sign in from an untrusted network, and waits until they are denied and everything is
 * told: on AWS a deployment does not end functions at work, in the emulator it does.
 */
async function denyAfterSignIn(person: Person, account: string): Promise<void> {
	const hub = stackIn(system.cloud, account, HUB_STACK);
	await giveToken({ hub, slack: system.slack });
	const event = eventOf(loginOf(person));
	expect(await deliverEvent(system.place(person.account), event)).toHaveLength(1);
	await until('told', async () => system.slack.messages.length > 0 || undefined);
	await until('at rest', async () => {
		const queues = await queuesOf({ hub });
		return Object.keys(queues).length === 0 || undefined;
	});
}

function saying(ran: Ran): string {
	return ran.lines.join('\n');
}

describe('a single account', () => {
	const eyes = (app: 'singleAccount' | 'changedSingleAccount') =>
		eyesIn(system.cloud, prod, system.app(app));
	const policy = () => publishedPolicy(system.place(prod));
	const table = () => outputOf(system.cloud, prod, HUB_STACK, 'TableName');

	beforeAll(start);
	afterAll(() => system?.stop());

	it('is deployed after one question', async () => {
		const ran = succeeded(await eyes('singleAccount').deploy());
		expect(ran.asked).toEqual(['Deploy this?']);
		expect(isPlaceholder((await policy()).text)).toBe(true);
	});

	it('is not asked about, and not deployed, when nothing differs', async () => {
		const ran = succeeded(await eyes('singleAccount').deploy());
		expect(ran.asked).toEqual([]);
		expect(saying(ran)).toContain('no difference');
	});

	it('is upgraded while somebody is denied, and nobody is released', async () => {
		await clientsOf(system.place(prod)).iam.send(new CreateUserCommand({ UserName: KIM.name }));
		system.proxy.amend(iamIds(new Map([[KIM.name, userId(KIM)]])));
		await denyAfterSignIn(KIM, prod);
		const before = await policy();
		expect(before.attachedTo).toEqual([`user ${KIM.name}`]);
		const kept = table();
		succeeded(await eyes('changedSingleAccount').deploy());
		expect(await policy()).toEqual(before);
		expect(before.text).toContain(userId(KIM));
		expect(table()).toBe(kept);
	});

	it('is not destroyed while somebody is denied', async () => {
		await expect(eyes('changedSingleAccount').destroy()).rejects.toThrow('have not ended');
		expect((await policy()).attachedTo).toEqual([`user ${KIM.name}`]);
	});

	it('is destroyed after everybody is released, and keeps only what people did', async () => {
		const kept = table();
		const ran = succeeded(await eyes('changedSingleAccount').destroy({ endBecause: 'we move' }));
		expect(saying(ran)).toContain(kept);
		expect(system.cloud.stacks.size).toBe(0);
		await expect(policy()).rejects.toThrow('not found');
	});

	it('is deployed again with nothing done by hand', async () => {
		succeeded(await eyes('singleAccount').deploy());
		expect(isPlaceholder((await policy()).text)).toBe(true);
	});
});

describe('a single account that an earlier release deployed', () => {
	beforeAll(start);
	afterAll(() => system?.stop());

	it('is upgraded, and keeps its table, queues, bus and policy', async () => {
		const app = system.app('singleAccount');
		await deployRelease(system.cloud, 'single-account', { account: prod, like: app.assembly });
		const held = () => {
			const { resources } = stackIn(system.cloud, prod, HUB_STACK);
			const types = ['AWS::DynamoDB::Table', 'AWS::SQS::Queue', 'AWS::Events::EventBus'];
			const kept = resources.filter(({ type }) => types.includes(type));
			return new Map(kept.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
		};
		const before = held();
		const { text } = await publishedPolicy(system.place(prod));
		succeeded(await eyesIn(system.cloud, prod, app).deploy());
		for (const [id, physicalId] of before) expect([id, held().get(id)]).toEqual([id, physicalId]);
		expect((await publishedPolicy(system.place(prod))).text).toBe(text);
	});
});

describe('a pilot that becomes the whole organization', () => {
	const hub = (app: App) => eyesIn(system.cloud, security, system.app(app));
	const inManagement = (app: App) => eyesIn(system.cloud, management, system.app(app));
	const scp = () =>
		outputOf(system.cloud, management, 'eyes-system-management', 'ContainmentScpArn');
	const published = () => publishedScp(system.e2e.organizations, scp());

	beforeAll(async () => {
		await start();
		await addPilot(system.e2e.organizations);
	});
	afterAll(() => system?.stop());

	it('is not deployed in the management account before its bus is there', async () => {
		await expect(inManagement('pilot').deploy()).rejects.toThrow('--bus');
		expect(system.cloud.stacks.size).toBe(0);
	});

	it('begins with the bus, from the hub', async () => {
		const ran = succeeded(await hub('pilot').deploy());
		expect(stacksOf(security)).toEqual(['eyes-system-bus']);
		expect(saying(ran)).toContain('--bus arn:aws:events:');
	});

	it('goes on in the management account, to its unit and its named account only', async () => {
		const bus = outputOf(system.cloud, security, 'eyes-system-bus', 'BusArn');
		const ran = succeeded(await inManagement('pilot').deploy({ bus }));
		expect(instances()).toEqual(
			[
				`${PILOT.named} eyes-accounts-named us-east-1`,
				`${PILOT.named} eyes-regions-named ap-northeast-2`,
				`${PILOT.named} eyes-regions-named us-east-1`,
				`${prod} eyes-accounts us-east-1`,
				`${prod} eyes-regions ap-northeast-2`,
				`${prod} eyes-regions us-east-1`,
			].toSorted(),
		);
		expect((await published()).attachedTo.toSorted()).toEqual([PILOT.unit, PILOT.named].toSorted());
		expect(saying(ran)).toContain('pilot');
	});

	it('is complete after the hub', async () => {
		succeeded(await hub('pilot').deploy({ scp: scp() }));
		expect(stacksOf(security)).toEqual(['eyes-system', 'eyes-system-bus']);
	});

	it('grows by the hub while somebody is denied, and nobody is released', async () => {
		await denyAfterSignIn(KIM, security);
		const before = await published();
		expect(before.text).toContain(userId(KIM));
		succeeded(await inManagement('widerPilot').deploy());
		succeeded(await hub('widerPilot').deploy());
		expect((await published()).text).toBe(before.text);
		expect((await published()).attachedTo.toSorted()).toEqual(
			[PILOT.unit, PILOT.named, security].toSorted(),
		);
		expect(stacksOf(security)).toContain('StackSet-eyes-accounts-named');
	});

	it('becomes the whole organization while somebody is denied, and nobody is released', async () => {
		const before = await published();
		succeeded(await inManagement('changed').deploy());
		succeeded(await hub('changed').deploy());
		expect(await published()).toEqual({ text: before.text, attachedTo: [root] });
		expect(system.cloud.failures.size).toBe(0);
		for (const account of [security, prod, PILOT.named, PILOT.rest])
			expect(instances().filter((one) => one.startsWith(account))).toEqual([
				`${account} eyes-accounts us-east-1`,
				`${account} eyes-regions ap-northeast-2`,
				`${account} eyes-regions us-east-1`,
			]);
	});

	it('is not narrowed again while somebody is denied', async () => {
		await expect(inManagement('pilot').deploy()).rejects.toThrow('still denies somebody');
		expect((await published()).attachedTo).toEqual([root]);
	});

	it('is not destroyed while somebody is denied, in either order', async () => {
		await expect(inManagement('changed').destroy()).rejects.toThrow('still denies somebody');
		await expect(hub('changed').destroy()).rejects.toThrow('have not ended');
		expect((await published()).attachedTo).toEqual([root]);
	});

	it('is destroyed: the hub, then the management account, and nothing is left in accounts', async () => {
		succeeded(await hub('changed').destroy({ endBecause: 'we move' }));
		succeeded(await inManagement('changed').destroy());
		expect([...system.cloud.stacks.keys()]).toEqual([]);
	});

	it('is deployed again with nothing done by hand', async () => {
		succeeded(await hub('organization').deploy());
		const bus = outputOf(system.cloud, security, 'eyes-system-bus', 'BusArn');
		succeeded(await inManagement('organization').deploy({ bus }));
		succeeded(await hub('organization').deploy({ scp: scp() }));
		expect(await published()).toMatchObject({ attachedTo: [root] });
	});
});

type App = 'pilot' | 'widerPilot' | 'changed' | 'organization';

describe('an organization that an earlier release deployed', () => {
	beforeAll(start);
	afterAll(() => system?.stop());

	it('is upgraded in the management account, then in the hub', async () => {
		const app = system.app('organization');
		await deployRelease(system.cloud, 'organization', { account: security, like: app.assembly });
		const table = outputOf(system.cloud, security, HUB_STACK, 'TableName');
		succeeded(await eyesIn(system.cloud, management, app).deploy());
		succeeded(await eyesIn(system.cloud, security, app).deploy());
		expect(outputOf(system.cloud, security, HUB_STACK, 'TableName')).toBe(table);
		expect(system.cloud.failures.size).toBe(0);
	});
});

describe('a first deployment that fails half-way', () => {
	const eyes = () => eyesIn(system.cloud, prod, system.app('singleAccount'));
	const place = () => system.place(prod, HUB_REGION);

	async function fail(): Promise<string> {
		const { sqs } = clientsOf(place());
		const Attributes = { FifoQueue: 'true' };
		const { QueueUrl = '' } = await sqs.send(
			new CreateQueueCommand({ QueueName: CONTAIN_QUEUE, Attributes }),
		);
		const ran = await eyes().deploy();
		expect(ran.code).toBe(1);
		expect(saying(ran)).toContain(`${CONTAIN_QUEUE} already exists`);
		return QueueUrl;
	}

	beforeAll(start);
	afterAll(() => system?.stop());

	it('is recognised by status, with the reason', async () => {
		await fail();
		await expect(eyes().operate()).rejects.toThrow(/ROLLBACK_COMPLETE|first deployment/);
	});

	it('is removed by destroy', async () => {
		const ran = succeeded(await eyes().destroy());
		expect(saying(ran)).toContain(`${CONTAIN_QUEUE} already exists`);
		await expect(eyes().destroy()).rejects.toThrow('nothing to destroy');
	});

	it('is cleared away by the next deployment, which works', async () => {
		const QueueUrl = await fail();
		await clientsOf(place()).sqs.send(new DeleteQueueCommand({ QueueUrl }));
		const ran = succeeded(await eyes().deploy());
		expect(saying(ran)).toContain('whose first deployment failed');
	});
});

function stacksOf(account: string): string[] {
	return [...system.cloud.stacks.values()]
		.filter(({ place }) => place.account === account && place.region === HUB_REGION)
		.map(({ name }) => name)
		.toSorted();
}

/** Gives the instances of all StackSets as `ACCOUNT STACKSET REGION`. */
function instances(): string[] {
	return [...system.cloud.stacks.values()]
		.filter(({ name }) => name.startsWith('StackSet-'))
		.map(({ place, name }) => `${place.account} ${name.slice('StackSet-'.length)} ${place.region}`)
		.toSorted();
}
