import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { documentsOf, type Table } from '../../shared/runtime/dynamodb-table.ts';
import { type SlackStandIn, startSlack } from '../support/slack-stand-in.ts';
import type { Place } from './aws/clients.ts';
import { type AppName, configurationOf, HUB_REGION } from './configurations.ts';
import { type Cloud, emptyCloud } from './deploy/cloud.ts';
import { type Deployment, deployFirst } from './deploy/deploy-all.ts';
import type { Deployed } from './deploy/deploy-stack.ts';
import type { Synthesized } from './deploy/eyes.ts';
import { resetClock } from './emulators/move-clock.ts';
import type { E2e } from './global-setup.ts';
import { type FaultProxy, startFaultProxy } from './proxy/fault-proxy.ts';
import { makeOrganization } from './the-organization.ts';

/** The emulators, empty but for an organization, and what listens to the functions' calls. */
export interface EmptySystem {
	readonly e2e: E2e;
	readonly cloud: Cloud;
	readonly slack: SlackStandIn;
	readonly proxy: FaultProxy;
	/** The hub's Region unless another one is given. */
	place(account: string, region?: string): Place;
	app(name: AppName): Synthesized;
	stop(): Promise<void>;
}

/** eyes-system as it is deployed in the emulators. */
export interface System extends EmptySystem, Deployment {
	readonly table: Table;
}

/** The bot token that a human would put into the secret. */
export const SLACK_TOKEN = 'xoxb-end-to-end-0123456789';

/**
 * Empties the emulators, makes the organization, deploys everything and listens to the functions'
 * calls. `scale` is that of the fault proxy.
 */
export async function startSystem(e2e: E2e, scale = 1): Promise<System> {
	const empty = await startEmpty(e2e, scale);
	try {
		const system = systemOf(empty, await deployFirst(empty.cloud, empty.app('organization')));
		await giveToken(system);
		return system;
	} catch (error) {
		await empty.stop();
		throw error;
	}
}

/** The same without deploying anything. */
export async function startEmpty(e2e: E2e, scale = 1): Promise<EmptySystem> {
	await reset(e2e);
	resetClock(e2e.clock);
	const slack = await startSlack(e2e.slackPort);
	const proxy = await startFaultProxy({ ...e2e, port: e2e.proxyPort, scale });
	const stop = async () => {
		// The functions are ended first, because their last calls would fail if nothing listened
		// any more.
		await reset(e2e);
		await Promise.all([slack.stop(), proxy.stop()]);
	};
	const place = (account: string, region = HUB_REGION) => ({ endpoint: e2e.aws, account, region });
	const app = (name: AppName) => ({
		configuration: configurationOf(name, e2e.slackApi),
		assembly: e2e.assemblies[name],
	});
	try {
		await makeOrganization(e2e.organizations);
		return { e2e, cloud: emptyCloud(e2e), slack, proxy, place, app, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

export function systemOf(empty: EmptySystem, deployment: Deployment): System {
	return { ...empty, ...deployment, table: tableOf(deployment.hub) };
}

async function reset({ aws }: E2e): Promise<void> {
	const answer = await fetch(`${aws}/_ministack/reset`, { method: 'POST' });
	if (!answer.ok) throw new Error(`the emulator cannot be reset: ${answer.status}`);
}

/** Puts the token into the secret, as a human does after the first deployment. */
export async function giveToken({ hub, slack }: Pick<System, 'hub' | 'slack'>): Promise<void> {
	const { clients, outputs } = hub;
	await clients.secrets.send(
		new PutSecretValueCommand({ SecretId: outputs.SlackSecret, SecretString: SLACK_TOKEN }),
	);
	slack.setToken(SLACK_TOKEN);
}

function tableOf({ clients, outputs }: Deployed): Table {
	const name = outputs.TableName;
	if (name === undefined) throw new Error('the hub puts out no TableName');
	return { client: documentsOf(clients.dynamodb), name };
}
