import type { TargetId } from '../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../shared/containment/document/deny-document.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { BrakeOpening } from '../../shared/containment/ledger/ledger-breaker.ts';
import { protectedIds } from '../../shared/containment/protected-principal.ts';
import { targetsOf } from '../../shared/containment/policy-id.ts';
import type { OperateRooms } from './deps.ts';

/** An open containment and the name by which its case knows the person. */
export interface NamedContainment {
	readonly containment: Containment;
	/** Null where no case belongs to it. */
	readonly caseName: string | null;
}

/** How full the text of a target is. */
export interface Fullness {
	readonly target: TargetId;
	/** Containments in the text. */
	readonly people: number;
	/** Characters, and how many there may be. */
	readonly size: number;
	readonly limit: number;
	/** 0 to 1, with ends rounded as far as it goes. */
	readonly fullness: number;
	/** Ids that have no room or must not stand in it. */
	readonly refused: number;
}

/** How everything stands. */
export interface Overview {
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly open: readonly NamedContainment[];
	/** The latest opening of the brake; null when there never was one. */
	readonly brake: BrakeOpening | null;
	readonly unsaid: {
		readonly cases: readonly { readonly id: string; readonly severity: string }[];
		readonly notices: readonly { readonly id: string; readonly kind: string }[];
	};
	readonly documents: readonly Fullness[];
}

const MOST_UNSAID = 20;

/** Reads all of it from the table. */
export async function overview(rooms: OperateRooms): Promise<Overview> {
	const { ledger, cases, notices } = rooms;
	const at = rooms.now();
	const [open, brake, dueCases, dueNotices] = await Promise.all([
		ledger.open(),
		ledger.brake(),
		cases.due(MOST_UNSAID),
		notices.due(MOST_UNSAID),
	]);
	const [named, documents] = await Promise.all([withNames(open, rooms), fullnesses(open, at, rooms)]);
	return {
		at,
		open: named,
		brake,
		unsaid: {
			cases: dueCases.map(({ id, severity }) => ({ id, severity })),
			notices: dueNotices.map(({ id, kind }) => ({ id, kind })),
		},
		documents,
	};
}

/** With the name that each one's case knows. */
export async function withNames(
	containments: readonly Containment[],
	{ cases }: OperateRooms,
): Promise<NamedContainment[]> {
	const ids = [...new Set(containments.map(({ caseId }) => caseId).filter((id) => id !== null))];
	const found = await Promise.all(
		ids.map(async (id) => [id, (await cases.find(id))?.case.name ?? null] as const),
	);
	const names = new Map(found);
	return containments.map((containment) => ({
		containment,
		caseName: names.get(containment.caseId ?? '') ?? null,
	}));
}

/** Of every target that somebody is denied by, and of the SCP always. */
async function fullnesses(
	open: readonly Containment[],
	at: number,
	rooms: OperateRooms,
): Promise<Fullness[]> {
	const used = targetsOf(open);
	const always: TargetId[] =
		rooms.configuration.containment.channel === 'organization' ? ['organization'] : [];
	const targets = [...new Set([...always, ...used])].toSorted();
	return Promise.all(targets.map((target) => fullnessOf(target, at, rooms)));
}

async function fullnessOf(
	target: TargetId,
	now: number,
	{ ledger, configuration }: OperateRooms,
): Promise<Fullness> {
	const { active } = await ledger.activeFor(target);
	const { networks, containment } = configuration;
	const protectedPrincipals = protectedIds(containment.protectedPrincipals);
	const rendered = renderDenyDocument(active, { target, networks, now, protectedPrincipals });
	const { size, limit, fullness, refusals } = rendered;
	const refused = refusals.flatMap((refusal) => refusal.refused).length;
	return { target, people: active.length - refused, size, limit, fullness, refused };
}
