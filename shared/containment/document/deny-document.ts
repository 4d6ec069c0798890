import type { ActiveContainment } from '../containment.ts';
import { sizeLimit } from '../policy-id.ts';
import type { DenyDocumentOptions } from './deny-document-options.ts';
import { denyStatements } from './deny-statement.ts';
import { PLACEHOLDER } from './placeholder.ts';
import { type Refusal, separateRefused } from './refusal.ts';
import { COARSEST, ROUNDINGS, type Rounding } from './round-ends.ts';
import { policyNetworks } from './untrusted-condition.ts';

/** The text of a policy and what became of the containments. */
export interface DenyDocument {
	readonly text: string;
	/** To how many full hours ends were rounded up. */
	readonly roundedTo: Rounding;
	/** Characters of `text`, and how many there may be. */
	readonly size: number;
	readonly limit: number;
	/**
	 * Share of the limit, 0 to 1, that is taken once ends are rounded as far as it goes: near 1, the next request is refused.
	 * The text itself may be longer, because ends are rounded no more than the size asks.
	 */
	readonly fullness: number;
	/** What is not in the text, and why; empty when all of it is. */
	readonly refusals: readonly Refusal[];
}

/**
 * Renders all active containments of one policy (design, sections 4.2 to 4.6). Expired ones are left out; where nothing
 * is active the text is the placeholder. The same set in any order gives the same text.
 */
export function renderDenyDocument(
	containments: readonly ActiveContainment[],
	options: DenyDocumentOptions,
): DenyDocument {
	const limit = sizeLimit(options.policy);
	const write = writer(options);
	const unexpired = containments.filter(({ until }) => !(until <= options.now));
	const { sound, refusals } = separateRefused(unexpired, options);
	const { kept, refused } = keepOldest(sound, (active) => write(active, COARSEST).length <= limit);
	const roundedTo = ROUNDINGS.find((hours) => write(kept, hours).length <= limit) ?? COARSEST;
	const text = write(kept, roundedTo);
	return {
		text,
		roundedTo,
		size: text.length,
		limit,
		fullness: write(kept, COARSEST).length / limit,
		refusals:
			refused.length === 0 ? refusals : [...refusals, { kind: 'too-large', refused, limit }],
	};
}

function writer({ policy, networks }: DenyDocumentOptions) {
	const trusted = policyNetworks(networks);
	return (active: readonly ActiveContainment[], hours: Rounding): string => {
		if (active.length === 0) return PLACEHOLDER;
		return JSON.stringify({
			Version: '2012-10-17',
			Statement: denyStatements(active, { policy, trusted, hours }),
		});
	};
}

/** Oldest first, whoever fits stays: a newer request never pushes an older one out. */
function keepOldest(
	oldestFirst: readonly ActiveContainment[],
	fits: (active: readonly ActiveContainment[]) => boolean,
): { kept: readonly ActiveContainment[]; refused: readonly string[] } {
	if (fits(oldestFirst)) return { kept: oldestFirst, refused: [] };
	const kept: ActiveContainment[] = [];
	const refused: string[] = [];
	for (const containment of oldestFirst) {
		if (fits([...kept, containment])) kept.push(containment);
		else refused.push(containment.id);
	}
	return { kept, refused };
}
