import type { Later, Refused } from '../../shared/notification/slack/channel-messages.ts';
import type { NotifyDeps } from './deps.ts';

/** A channel that takes no message until a time, and what it answered. */
export interface Pause {
	readonly until: number;
	readonly answer: Later | Refused;
}

/** Any answer of Slack. */
export type Answer = { readonly kind: string };

/**
 * Slack allows about one message a second in a channel.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
const MESSAGE_MS = 1000;
/** Messages of one run in one channel. The next run begins when their seconds are over. */
const BURST = 5;
/** Messages of one run in all channels, so that it ends in time. */
const MOST = 10;
const SPENT: Later = { kind: 'later', afterMs: BURST * MESSAGE_MS };
/** How long to wait while a human has to repair something in Slack. */
const REFUSED_MS = 120_000;
/** Slack may ask for a longer pause than this; then it is asked again after this time. */
const MOST_LATER_MS = 900_000;
/** The longest time for which the queue waits while a channel takes messages: new hints wait too. */
const HELD_UP_MS = 5_000;

/** Says which channel takes a message now, in one run. Pauses outlive it. */
export class Gates {
	readonly #deps: Pick<NotifyDeps, 'channels' | 'pauses' | 'telemetry' | 'now'>;
	readonly #sent = new Map<string, number>();
	readonly #putOff = new Set<string>();
	#wakeMs = Number.POSITIVE_INFINITY;

	constructor(deps: Pick<NotifyDeps, 'channels' | 'pauses' | 'telemetry' | 'now'>) {
		this.#deps = deps;
	}

	/** Posts or updates, unless the channel is closed. */
	async send<T extends Answer>(
		channel: string,
		call: () => Promise<T>,
	): Promise<T | Later | Refused> {
		const closed = this.closedBy(channel);
		if (closed !== null) return closed;
		this.#sent.set(channel, (this.#sent.get(channel) ?? 0) + 1);
		return this.#pauseIfAsked(channel, await call());
	}

	/** Asks Slack something, unless Slack limits the channel. */
	async ask<T extends Answer>(channel: string, call: () => Promise<T>): Promise<T | Later> {
		const pause = this.#pauseOf(channel);
		if (pause?.answer.kind !== 'later') return this.#pauseIfAsked(channel, await call());
		this.#putOff.add(channel);
		return pause.answer;
	}

	/** What the channel answers instead of taking a message; null if it takes one. */
	closedBy(channel: string): Later | Refused | null {
		const closed = this.#closedBy(channel);
		if (closed !== null) this.#putOff.add(channel);
		return closed;
	}

	/** When the first of the channels that refuse messages is tried again; null if none does. */
	refusedUntil(): number | null {
		const ends = this.#deps.channels.all.flatMap((channel) => {
			const pause = this.#pauseOf(channel);
			return pause?.answer.kind === 'refused' ? [pause.until] : [];
		});
		return ends.length === 0 ? null : Math.min(...ends);
	}

	/** Has the next run begin after so many milliseconds, or earlier. */
	wakeIn(ms: number): void {
		this.#wakeMs = Math.min(this.#wakeMs, Math.max(0, ms));
	}

	/** True if no channel takes a message in this run any more. */
	areClosed(): boolean {
		return this.#deps.channels.all.every((channel) => this.#closedBy(channel) !== null);
	}

	/**
	 * Milliseconds until the next run has something to do; null if there is nothing. `isLeft`: this run
	 * could not send all. If another channel takes messages, nothing waits for one that refuses them,
	 * because reconcile sends hints for what is due.
	 */
	againMs(isLeft: boolean): number | null {
		const wake = Math.min(this.#wakeMs, isLeft ? this.#opensIn() : Number.POSITIVE_INFINITY);
		if (wake === Number.POSITIVE_INFINITY) return null;
		return isLeft && this.areClosed() ? wake : Math.min(wake, HELD_UP_MS);
	}

	#opensIn(): number {
		const { all } = this.#deps.channels;
		const limited = [...this.#putOff].filter((one) => this.#closedBy(one)?.kind === 'later');
		return Math.min(...(this.areClosed() ? all : limited).map((one) => this.#waitOf(one)));
	}

	#closedBy(channel: string): Later | Refused | null {
		const pause = this.#pauseOf(channel);
		if (pause !== null) return pause.answer;
		const total = [...this.#sent.values()].reduce((sum, one) => sum + one, 0);
		return (this.#sent.get(channel) ?? 0) >= BURST || total >= MOST ? SPENT : null;
	}

	#pauseOf(channel: string): Pause | null {
		const pause = this.#deps.pauses.get(channel);
		const left = (pause?.until ?? 0) - this.#deps.now();
		// No pause is longer, unless the clock was wrong when it began.
		return pause !== undefined && left > 0 && left <= MOST_LATER_MS ? pause : null;
	}

	#waitOf(channel: string): number {
		const pause = this.#pauseOf(channel);
		return pause === null ? SPENT.afterMs : pause.until - this.#deps.now();
	}

	/** Pauses the channel if the answer asks for it. */
	#pauseIfAsked<T extends Answer>(channel: string, answer: T): T {
		if (isLater(answer)) this.#pause(channel, answer, Math.min(answer.afterMs, MOST_LATER_MS));
		// That a person or a file is refused says nothing about the others.
		if (isRefused(answer) && this.#deps.channels.all.includes(channel)) {
			this.#pause(channel, answer, REFUSED_MS);
			this.#report(channel, answer);
		}
		return answer;
	}

	#pause(channel: string, answer: Later | Refused, ms: number): void {
		this.#putOff.add(channel);
		this.#deps.pauses.set(channel, { until: this.#deps.now() + ms, answer });
	}

	#report(channel: string, { error, remediation }: Refused): void {
		const { telemetry } = this.#deps;
		const fields = { channel, error, remediation };
		telemetry.error('Slack refuses all messages of the channel until this is fixed', fields);
		telemetry.count('SlackRefused', error);
	}
}

function isLater(answer: Answer): answer is Later {
	return answer.kind === 'later';
}

function isRefused(answer: Answer): answer is Refused {
	return answer.kind === 'refused';
}
