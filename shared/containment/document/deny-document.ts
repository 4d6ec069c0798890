import type { ActiveContainment } from '../containment.ts';
import { sizeLimit } from '../policy-id.ts';
import type { DenyDocumentOptions } from './deny-document-options.ts';
import { denyStatements } from './deny-statement.ts';
import { PLACEHOLDER } from './placeholder.ts';
import { type Refusal, separateRefused } from './refusal.ts';
import { COARSEST, ROUNDINGS, type Rounding } from './round-ends.ts';
import { policyNetworks } from './untrusted-condition.ts';

/** A deny document, and which containments are not in it. */
export interface DenyDocument {
	readonly text: string;
	/** The ends were rounded up to so many full hours. */
	readonly roundedTo: Rounding;
	/** The length of `text` in characters, and the maximum. */
	readonly size: number;
	readonly limit: number;
	/**
	 * How full the policy is, 0 to 1, with the ends rounded as far as possible: near 1, the next
	 * request is refused. The text itself may be longer, because ends are only rounded as far as
	 * necessary.
	 */
	readonly fullness: number;
	/** The containments that are not in the text, and why. */
	readonly refusals: readonly Refusal[];
}

/**
 * Renders all active containments of one policy (design, sections 4.2 to 4.6). Expired ones are
 * left out. If nothing is active, the text is the placeholder. The order of the containments does
 * not matter.
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

/** Keeps what fits, the oldest first: a newer request never replaces an older one. */
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
