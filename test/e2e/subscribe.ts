import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { EVENTS_BUS, EVENTS_SOURCE } from '../../shared/runtime/names.ts';
import type { Clients } from './aws/clients.ts';
import type { System } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';

/**
 * Listens on the bus of domain events with a rule and a queue of its own, as a pager would. Gives
 * all events that have arrived.
 */
export async function subscribe({ hub, place }: System): Promise<() => Promise<unknown[]>> {
	const { eventbridge, sqs } = hub.clients;
	const { account, region } = place(ORGANIZATION.security);
	const name = 'pager';
	const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
	const EventBusName = EVENTS_BUS;
	const EventPattern = JSON.stringify({ source: [EVENTS_SOURCE] });
	await eventbridge.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
	const Arn = `arn:aws:sqs:${region}:${account}:${name}`;
	await eventbridge.send(
		new PutTargetsCommand({ Rule: name, EventBusName, Targets: [{ Id: name, Arn }] }),
	);
	return () => receiveAll(sqs, QueueUrl ?? '');
}

async function receiveAll(sqs: Clients['sqs'], QueueUrl: string): Promise<unknown[]> {
	const events: unknown[] = [];
	for (;;) {
		const { Messages = [] } = await sqs.send(
			new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
		);
		if (Messages.length === 0) return events;
		events.push(...Messages.map(({ Body = '' }): unknown => JSON.parse(Body)));
	}
}
