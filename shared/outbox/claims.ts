import type { Condition } from '../runtime/dynamodb-table.ts';
import type { Claim } from './posted-message.ts';

/** Whether somebody may claim what is claimed so already: a claim is forgotten after `ms`, and his own always holds. */
export function isClaimable(standing: Claim | null, claim: Claim, ms: number): boolean {
	return standing === null || standing.by === claim.by || standing.at <= claim.at - ms;
}

/** The same as a condition on the item's `claim`. */
export function claimable({ by, at }: Claim, ms: number): Required<Condition> {
	return {
		expression: '(#claim = :nothing OR #claim.#by = :by OR #claim.#at <= :forgotten)',
		values: { ':nothing': null, ':by': by, ':forgotten': at - ms },
	};
}
