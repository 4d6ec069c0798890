import { restCall } from './aws/rest-call.ts';
import type { Deployed } from './deploy/deploy-stack.ts';

export type FunctionName = 'Judge' | 'Containment' | 'Notification' | 'Reconciling' | 'Reporting';

/** Runs a function of the hub with an event and gives its answer. Throws if the function fails. */
export async function invoke(
	{ place, resources }: Deployed,
	name: FunctionName,
	event: object,
): Promise<unknown> {
	const found = resources.find(
		({ type, logicalId }) => type === 'AWS::Lambda::Function' && logicalId.startsWith(`Hub${name}`),
	);
	if (found === undefined) throw new Error(`the hub has no function ${name}`);
	const answer = await restCall(place, {
		service: 'lambda',
		method: 'POST',
		path: `/2015-03-31/functions/${found.physicalId}/invocations`,
		body: JSON.stringify(event),
	});
	const text = Buffer.from(answer).toString('utf8');
	const value: unknown = text === '' ? null : JSON.parse(text);
	if (JSON.stringify(value)?.includes('"errorMessage"'))
		throw new Error(`${name}: ${text.slice(0, 1000)}`);
	return value;
}

/** Runs reconcile, as EventBridge does every five minutes. */
export async function reconcile(hub: Deployed): Promise<void> {
	await invoke(hub, 'Reconciling', {
		'detail-type': 'Scheduled Event',
		source: 'aws.events',
		detail: {},
	});
}

/** Starts the credential report, as EventBridge Scheduler does every week. */
export async function startReport(hub: Deployed, scheduledAt: string): Promise<void> {
	await invoke(hub, 'Reporting', { scheduledAt });
}
