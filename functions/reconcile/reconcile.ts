import { endExpired } from './end-expired.ts';
import { extendUnanswered } from './extend-unanswered.ts';
import { reassertTargets } from './reassert-policies.ts';
import type { SweepPart, SweepRooms } from './rooms.ts';
import { settleKeyAges } from './settle-key-ages.ts';
import { tellBrake } from './tell-breaker.ts';
import { wakeMessages } from './wake-messages.ts';

/** In this order: what is extended must not end first, and what the others leave due is woken last. */
const PARTS: readonly (readonly [string, SweepPart])[] = [
	['extending what nobody answered', extendUnanswered],
	['ending what has expired', endExpired],
	['comparing the targets', reassertTargets],
	['telling of the brake', tellBrake],
	['asking for the ages of keys', settleKeyAges],
	['waking what is to be said', wakeMessages],
];

/**
 * Makes up for all that was lost on the way. A part that fails stops no other one; at the end it is thrown, so that the
 * alarm on errors fires.
 */
export async function sweep(now: number, rooms: SweepRooms): Promise<void> {
	const { telemetry } = rooms;
	const failures: unknown[] = [];
	for (const [name, part] of PARTS) {
		try {
			await part(now, rooms);
		} catch (error) {
			telemetry.error(`${name} failed`, {}, error);
			failures.push(error);
		}
	}
	telemetry.count('Swept');
	if (failures.length > 0) throw new AggregateError(failures, `${failures.length} parts of the sweep failed`);
}
