import type { ReconcileDeps, ReconcilePart } from './deps.ts';
import { endExpired } from './end-expired.ts';
import { extendUnanswered } from './extend-unanswered.ts';
import { reassertPolicies } from './reassert-policies.ts';
import { settleKeyAges } from './settle-key-ages.ts';
import { tellBreaker } from './tell-breaker.ts';
import { wakeMessages } from './wake-messages.ts';

/** In this order: what is extended must not end first, and what the others leave due is woken last. */
const PARTS: readonly (readonly [string, ReconcilePart])[] = [
	['extending what nobody answered', extendUnanswered],
	['ending what has expired', endExpired],
	['comparing the policies', reassertPolicies],
	['telling of the breaker', tellBreaker],
	['asking for the ages of keys', settleKeyAges],
	['waking what is to be said', wakeMessages],
];

/**
 * Makes up for all that was lost on the way. A part that fails stops no other one; at the end it is thrown, so that the
 * alarm on errors fires.
 */
export async function reconcile(now: number, deps: ReconcileDeps): Promise<void> {
	const { telemetry } = deps;
	const failures: unknown[] = [];
	for (const [name, part] of PARTS) {
		try {
			await part(now, deps);
		} catch (error) {
			telemetry.error(`${name} failed`, {}, error);
			failures.push(error);
		}
	}
	telemetry.count('Reconciled');
	if (failures.length > 0)
		throw new AggregateError(failures, `${failures.length} parts of reconcile failed`);
}
