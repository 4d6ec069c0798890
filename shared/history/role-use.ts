import type { NetworkClassification } from '../network/network.ts';
import { roleSessionsIn } from '../sign-in/role-sessions.ts';
import type { Actor } from './actor.ts';
import type { Facts, Known } from './history.ts';
import { personName } from './person-name.ts';

/** Who was seen on a role from one kind of network: as the principal behind a session of it. */
export interface RoleUse {
	/** `AROA…` of the role; another one if a role of the same name was deleted before. */
	readonly roleId: string;
	readonly kind: Actor['kind'];
	/** The best name that is known; null if AWS hides it. */
	readonly name: string | null;
	readonly network: string;
	readonly classification: NetworkClassification;
	/** Milliseconds since 1970, UTC. What is read back is the beginning of the hour. */
	readonly lastAt: number;
}

/** A use of one role by one actor. */
export interface SeenUse {
	/** The ARN of the role, without its path. */
	readonly role: string;
	/** The key of the actor, of whom one use is kept for each role and kind of network. */
	readonly actor: string;
	readonly use: RoleUse;
}

/** The latest uses of a role. */
export interface RoleUsesSeen {
	/** The latest first. */
	readonly uses: readonly RoleUse[];
	/** True if there are more than were read. */
	readonly isMore: boolean;
}

/** Remembers for a day who uses which role. Calling it again changes nothing. */
export interface RoleUses {
	remember(seen: SeenUse): Promise<void>;
	/** Gives who was seen on a role since this time. */
	since(role: string, time: number): Promise<RoleUsesSeen>;
}

/** Gives what a sign-in shows about the use of roles: of the role taken, and of the calling one. */
export function roleUsesOf(
	{ signIn, network }: Pick<Facts, 'signIn' | 'network'>,
	known: Pick<Known, 'actor' | 'name' | 'initiator'>,
): SeenUse[] {
	const { actor } = known;
	const use = {
		kind: actor?.kind ?? 'person',
		name: personName(signIn, known),
		...{ network: network.key, classification: network.classification, lastAt: signIn.time },
	};
	return roleSessionsIn(signIn).flatMap(({ role, roleId }) =>
		role === null ? [] : [{ role, actor: actor?.key ?? network.key, use: { ...use, roleId } }],
	);
}
