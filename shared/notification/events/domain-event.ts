/** `detail-type` of what eyes-system tells other systems, with what each means. */
export const DOMAIN_EVENTS = {
	'Sign-in Flagged': 'a sign-in was alerted',
	'Principal Contained': 'a containment is effective on all of its policies',
	'Containment Ended': 'a containment is out of all texts',
	'Containment Failed': 'a containment is not known to reach its principal, or was refused',
	'Breaker Opened': 'rules have stopped containing and wait for a human',
} as const;

export type DomainEventType = keyof typeof DOMAIN_EVENTS;

/**
 * One domain event: docs/domain-events.schema.json holds the shape of each `detail`. Delivered at least once; `id` is
 * the same for a repeat.
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

/** Gives events to whoever listens. Rejects where the bus does not take all of them. */
export interface DomainEvents {
	publish(events: readonly DomainEvent[]): Promise<void>;
}
