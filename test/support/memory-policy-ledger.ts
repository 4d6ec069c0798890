import type { PolicyId } from '../../shared/containment/containment.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import {
	type Announce,
	expectedFrom,
	type Lease,
	type PolicyDemand,
	type PolicyLedger,
	type PublisherRun,
	type TextPublication,
	textHash,
} from '../../shared/containment/ledger/ledger-policy.ts';
import {
	type PublishingOf,
	settlePolicy,
	startPublishing,
} from '../../shared/containment/ledger/ledger-publishing.ts';
import { cutLater } from '../../shared/containment/ledger/ledger-requests.ts';
import { standingOf } from '../../shared/containment/ledger/ledger-states.ts';
import type { Change, Entry } from './memory-ledger.ts';

type Entries = ReadonlyMap<string, Entry>;

interface Policy {
	generation: number;
	holder: string | null;
	expires: number;
	settled: number;
	expected: readonly string[];
	begunAt: number;
	work: Omit<TextPublication, 'result'> | null;
	readonly publications: TextPublication[];
}

/** The policies of the containments in `entries`. */
export function memoryPolicyLedger(
	entries: Entries,
	{ change, announce }: { readonly change: Change; readonly announce: Announce },
): PolicyLedger {
	const known = new Map<PolicyId, Policy>();
	const texts = new Map<string, string>();
	const unannounced = new Map<PublisherRun, readonly Containment[]>();
	const at = (policy: PolicyId): Policy => {
		const found = known.get(policy) ?? {
			...{ generation: 0, holder: null, expires: 0, settled: 0, work: null, publications: [] },
			...{ expected: [textHash(PLACEHOLDER)], begunAt: 0 },
		};
		known.set(policy, found);
		return found;
	};
	const isNewest = ({ policy, generation }: Lease) => at(policy).generation === generation;
	const isMine = (lease: Lease) => isNewest(lease) && at(lease.policy).holder === lease.holder;
	const log = (policy: Policy, result: TextPublication['result']) => {
		if (policy.work !== null) policy.publications.push({ ...policy.work, result });
		policy.work = null;
	};
	return {
		activeFor: async (policy) => demandOf(entries, policy),
		lease: async (id, { holder, now, ms }) => {
			const policy = at(id);
			if (policy.holder !== null && policy.holder !== holder && policy.expires > now) return null;
			log(policy, 'interrupted');
			Object.assign(policy, { generation: policy.generation + 1, holder, expires: now + ms });
			const { generation, expected, begunAt } = policy;
			return { policy: id, holder, generation, expires: now + ms, expected, begunAt };
		},
		renew: async (lease, now, ms) => {
			if (!isMine(lease)) return null;
			at(lease.policy).expires = now + ms;
			return { ...lease, expires: now + ms };
		},
		giveBack: async (lease, seen) => {
			if (!isMine(lease)) return;
			at(lease.policy).holder = null;
			if (seen !== null) at(lease.policy).expected = [textHash(seen)];
		},
		cutLater: async ({ holder }, ids, cut) => {
			const later = { ...cut, by: { kind: 'publisher', holder } } as const;
			for (const id of ids) change(id, (containment) => cutLater(containment, later));
		},
		begin: async (lease, { before, after, at: time }) => {
			const policy = at(lease.policy);
			const text = { before: textHash(before), after: textHash(after) };
			const isOther =
				policy.work !== null &&
				(policy.work.before !== text.before || policy.work.after !== text.after);
			if (!isNewest(lease) || policy.settled === lease.generation || isOther) return 'late';
			texts.set(text.before, before).set(text.after, after);
			Object.assign(policy, { expected: expectedFrom(lease, text), begunAt: time });
			policy.work = { ...text, generation: lease.generation, at: time, holder: lease.holder };
			return 'recorded';
		},
		markPublishing: async (lease, ids, time) => {
			const publishing = publishingOf(lease, at(lease.policy), time);
			if (!isNewest(lease) || publishing.text === null) return;
			for (const id of ids) change(id, (containment) => startPublishing(containment, publishing));
		},
		settle: async (lease, outcomes, time) => {
			const policy = at(lease.policy);
			if (!isNewest(lease)) return 'late';
			if (policy.settled === lease.generation) return 'recorded';
			policy.settled = lease.generation;
			const publishing = publishingOf(lease, policy, time);
			log(policy, 'settled');
			const { policy: id, generation, holder } = lease;
			const changed = outcomes
				.map((outcome) => change(outcome.id, (one) => settlePolicy(one, outcome, publishing)))
				.filter((one) => one !== null)
				.filter(({ policies: of }) =>
					of.some((one) => one.policy === id && one.generation === generation),
				);
			if (changed.length > 0) {
				const run = { policy: id, generation, holder };
				await announce(changed, run).catch(() => unannounced.set(run, changed));
			}
			return 'recorded';
		},
		announceAgain: async () => {
			for (const [run, changed] of [...unannounced]) {
				await announce(changed, run);
				unannounced.delete(run);
			}
		},
		publications: async (policy) => at(policy).publications,
		textOf: async (hash) => texts.get(hash) ?? null,
	};
}

function publishingOf(
	{ policy, generation, holder }: Lease,
	{ work }: Policy,
	at: number,
): PublishingOf {
	const text = work === null ? null : { before: work.before, after: work.after };
	return { policy, generation, by: { kind: 'publisher', holder }, at, text };
}

function demandOf(entries: Entries, policy: PolicyId): PolicyDemand {
	const demands = [...entries.values()].flatMap(({ containment }) => {
		const { id, selector, denyScope, until, requestedAt, issuedBefore, ending } = containment;
		const cut = issuedBefore === undefined ? {} : { issuedBefore };
		return containment.policies
			.filter((entry) => entry.policy === policy)
			.map(({ account, attachment, state, wasEffective }) => {
				const about = { id, selector, denyScope, until, requestedAt, ...cut };
				const known = wasEffective === undefined ? {} : { wasEffective };
				const demand = { ...about, account, attachment, state, ...known };
				return { demand, standing: standingOf(state, ending !== null) };
			});
	});
	const standing = (wanted: string) =>
		demands
			.filter((one) => one.standing === wanted)
			.map(({ demand }) => demand)
			.toSorted((one, other) => (one.id < other.id ? -1 : 1));
	return { active: standing('active'), ending: standing('ending'), damaged: [] };
}
