import type { NotifyHint } from '../../shared/outbox/hints.ts';
import { burst } from './burst.ts';
import type { NotifyDeps } from './deps.ts';
import { type DueMessage, dueMessages } from './due-messages.ts';
import { postCase } from './post-case.ts';
import { postNotice } from './post-notice.ts';
import type { Outcome } from './send.ts';

/** How a run ended. */
export interface SendResult {
	/** Milliseconds until there is more to send, or null if nothing is left. */
	readonly againMs: number | null;
	/** True if a later run will get further, so that the number of tries is not limited. */
	readonly isUnlimited: boolean;
}

/** Messages of one run. The next run begins when Slack's second for each of these is over. */
const BURST = 5;
/** How long to wait while a human has to repair something in Slack. */
const REFUSED_MS = 120_000;
/** How long to wait after another sender's claim, or after an error about a single message. */
const AGAIN_MS = 10_000;
/** How long a message is not tried that Slack refused in every form. */
const STUCK_MS = 600_000;
/** Slack may ask for a longer pause than this; then it is asked again after this time. */
const MOST_LATER_MS = 900_000;

/**
 * Posts and updates what is due, the most severe first, as far as one burst goes. `by` names this
 * run and is the same when the run is repeated.
 */
export async function sendDue(
	hints: readonly NotifyHint[],
	deps: NotifyDeps,
	by: string,
): Promise<SendResult> {
	const messages = burst(deps.messages, BURST);
	const limited = { ...deps, messages };
	let isDone = true;
	for (const message of await dueMessages(hints, deps)) {
		if (isStuck(message, deps)) continue;
		if (messages.isSpent()) return { againMs: BURST * 1000, isUnlimited: true };
		const outcome = await sendOne(message, limited, by);
		if (outcome.kind === 'later')
			return { againMs: Math.min(outcome.afterMs, MOST_LATER_MS), isUnlimited: true };
		if (outcome.kind === 'refused') {
			reportRefused(outcome, deps);
			return { againMs: REFUSED_MS, isUnlimited: true };
		}
		// It stays due, and reconcile sends a hint about it. Tried in every run, it would block the
		// channel.
		if (outcome.kind === 'stuck') deps.stuck.set(keyOf(message), deps.now() + STUCK_MS);
		isDone &&= outcome.kind !== 'busy';
	}
	return { againMs: isDone ? null : AGAIN_MS, isUnlimited: false };
}

function isStuck(message: DueMessage, { stuck, now }: NotifyDeps): boolean {
	const until = stuck.get(keyOf(message)) ?? 0;
	if (until > now()) return true;
	stuck.delete(keyOf(message));
	return false;
}

function keyOf({ about, id }: DueMessage): string {
	return `${about}:${id}`;
}

/** An error about one message must not stop the others. */
async function sendOne({ about, id }: DueMessage, deps: NotifyDeps, by: string): Promise<Outcome> {
	const { telemetry } = deps;
	try {
		const outcome = await (about === 'case' ? postCase(id, deps, by) : postNotice(id, deps, by));
		if (outcome.kind === 'stuck') {
			const { error } = outcome;
			telemetry.error('message not posted: Slack refused it in every form', { about, id, error });
			telemetry.count('SlackRefused', error);
		}
		return outcome;
	} catch (error) {
		telemetry.error('message not posted', { about, id }, error);
		return { kind: 'busy' };
	}
}

function reportRefused(
	{ error, remediation }: { error: string; remediation: string },
	{ telemetry }: NotifyDeps,
): void {
	const fields = { error, remediation };
	telemetry.error('message not posted: Slack refuses all messages until this is fixed', fields);
	telemetry.count('SlackRefused', error);
}
