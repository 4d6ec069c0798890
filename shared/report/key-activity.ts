import type { KeyUse } from '../history/key-use.ts';
import type { KeyActivity, UsedNetwork } from './credential-use.ts';
import { machineOf, programOf } from './program.ts';
import { DAY } from './whole-days.ts';

/** A call, or several alike, with a key. */
export interface ObservedUse extends KeyUse {
	readonly calls: number;
	/** How many sessions these calls made. */
	readonly sessions: number;
}

/** So many of each kind are kept in lists; how many there were is counted. */
const MOST_LISTED = 20;
/** Only these uses decide on what a key runs. */
const RECENT_DAYS = 90;

/** Summarises what history knows of a key: its latest use at each network. */
export function activityOfUses(uses: readonly KeyUse[]): KeyActivity {
	return activityOf(uses.map((use) => ({ ...use, calls: 1, sessions: 0 })));
}

/** Summarises observed uses of one key. The latest and the most frequent come first. */
export function activityOf(uses: readonly ObservedUse[]): KeyActivity {
	const latestFirst = uses.toSorted((one, other) => other.lastAt - one.lastAt);
	const networks = networksOf(latestFirst);
	const lastAt = latestFirst[0]?.lastAt ?? null;
	return {
		calls: uses.reduce((sum, { calls }) => sum + calls, 0),
		networks: networks.slice(0, MOST_LISTED),
		networkCount: networks.length,
		services: mostFrequent(uses, ({ service }) => service),
		actions: mostFrequent(uses, ({ service, action }) => `${service}:${action}`),
		programs: mostFrequent(uses, ({ agent }) => programOf(agent)),
		runsOn: runsOn(latestFirst),
		days: new Set(uses.map((use) => Math.floor(use.lastAt / DAY))).size,
		sessions: uses.reduce((sum, { sessions }) => sum + sessions, 0),
		lastAt,
	};
}

/** Untrusted networks come first, so that a long list of others cannot hide them. */
function networksOf(latestFirst: readonly ObservedUse[]): UsedNetwork[] {
	const byNetwork = new Map<string, UsedNetwork>();
	for (const { network, classification, lastAt } of latestFirst)
		if (!byNetwork.has(network)) byNetwork.set(network, { network, classification, lastAt });
	const rank = ({ classification }: UsedNetwork) => (classification === 'untrusted' ? 0 : 1);
	return [...byNetwork.values()].toSorted((one, other) => rank(one) - rank(other));
}

/** The one machine of which all recent uses speak, or null. */
function runsOn(latestFirst: readonly ObservedUse[]): string | null {
	const since = (latestFirst[0]?.lastAt ?? 0) - RECENT_DAYS * DAY;
	const recent = latestFirst.filter(({ lastAt }) => lastAt >= since);
	const [machine, ...others] = new Set(recent.map(({ agent }) => machineOf(agent)));
	return others.length > 0 ? null : (machine ?? null);
}

function mostFrequent(
	uses: readonly ObservedUse[],
	nameOf: (use: ObservedUse) => string | null,
): string[] {
	const counts = new Map<string, number>();
	for (const use of uses) {
		const name = nameOf(use);
		if (name !== null) counts.set(name, (counts.get(name) ?? 0) + use.calls);
	}
	return [...counts]
		.toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
		.slice(0, MOST_LISTED)
		.map(([name]) => name);
}
