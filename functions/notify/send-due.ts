import type { NotifyHint } from '../../shared/outbox/hints.ts';
import type { NotifyDeps } from './deps.ts';
import { type DueMessage, dueMessages } from './due-messages.ts';
import { paced, type RunDeps } from './pace.ts';
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

/** How long to wait after another sender's claim, or after an error about a single message. */
const AGAIN_MS = 10_000;
/** How long a message is not tried that Slack refused in every form. */
const STUCK_MS = 600_000;

/**
 * Posts and updates what is due, the most severe first, as far as one burst goes in each channel.
 * `by` names this run and is the same when the run is repeated.
 */
export async function sendDue(
	hints: readonly NotifyHint[],
	deps: NotifyDeps,
	by: string,
): Promise<SendResult> {
	const run = paced(deps);
	const { gates } = run;
	let [isPutOff, isBusy] = [false, false];
	forgetOver(deps);
	for (const message of await dueMessages(hints, deps)) {
		if (gates.areClosed()) {
			isPutOff = true;
			break;
		}
		if (deps.stuck.has(keyOf(message))) continue;
		const { kind } = await sendOne(message, run, by);
		// It stays due, and reconcile sends a hint about it. Tried in every run, it would block the
		// others.
		const until = kind === 'refused' ? gates.refusedUntil() : null;
		if (kind === 'stuck') deps.stuck.set(keyOf(message), deps.now() + STUCK_MS);
		if (until !== null) deps.stuck.set(keyOf(message), until);
		isPutOff ||= kind === 'later' || kind === 'refused';
		isBusy ||= kind === 'busy';
	}
	const againMs = gates.againMs(isPutOff);
	if (againMs !== null) return { againMs, isUnlimited: true };
	return { againMs: isBusy ? AGAIN_MS : null, isUnlimited: false };
}

function forgetOver({ stuck, now }: NotifyDeps): void {
	for (const [key, until] of stuck) {
		// None is longer, unless the clock was wrong when it began.
		if (until <= now() || until > now() + STUCK_MS) stuck.delete(key);
	}
}

/** A case that has risen may have another channel, so it is another message. */
function keyOf({ about, id, severity }: DueMessage): string {
	return `${about}:${id}:${severity}`;
}

/** An error about one message must not stop the others. */
async function sendOne({ about, id }: DueMessage, deps: RunDeps, by: string): Promise<Outcome> {
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
