import { shortHash } from '../runtime/sha256.ts';
import { roleSessionsIn } from '../sign-in/role-sessions.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

/**
 * The sessions of roles in a case: under each role the hashes of its sessions, sorted. A session
 * that is made and then calls counts once. Of too many roles or sessions those with the smallest keys
 * are kept, so the order of arrival does not matter.
 */
export type SessionsByRole = Readonly<Record<string, readonly string[]>>;

/** More roles than a card can show, and more sessions of each than anybody needs to know of. */
const MOST_ROLES = 20;
const MOST_SESSIONS = 50;

export const NO_SESSIONS: SessionsByRole = {};

/** The sessions that one sign-in shows. */
export function sessionsIn(signIn: SignIn): SessionsByRole {
	return roleSessionsIn(signIn)
		.map(({ role, roleId, userId }) => ({
			[role === null ? roleId : `${roleId} ${role}`]: [shortHash(userId)],
		}))
		.reduce(mergeSessions, NO_SESSIONS);
}

/** The sessions of both. */
export function mergeSessions(one: SessionsByRole, other: SessionsByRole): SessionsByRole {
	const roles = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
	return Object.fromEntries(
		roles.slice(0, MOST_ROLES).map((role) => {
			const sessions = new Set([...(one[role] ?? []), ...(other[role] ?? [])]);
			return [role, [...sessions].sort().slice(0, MOST_SESSIONS)];
		}),
	);
}

/** A role of which a case holds sessions. */
export interface RoleInCase {
	/** `AROA…` */
	readonly roleId: string;
	/** The ARN without its path; null if no record shows it. */
	readonly role: string | null;
	/** How many sessions. */
	readonly sessions: number;
	/** True if there may be more. */
	readonly isMore: boolean;
}

/**
 * The roles of a case with sessions besides those that are denied one by one (their `aws:userid`).
 * The role with most sessions comes first.
 */
export function rolesBySessions(sessions: SessionsByRole, denied: readonly string[]): RoleInCase[] {
	const known = new Set(denied.map(shortHash));
	const byId = Map.groupBy(Object.entries(sessions), ([key]) => key.split(' ')[0] ?? key);
	const roles = [...byId].flatMap(([roleId, entries]): RoleInCase[] => {
		const all = new Set(entries.flatMap(([, hashes]) => hashes));
		if ([...all].every((hash) => known.has(hash))) return [];
		const role = entries.map(([key]) => key.split(' ')[1]).find((arn) => arn !== undefined);
		const isMore = entries.some(([, hashes]) => hashes.length >= MOST_SESSIONS);
		return [{ roleId, role: role ?? null, sessions: all.size, isMore }];
	});
	return roles.toSorted(
		(one, other) => other.sessions - one.sessions || (one.roleId < other.roleId ? -1 : 1),
	);
}
