import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EVENTS_SOURCE } from '../../runtime/names.ts';
import { REQUEST_LIMITS } from '../../runtime/request-limits.ts';
import type { DomainEvent, DomainEvents } from './domain-event.ts';

/** EventBridge accepts no more events in one call. */
const BATCH = 10;

/**
 * Puts domain events on the bus of this name.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function eventbridgeDomainEvents(
	bus: string,
	client = new EventBridgeClient({ requestHandler: REQUEST_LIMITS }),
): DomainEvents {
	return {
		publish: async (events) => {
			for (let start = 0; start < events.length; start += BATCH) {
				await put(client, bus, events.slice(start, start + BATCH));
			}
		},
	};
}

/** The call succeeds even if EventBridge refuses single events. */
async function put(
	client: EventBridgeClient,
	bus: string,
	events: readonly DomainEvent[],
): Promise<void> {
	const { FailedEntryCount = 0, Entries = [] } = await client.send(
		new PutEventsCommand({
			Entries: events.map(({ type, detail }) => ({
				EventBusName: bus,
				Source: EVENTS_SOURCE,
				DetailType: type,
				Detail: JSON.stringify(detail),
				Time: new Date(detail.time),
			})),
		}),
	);
	if (FailedEntryCount === 0) return;
	const codes = [...new Set(Entries.map(({ ErrorCode }) => ErrorCode).filter((code) => code))].join(
		', ',
	);
	throw new Error(
		`${FailedEntryCount} of ${events.length} domain events not sent to ${bus}: ${codes}`,
	);
}
