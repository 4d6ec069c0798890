import type { Demand, Lease, Outcome } from '../ledger/ledger-policy.ts';
import type { Draft } from './draft-text.ts';
import { detachedNotice, tellTampering } from './drift.ts';
import { reachedOutcome } from './outcomes.ts';
import { type Reached, type Retry, retry } from './policy-publisher.ts';
import type { PublishRooms, ReachedPeople } from './publish-deps.ts';

/** IAM takes seconds to show an attachment, so one after the other a dozen would outlast the function. */
const AT_ONCE = 5;

/** Brings the published text to everybody who stands in it; people behind the same user or role at once. */
export async function reachPeople(
	lease: Lease,
	{ written }: Draft,
	rooms: PublishRooms,
): Promise<ReachedPeople> {
	const outcomes: Outcome[] = [];
	let later: Retry | null = null;
	const all = groups(written);
	for (let from = 0; from < all.length; from += AT_ONCE) {
		const some = all.slice(from, from + AT_ONCE);
		const answers = await Promise.all(
			some.map(async (demands) => [demands, await reachOrRetry(lease, demands, rooms)] as const),
		);
		for (const [demands, reached] of answers) {
			if (reached.kind === 'retry') later = reached;
			for (const { id } of demands) {
				const outcome = reachedOutcome(id, reached);
				if (outcome !== null) outcomes.push(outcome);
			}
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

/** What nobody has thought of is tried again for him alone: it must not keep the others from being reached. */
async function reachOrRetry(lease: Lease, demands: Group, rooms: PublishRooms): Promise<Reached> {
	try {
		return await reach(lease, demands, rooms);
	} catch (error) {
		const ids = demands.map(({ id }) => id).join(', ');
		rooms.telemetry.error('somebody was not reached', { target: lease.target, containments: ids }, error);
		return retry('service-fault');
	}
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
