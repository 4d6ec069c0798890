import type { TargetId } from '../../shared/containment/containment.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import {
	type PublishingOf,
	settleTarget,
	startPublishing,
} from '../../shared/containment/ledger/ledger-publishing.ts';
import { standingOf } from '../../shared/containment/ledger/ledger-states.ts';
import {
	type Announce,
	expectedFrom,
	type Lease,
	type TargetDemand,
	type TargetLedger,
	type TextPublication,
	textHash,
} from '../../shared/containment/ledger/ledger-policy.ts';
import type { Change, Entry } from './memory-ledger.ts';

type Entries = ReadonlyMap<string, Entry>;

interface Target {
	generation: number;
	holder: string | null;
	expires: number;
	settled: number;
	expected: readonly string[];
	begunAt: number;
	work: Omit<TextPublication, 'result'> | null;
	readonly publications: TextPublication[];
}

/** The targets, over the containments of `entries`. */
export function memoryTargetLedger(
	entries: Entries,
	{ change, announce }: { readonly change: Change; readonly announce: Announce },
): TargetLedger {
	const known = new Map<TargetId, Target>();
	const texts = new Map<string, string>();
	const at = (target: TargetId): Target => {
		const found = known.get(target) ?? {
			...{ generation: 0, holder: null, expires: 0, settled: 0, work: null, publications: [] },
			...{ expected: [textHash(PLACEHOLDER)], begunAt: 0 },
		};
		known.set(target, found);
		return found;
	};
	const isNewest = ({ target, generation }: Lease) => at(target).generation === generation;
	const isMine = (lease: Lease) => isNewest(lease) && at(lease.target).holder === lease.holder;
	const log = (target: Target, result: TextPublication['result']) => {
		if (target.work !== null) target.publications.push({ ...target.work, result });
		target.work = null;
	};
	return {
		activeFor: async (target) => demandOf(entries, target),
		lease: async (id, { holder, now, ms }) => {
			const target = at(id);
			if (target.holder !== null && target.holder !== holder && target.expires > now) return null;
			log(target, 'interrupted');
			Object.assign(target, { generation: target.generation + 1, holder, expires: now + ms });
			const { generation, expected, begunAt } = target;
			return { target: id, holder, generation, expires: now + ms, expected, begunAt };
		},
		renew: async (lease, now, ms) => {
			if (!isMine(lease)) return null;
			at(lease.target).expires = now + ms;
			return { ...lease, expires: now + ms };
		},
		giveBack: async (lease, seen) => {
			if (!isMine(lease)) return;
			at(lease.target).holder = null;
			if (seen !== null) at(lease.target).expected = [textHash(seen)];
		},
		begin: async (lease, { before, after, at: time }) => {
			const target = at(lease.target);
			const text = { before: textHash(before), after: textHash(after) };
			const isOther =
				target.work !== null && (target.work.before !== text.before || target.work.after !== text.after);
			if (!isNewest(lease) || target.settled === lease.generation || isOther) return 'late';
			texts.set(text.before, before).set(text.after, after);
			Object.assign(target, { expected: expectedFrom(lease, text), begunAt: time });
			target.work = { ...text, generation: lease.generation, at: time, holder: lease.holder };
			return 'recorded';
		},
		markPublishing: async (lease, ids, time) => {
			const publishing = publishingOf(lease, at(lease.target), time);
			if (!isNewest(lease) || publishing.text === null) return;
			for (const id of ids) change(id, (containment) => startPublishing(containment, publishing));
		},
		settle: async (lease, outcomes, time) => {
			const target = at(lease.target);
			if (!isNewest(lease)) return 'late';
			if (target.settled === lease.generation) return 'recorded';
			target.settled = lease.generation;
			const publishing = publishingOf(lease, target, time);
			log(target, 'settled');
			const { target: id, generation, holder } = lease;
			const changed = outcomes
				.map((outcome) => change(outcome.id, (one) => settleTarget(one, outcome, publishing)))
				.filter((one) => one !== null)
				.filter(({ targets: of }) => of.some((one) => one.target === id && one.generation === generation));
			if (changed.length > 0) await announce(changed, { target: id, generation, holder, isRepeat: false });
			return 'recorded';
		},
		publications: async (target) => at(target).publications,
		textOf: async (hash) => texts.get(hash) ?? null,
	};
}

function publishingOf({ target, generation, holder }: Lease, { work }: Target, at: number): PublishingOf {
	const text = work === null ? null : { before: work.before, after: work.after };
	return { target, generation, by: { kind: 'publisher', holder }, at, text };
}

function demandOf(entries: Entries, target: TargetId): TargetDemand {
	const demands = [...entries.values()].flatMap(({ containment }) => {
		const { id, selector, reach, until, wishedAt, ending } = containment;
		return containment.targets
			.filter((entry) => entry.target === target)
			.map(({ account, attachment, state }) => {
				const demand = { id, selector, reach, until, wishedAt, account, attachment, state };
				return { demand, standing: standingOf(state, ending !== null) };
			});
	});
	const standing = (wanted: string) =>
		demands
			.filter((one) => one.standing === wanted)
			.map(({ demand }) => demand)
			.toSorted((one, other) => (one.id < other.id ? -1 : 1));
	return { active: standing('active'), lifting: standing('lifting'), damaged: [] };
}
