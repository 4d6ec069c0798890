import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { documentsOf, type Table } from '../../shared/runtime/dynamodb-table.ts';
import { type SlackStandIn, startSlack } from '../support/slack-stand-in.ts';
import type { Place } from './aws/clients.ts';
import { type Deployment, deployFirst, HUB_REGION } from './deploy/deploy-all.ts';
import type { Deployed } from './deploy/deploy-stack.ts';
import { resetClock } from './emulators/move-clock.ts';
import type { E2e } from './global-setup.ts';
import { type FaultProxy, startFaultProxy } from './proxy/fault-proxy.ts';

/** eyes-system as it is deployed in the emulators. */
export interface System extends Deployment {
	readonly e2e: E2e;
	readonly table: Table;
	readonly slack: SlackStandIn;
	readonly proxy: FaultProxy;
	/** The hub's Region unless another one is given. */
	place(account: string, region?: string): Place;
	stop(): Promise<void>;
}

/** The bot token that a human would put into the secret. */
export const SLACK_TOKEN = 'xoxb-end-to-end-0123456789';

/**
 * Empties the emulators, deploys everything anew and listens to the functions' calls. `scale` is
 * that of the fault proxy.
 */
export async function startSystem(e2e: E2e, scale = 1): Promise<System> {
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
	try {
		const deployment = await deployFirst(e2e, e2e.assembly);
		await giveToken(deployment.hub);
		slack.setToken(SLACK_TOKEN);
		return { e2e, slack, proxy, place, stop, table: tableOf(deployment.hub), ...deployment };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function reset({ aws }: E2e): Promise<void> {
	const answer = await fetch(`${aws}/_ministack/reset`, { method: 'POST' });
	if (!answer.ok) throw new Error(`the emulator cannot be reset: ${answer.status}`);
}

/** Puts the token into the secret, as a human does after the first deployment. */
async function giveToken({ clients, outputs }: Deployed): Promise<void> {
	await clients.secrets.send(
		new PutSecretValueCommand({ SecretId: outputs.SlackSecret, SecretString: SLACK_TOKEN }),
	);
}

function tableOf({ clients, outputs }: Deployed): Table {
	const name = outputs.TableName;
	if (name === undefined) throw new Error('the hub puts out no TableName');
	return { client: documentsOf(clients.dynamodb), name };
}
