import type { Draft } from './draft-text.ts';
import { detachedNotice, tellTampering } from './drift.ts';
import type { Demand, Lease, Outcome } from './ledger-target.ts';
import { reachedOutcome } from './outcomes.ts';
import type { Reached, Retry } from './policy-publisher.ts';
import type { PublishRooms } from './publish-rooms.ts';

/** What came of bringing a published text to people. */
export interface ReachedPeople {
	/** Of those of whom something is known. */
	readonly outcomes: readonly Outcome[];
	/** Set where somebody must be asked for again. */
	readonly later: Retry | null;
}

/** Brings the published text to everybody who stands in it; people behind the same user or role at once. */
export async function reachPeople(
	lease: Lease,
	{ written }: Draft,
	rooms: PublishRooms,
): Promise<ReachedPeople> {
	const outcomes: Outcome[] = [];
	let later: Retry | null = null;
	for (const demands of groups(written)) {
		const reached = await reach(lease, demands, rooms);
		if (reached.kind === 'retry') later = reached;
		for (const { id } of demands) {
			const outcome = reachedOutcome(id, reached);
			if (outcome !== null) outcomes.push(outcome);
		}
	}
	return { outcomes, later };
}

type Group = readonly [Demand, ...Demand[]];

function groups(demands: readonly Demand[]): Group[] {
	const found = new Map<string, [Demand, ...Demand[]]>();
	for (const demand of demands) {
		const key = JSON.stringify([demand.account, demand.attachment]);
		const group = found.get(key);
		if (group === undefined) found.set(key, [demand]);
		else group.push(demand);
	}
	return [...found.values()];
}

/** Where somebody was effective already, whoever lacks the policy now had it taken off. */
function reach(lease: Lease, demands: Group, rooms: PublishRooms): Promise<Reached> {
	const [{ account, attachment }] = demands;
	const wasReached = demands.some(({ state }) => state === 'effective');
	const attaching = async () => {
		if (!wasReached || attachment === null) return;
		await tellTampering(detachedNotice(lease, attachment, rooms.now()), rooms);
	};
	return rooms.publisher.bringTo({ account, attachment }, rooms.now(), attaching);
}
