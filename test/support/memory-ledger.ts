import type {
	Containment,
	ContainmentLedger,
	Step,
} from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { Announce, PolicyLedger } from '../../shared/containment/ledger/ledger-policy.ts';
import {
	type Advanced,
	approve,
	containmentId,
	end,
	expire,
	extend,
	firstStep,
	requestAgain,
} from '../../shared/containment/ledger/ledger-requests.ts';
import { memoryBreakerLedger } from '../../shared/containment/ledger/memory-breaker-ledger.ts';
import { memorySessionRoom } from '../../shared/containment/ledger/memory-session-room.ts';
import type { SessionRoom } from '../../shared/containment/ledger/session-room.ts';
import { memoryPolicyLedger } from './memory-policy-ledger.ts';

/** A containment with its history. */
export interface Entry {
	readonly containment: Containment;
	readonly steps: readonly Step[];
}

/** All parts of the ledger. */
export type Ledgers = ContainmentLedger & PolicyLedger & BreakerLedger & SessionRoom;

/** A ledger in memory that does what the one in DynamoDB does. */
export function memoryLedger(announce: Announce = async () => {}): Ledgers {
	const entries = new Map<string, Entry>();
	const change = (id: string, of: (containment: Containment) => Advanced | null) => {
		const entry = entries.get(id);
		const advanced = entry === undefined ? null : of(entry.containment);
		if (entry === undefined || advanced === null) return entry?.containment ?? null;
		const { containment, added } = advanced;
		entries.set(id, { containment, steps: [...entry.steps, ...added] });
		return containment;
	};
	return {
		...containments(entries, change),
		...memoryPolicyLedger(entries, { change, announce }),
		...memoryBreakerLedger(),
		...memorySessionRoom(),
	};
}

type Entries = Map<string, Entry>;
/** Changes a containment. Answers with it, or with null if the id is unknown. */
export type Change = (
	id: string,
	of: (containment: Containment) => Advanced | null,
) => Containment | null;

function containments(entries: Entries, change: Change): ContainmentLedger {
	const all = () =>
		[...entries.values()]
			.map(({ containment }) => containment)
			.filter(({ state }) => state !== 'ended')
			.toSorted((one, other) => one.until - other.until || (one.id < other.id ? -1 : 1));
	return {
		request: async (submitted) => {
			const id = containmentId(submitted);
			const again = change(id, (containment) => requestAgain(containment, submitted));
			if (again !== null) return again;
			const { containment, added } = firstStep(submitted);
			entries.set(id, { containment, steps: added });
			return containment;
		},
		approve: async (id, decision) => change(id, (containment) => approve(containment, decision)),
		extend: async (id, later) => change(id, (containment) => extend(containment, later)),
		release: async (id, decision) => change(id, (containment) => end(containment, decision)),
		expire: async (id, now) => change(id, (containment) => expire(containment, now)),
		find: async (id) => entries.get(id)?.containment ?? null,
		open: async () => all(),
		openPart: async ({ most, after, until = Number.POSITIVE_INFINITY }) => {
			const places = all().map((one) => ({ one, place: `${one.until} ${one.id}` }));
			const rest = places.filter(
				({ one, place }) => one.until <= until && (after === null || isAfter(place, after)),
			);
			const part = rest.slice(0, most);
			const next = rest.length > most ? (part.at(-1)?.place ?? null) : null;
			return { containments: part.map(({ one }) => one), next };
		},
		history: async (id) => entries.get(id)?.steps ?? [],
	};
}

function isAfter(place: string, other: string): boolean {
	const [until = '', id = ''] = place.split(' ');
	const [otherUntil = '', otherId = ''] = other.split(' ');
	return until === otherUntil ? id > otherId : Number(until) > Number(otherUntil);
}
