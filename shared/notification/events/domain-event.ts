/** The `detail-type` of every event that other systems can receive, with its meaning. */
export const DOMAIN_EVENTS = {
	'Sign-in Flagged': 'a sign-in, a credential use or an alarm of AWS was alerted',
	'Principal Contained': 'a containment is effective on all of its policies',
	'Containment Ended': 'a containment is no longer in any policy',
	'Containment Failed': 'a containment is not known to apply to its principal, or was refused',
	'Breaker Opened': 'rules have stopped containing and wait for a human',
} as const;

export type DomainEventType = keyof typeof DOMAIN_EVENTS;

/**
 * A domain event. docs/domain-events.schema.json holds the shape of each `detail`. An event is
 * delivered at least once, and a repeat has the same `id`.
 */
export interface DomainEvent {
	readonly type: DomainEventType;
	readonly detail: Readonly<Record<string, unknown>> & {
		readonly version: 1;
		readonly id: string;
		/** ISO 8601, UTC. */
		readonly time: string;
	};
}

/** Publishes events on the bus. It rejects if the bus does not accept all of them. */
export interface DomainEvents {
	publish(events: readonly DomainEvent[]): Promise<void>;
}
