import type { Cidr } from '../shared/configuration/cidr.ts';
import type { Configuration, Deployment } from '../shared/configuration/configuration.ts';
import { publicRanges } from '../shared/configuration/public-ranges.ts';
import { CHINA, privateRanges, SERVICE_TEXTS } from '../shared/network/left-out.ts';
import { textsOfRange } from '../shared/network/texts-of-range.ts';
import { partitionOf } from '../shared/runtime/global-region.ts';
import type { EventPattern } from './event-patterns.ts';
import { type Exclusion, usePattern } from './use-pattern.ts';

/** The pattern of credential uses, and what it could not leave out, as sentences for the operator. */
export interface FittedPattern {
	readonly pattern: EventPattern | null;
	readonly warnings: readonly string[];
}

/** One thing of the configuration that should be left out, and the texts that say it. */
interface Candidate {
	/** What the operator wrote. */
	readonly name: string;
	/** True if the operator can do something where it does not fit. */
	readonly isTold: boolean;
	readonly list: 'addresses' | 'endpoints' | 'users' | 'roles';
	readonly texts: readonly string[];
}

/**
 * Makes the pattern of credential uses for a configuration. AWS's services are always left out.
 * Then come, as far as the characters suffice, the principals of `use.except`, which are listed
 * because their calls are many; the endpoints; and the ranges, private and trusted. It is not known
 * how many calls come from which range, so those that take few characters come first: most of them
 * fit then.
 */
export function fitPattern(configuration: Configuration): FittedPattern {
	const { use, deployment } = configuration;
	const isFitting = (exclusion: Exclusion) =>
		sizeOf(usePattern(use, exclusion)) <= deployment.eventPatternCharacters;
	let exclusion = leastExclusion(deployment.region);
	const missing: string[] = [];
	for (const candidate of candidatesOf(configuration)) {
		const fitted = addFitting(exclusion, candidate, isFitting);
		exclusion = fitted.exclusion;
		if (fitted.missing !== null && candidate.isTold) missing.push(fitted.missing);
	}
	const pattern = usePattern(use, exclusion);
	return { pattern, warnings: pattern === null ? [] : warningOf(missing, deployment) };
}

/**
 * Each text that begins with a wildcard makes the pattern more complex, so it stands only where
 * needed.
 */
function leastExclusion(region: string): Exclusion {
	const isChina = partitionOf(region) === 'aws-cn';
	const services = SERVICE_TEXTS.filter((text) => isChina || !text.endsWith(CHINA));
	return { addresses: services, endpoints: services, users: [], roles: [] };
}

/** Gives the length of the pattern as EventBridge counts it. */
export function sizeOf(pattern: EventPattern | null): number {
	return pattern === null ? 0 : JSON.stringify(pattern).length;
}

function candidatesOf({ use, networks }: Configuration): Candidate[] {
	const principals = (kind: string) =>
		use.except.map(({ principal }) => principal).filter((arn) => arn.includes(`:${kind}/`));
	const ranges = [
		...privateRanges().map((cidr) => ({ ...rangeCandidate(cidr), isTold: false })),
		...publicRanges(networks).map(({ cidr }) => rangeCandidate(cidr)),
	];
	return [
		...each('users', principals('user')),
		...each('roles', use.sessions ? principals('role') : []),
		...each(
			'endpoints',
			networks.flatMap(({ vpcEndpoints }) => vpcEndpoints),
		),
		...ranges.toSorted((one, other) => charactersOf(one) - charactersOf(other)),
	];
}

function each(list: Candidate['list'], names: readonly string[]): Candidate[] {
	return names.map((name) => ({ name, isTold: true, list, texts: [name] }));
}

function rangeCandidate(cidr: Cidr): Candidate {
	return { name: cidr.text, isTold: true, list: 'addresses', texts: textsOfRange(cidr) };
}

function charactersOf({ texts }: Candidate): number {
	return texts.join('","').length;
}

/**
 * Drops texts for which a shorter one stands already. EventBridge refuses patterns in which many
 * texts begin with another one.
 */
function withoutCovered({ texts, list }: Candidate, exclusion: Exclusion): readonly string[] {
	const beginnings = exclusion[list].filter((text) => text.endsWith('*') && !text.startsWith('*'));
	return texts.filter(
		(text) =>
			!exclusion[list].includes(text) &&
			!beginnings.some((beginning) => text.startsWith(beginning.slice(0, -1))),
	);
}

/** Finds the greatest number up to `all` that fits, if what fits does not stop to fit with fewer. */
function mostFitting(all: number, isFitting: (n: number) => boolean): number {
	let [least, most] = [0, all];
	while (least < most) {
		const middle = Math.ceil((least + most) / 2);
		if (isFitting(middle)) least = middle;
		else most = middle - 1;
	}
	return least;
}

interface Fitted {
	readonly exclusion: Exclusion;
	/** What did not fit, or null. */
	readonly missing: string | null;
}

/** Adds as much of a candidate as fits. */
function addFitting(
	exclusion: Exclusion,
	candidate: Candidate,
	isFitting: (exclusion: Exclusion) => boolean,
): Fitted {
	const { list, name } = candidate;
	const all = withoutCovered(candidate, exclusion);
	const grown = (n: number): Exclusion => ({
		...exclusion,
		[list]: [...exclusion[list], ...all.slice(0, n)],
	});
	const added = mostFitting(all.length, (n) => isFitting(grown(n)));
	const isWhole = added === all.length && candidate.texts.length > 0;
	const part = added === 0 ? '' : ` (${added} of its ${all.length} parts fit)`;
	return { exclusion: grown(added), missing: isWhole ? null : `${name}${part}` };
}

function warningOf(missing: readonly string[], { eventPatternCharacters }: Deployment): string[] {
	if (missing.length === 0) return [];
	return [
		`networks: the event pattern of credential uses has ${eventPatternCharacters} characters, and these do not fit: ${missing.join(', ')}. ` +
			'Their calls with access keys are judged right, but forwarding them costs; join ranges, or raise deployment.eventPatternCharacters after a quota request',
	];
}
