import { HUB_STACK } from '../../../shared/runtime/names.ts';
import { HUB_REGION } from '../configurations.ts';
import { ORGANIZATION } from '../the-organization.ts';
import { type Cloud, keyOf } from './cloud.ts';
import type { Deployed } from './deploy-stack.ts';
import { eyesIn, type Ran, type Synthesized } from './eyes.ts';

export interface Deployment {
	readonly hub: Deployed;
	/** The ARN of the containment SCP. */
	readonly scp: string;
}

/**
 * Deploys an organization for the first time, with our own command in the order that it demands: the
 * bus in the hub, the management account, and the rest of the hub.
 */
export async function deployFirst(cloud: Cloud, app: Synthesized): Promise<Deployment> {
	const hub = eyesIn(cloud, ORGANIZATION.security, app);
	succeeded(await hub.deploy());
	const bus = outputOf(cloud, ORGANIZATION.security, 'eyes-system-bus', 'BusArn');
	succeeded(await eyesIn(cloud, ORGANIZATION.management, app).deploy({ bus }));
	succeeded(await hub.deploy({ scp: scpIn(cloud) }));
	return deploymentIn(cloud);
}

/** Deploys another app over the deployed one, in the same order. */
export async function deployAgain(cloud: Cloud, app: Synthesized): Promise<Deployment> {
	succeeded(await eyesIn(cloud, ORGANIZATION.management, app).deploy());
	succeeded(await eyesIn(cloud, ORGANIZATION.security, app).deploy());
	return deploymentIn(cloud);
}

/** Throws with everything that a command said, if it did not succeed. */
export function succeeded(ran: Ran): Ran {
	if (ran.code === 0) return ran;
	throw new Error(`exit code ${ran.code}:\n${ran.lines.join('\n')}`);
}

function deploymentIn(cloud: Cloud): Deployment {
	return { hub: stackIn(cloud, ORGANIZATION.security, HUB_STACK), scp: scpIn(cloud) };
}

function scpIn(cloud: Cloud): string {
	return outputOf(cloud, ORGANIZATION.management, 'eyes-system-management', 'ContainmentScpArn');
}

/** Gives a deployed stack of the hub's Region. Throws if there is none. */
export function stackIn(cloud: Cloud, account: string, name: string): Deployed {
	const place = { endpoint: cloud.at.aws, account, region: HUB_REGION };
	const stack = cloud.stacks.get(keyOf({ place, name }));
	if (stack === undefined) throw new Error(`account ${account} has no stack ${name}`);
	return stack.deployed;
}

/** Gives an output of a deployed stack. Throws if there is none. */
export function outputOf(cloud: Cloud, account: string, name: string, output: string): string {
	const value = stackIn(cloud, account, name).outputs[output];
	if (value === undefined) throw new Error(`${name} has no output ${output}`);
	return value;
}
