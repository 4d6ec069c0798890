import * as v from 'valibot';
import { text, time } from '../runtime/dynamodb-item.ts';
import type { Condition } from '../runtime/dynamodb-table.ts';
import type { Claim } from './posted-message.ts';

/** A `PostedMessage` and a `Claim` as items hold them. */
export const postedMessage = v.object({ channel: text, ts: text, digest: v.string(), at: time });
export const claim = v.object({ by: text, at: time });

/** `isClaimable` as a condition on the item's `claim`. */
export function claimable({ by, at }: Claim, ms: number): Required<Condition> {
	return {
		expression: '(#claim = :nothing OR #claim.#by = :by OR #claim.#at <= :expired)',
		values: { ':nothing': null, ':by': by, ':expired': at - ms },
	};
}
