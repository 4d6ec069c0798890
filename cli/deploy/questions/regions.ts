import { oneLine } from '../../operate/containment-text.ts';
import type { Part } from '../part.ts';
import { ifAllowed } from './if-allowed.ts';
import type { RegionState } from './preflight.ts';
import type { Answer, Question } from './question.ts';

/** Which Regions are watched, which this account can use, and which part is deployed in it. */
export interface Watched {
	readonly kind: Part['kind'];
	readonly account: string;
	/** The Region of the hub. */
	readonly region: string;
	readonly regions: readonly string[];
	readonly states: ReadonlyMap<string, RegionState>;
}

/**
 * A login is recorded in the Region of its endpoint, so a Region that is enabled but not watched is
 * a blind spot, and a stack in a Region that is not enabled fails.
 */
export const askRegions: Question = ifAllowed(
	async ({ part: { kind }, deps: { configuration, caller, aws } }) => {
		const { region, regions } = configuration.deployment;
		const states = await aws.regions(region);
		return judgeRegions({ kind, account: caller.account, region, regions, states });
	},
	() => ({
		what: 'which Regions are enabled, against deployment.region and deployment.regions',
		command: 'aws account list-regions --region-opt-status-contains ENABLED ENABLED_BY_DEFAULT',
	}),
);

/** Compares the Regions that are watched with those that are enabled. */
export function judgeRegions(watched: Watched): Answer {
	const { region, regions, account } = watched;
	const unusable = [region, ...regions].flatMap((one) => whyNot(one, watched));
	const stops = (one: Unusable) => one.stops;
	const warnings = [
		...unusable.filter((one) => !stops(one)).map(({ text }) => `warning: ${text}`),
		...unwatched(watched),
		...optIn(watched),
	];
	const isFine = warnings.length + unusable.length === 0;
	const fine = `Regions: all that account ${account} can use are watched`;
	return {
		told: isFine ? [fine] : warnings,
		problems: unusable.filter(stops).map(({ text }) => text),
	};
}

interface Unusable {
	readonly text: string;
	readonly stops: boolean;
}

function whyNot(name: string, { kind, account, region, regions, states }: Watched): Unusable[] {
	const state = states.get(name);
	const setting = name === region ? 'deployment.region' : 'deployment.regions';
	if (state === undefined)
		return [{ stops: true, text: `${setting}: ${name} is no Region of AWS; correct it` }];
	if (state === 'by-default' || state === 'enabled') return [];
	// StackSets bring the other Regions into the account of the hub, and name what they could not.
	const stops = kind !== 'hub' || name === region;
	const isComing = state === 'enabling';
	const text = [
		`${setting}: ${name} ${isComing ? 'is still being enabled' : 'is not enabled'} in account ${account}, so nothing can be deployed there. ${isComing ? 'Wait, or' : 'Enable it, or'} leave it out:`,
		...(isComing ? [] : [`  aws account enable-region --region-name ${name}`]),
		...(name === region
			? []
			: [`  ${line(regions.filter((one) => one !== name))}   (in eyes.config.ts)`]),
	].join('\n');
	return [{ stops, text }];
}

function unwatched(watched: Watched): string[] {
	const { kind, account, region, regions, states } = watched;
	const blind = [...states]
		.filter(([name, state]) => state !== 'disabled' && ![region, ...regions].includes(name))
		.map(([name]) => oneLine(name));
	if (blind.length === 0) return [];
	// Two lines to paste must not contradict each other: the other one leaves out what stops.
	const kept = regions.filter((one) => whyNot(one, watched).every(({ stops }) => !stops));
	const members =
		kind === 'single-account' ? '' : ' Other accounts may have other Regions: ask in each.';
	return [
		`warning: account ${account} can use Regions that are not watched, and what happens there is not seen: ${blind.join(', ')}.${members} To watch them too, write in deployment of eyes.config.ts:\n  ${line([...kept, ...blind])}`,
	];
}

/** The roles of each account are deployed in the hub's Region. */
function optIn({ kind, region, states }: Watched): string[] {
	if (kind === 'single-account' || states.get(region) !== 'enabled') return [];
	return [
		`warning: ${region}, the Region of the hub, is not enabled by default: an account where nobody enabled it gets no part of eyes-system and is not watched`,
	];
}

function line(regions: readonly string[]): string {
	return `regions: [${regions.map((name) => `'${name}'`).join(', ')}],`;
}
