import type { NotifyHint } from '../../shared/outbox/hints.ts';
import { burst } from './burst.ts';
import type { NotifyDeps, Outcome } from './deps.ts';
import { type DueMessage, dueMessages } from './due-messages.ts';
import { postCase } from './post-case.ts';
import { postNotice } from './post-notice.ts';

/** How a run ended. `isSure`: it will be otherwise next time, so it is worth coming back as often as it takes. */
export interface SendResult {
	/** Milliseconds until there is more to say; null where nothing is left. */
	readonly againMs: number | null;
	readonly isSure: boolean;
}

/** Messages of one run. The next ones come when Slack's second for each of these is over. */
const BURST = 5;
/** While a human has to fix something at Slack's side. */
const REFUSED_MS = 120_000;
/** After somebody else's claim, or a fault of a single thing. */
const AGAIN_MS = 10_000;
/** What was taken in no form is not tried again sooner. */
const STUCK_MS = 600_000;
/** Slack's word is kept, but nobody is silent for longer than this. */
const MOST_LATER_MS = 900_000;

/** Says what is due, the most severe first, as far as one burst goes. `by` is the same for a repeat of this run. */
export async function sendDue(
	hints: readonly NotifyHint[],
	deps: NotifyDeps,
	by: string,
): Promise<SendResult> {
	const messages = burst(deps.messages, BURST);
	const bounded = { ...deps, messages };
	let isDone = true;
	for (const thing of await dueMessages(hints, deps)) {
		if (isStuck(thing, deps)) continue;
		if (messages.isSpent()) return { againMs: BURST * 1000, isSure: true };
		const outcome = await sendOne(thing, bounded, by);
		if (outcome.kind === 'later')
			return { againMs: Math.min(outcome.afterMs, MOST_LATER_MS), isSure: true };
		if (outcome.kind === 'refused') {
			tellRefused(outcome, deps);
			return { againMs: REFUSED_MS, isSure: true };
		}
		// What is stuck stays due, and reconcile asks for it again: it must not hold up the channel, nor use up every burst.
		if (outcome.kind === 'stuck') deps.stuck?.set(keyOf(thing), deps.now() + STUCK_MS);
		isDone &&= outcome.kind !== 'busy';
	}
	return { againMs: isDone ? null : AGAIN_MS, isSure: false };
}

function isStuck(thing: DueMessage, { stuck, now }: NotifyDeps): boolean {
	const until = stuck?.get(keyOf(thing)) ?? 0;
	if (until > now()) return true;
	stuck?.delete(keyOf(thing));
	return false;
}

function keyOf({ about, id }: DueMessage): string {
	return `${about}:${id}`;
}

/** One thing that fails must not keep the others from being said. */
async function sendOne({ about, id }: DueMessage, deps: NotifyDeps, by: string): Promise<Outcome> {
	const { telemetry } = deps;
	try {
		const outcome = await (about === 'case' ? postCase(id, deps, by) : postNotice(id, deps, by));
		if (outcome.kind === 'stuck') {
			telemetry.error('Slack takes a message in no form', { about, id, error: outcome.error });
			telemetry.count('SlackRefused', outcome.error);
		}
		return outcome;
	} catch (error) {
		telemetry.error('something was not said', { about, id }, error);
		return { kind: 'busy' };
	}
}

function tellRefused(
	{ error, remediation }: { error: string; remediation: string },
	{ telemetry, channel }: NotifyDeps,
): void {
	telemetry.error('Slack refuses messages until somebody acts', { error, remediation, channel });
	telemetry.count('SlackRefused', error);
}
