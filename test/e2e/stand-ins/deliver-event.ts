import {
	ListRulesCommand,
	ListTargetsByRuleCommand,
	type Rule,
	TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { clientsOf, type Place } from '../aws/clients.ts';

/** An event of AWS in the form of EventBridge. */
export interface ServiceEvent {
	readonly version: '0';
	readonly id: string;
	readonly 'detail-type': string;
	readonly source: string;
	readonly account: string;
	readonly time: string;
	readonly region: string;
	readonly resources: readonly string[];
	readonly detail: unknown;
}

/**
 * Does two things that the emulator does not do: it puts an `aws.*` event on a bus, and it forwards
 * an event into another account. The emulator does everything else: its `TestEventPattern` tells
 * whether an event matches, and rules, states and targets are the deployed ones. An event that no
 * rule matches is dropped, as on AWS. Gives the ARNs of the queues that got the event.
 */
export function deliverEvent(place: Place, event: ServiceEvent): Promise<string[]> {
	return deliver({ place, bus: 'default', forwarded: false }, event);
}

/** Puts an event directly on the bus of the hub. */
export function deliverToBus(place: Place, bus: string, event: ServiceEvent): Promise<string[]> {
	return deliver({ place, bus, forwarded: true }, event);
}

interface Stop {
	readonly place: Place;
	readonly bus: string;
	/** True if the event was forwarded already, because EventBridge forwards an event only once. */
	readonly forwarded: boolean;
}

async function deliver(stop: Stop, event: ServiceEvent): Promise<string[]> {
	const { eventbridge } = clientsOf(stop.place);
	const { Rules = [] } = await eventbridge.send(new ListRulesCommand({ EventBusName: stop.bus }));
	const delivered: string[] = [];
	for (const rule of Rules) {
		if (!(await wants(stop, rule, event))) continue;
		const { Targets = [] } = await eventbridge.send(
			new ListTargetsByRuleCommand({ Rule: rule.Name, EventBusName: stop.bus }),
		);
		for (const { Arn = '', RoleArn } of Targets)
			delivered.push(...(await toTarget(stop, { Arn, RoleArn }, event)));
	}
	return delivered;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html */
const FIRING = ['ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

async function wants(
	{ place }: Stop,
	{ EventPattern, State }: Rule,
	event: ServiceEvent,
): Promise<boolean> {
	if (EventPattern === undefined || !FIRING.includes(State ?? '')) return false;
	const { eventbridge } = clientsOf(place);
	const answer = await eventbridge.send(
		new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) }),
	);
	return answer.Result === true;
}

interface Target {
	readonly Arn: string;
	readonly RoleArn: string | undefined;
}

async function toTarget(
	stop: Stop,
	{ Arn, RoleArn }: Target,
	event: ServiceEvent,
): Promise<string[]> {
	const [, , service = '', region = '', account = '', name = ''] = Arn.split(':');
	const place = { ...stop.place, account, region };
	if (service === 'events') {
		if (stop.forwarded) return [];
		if (RoleArn === undefined)
			throw new Error(`${Arn} is a bus in another account, and the target has no role`);
		return deliver({ place, bus: name.replace('event-bus/', ''), forwarded: true }, event);
	}
	if (service !== 'sqs') throw new Error(`no rule of ours should have the target ${Arn}`);
	if (region !== stop.place.region || account !== stop.place.account) {
		throw new Error(
			`${Arn} is in another account or Region than its rule, where EventBridge would not deliver`,
		);
	}
	const { sqs } = clientsOf(place);
	const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
	await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
	return [Arn];
}
