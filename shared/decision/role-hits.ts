import { isWholeRole } from '../containment/selector-form.ts';
import type { RoleUsesSeen } from '../history/role-use.ts';
import type { DecisionDeps } from './decision-deps.ts';
import type { Denial } from './denials.ts';
import { partitionOf } from './principal.ts';

const HOUR = 3_600_000;
/** A session of a role lives for twelve hours at most; history knows only the hour of a use. */
const LIVES = 13 * HOUR;

/** A role and its account, as people name them. */
export interface RoleName {
	readonly account: string;
	readonly name: string;
}

/** Gives the role of a containment of a whole role; null for all others. */
export function roleOf({
	selector,
	person,
}: Pick<Denial['request'], 'selector' | 'person'>): RoleName | null {
	const [, account, name] = /^role:(\d{12})\/(.+)$/.exec(person) ?? [];
	return isWholeRole(selector) && account !== undefined && name !== undefined
		? { account, name }
		: null;
}

/** Gives who was seen on the role within the life of a session; null if no whole role is meant. */
export async function whomItHits(
	{ request }: Pick<Denial, 'request'>,
	{ roleUses, caller, now }: Pick<DecisionDeps, 'roleUses' | 'caller' | 'now'>,
): Promise<RoleUsesSeen | null> {
	const role = roleOf(request);
	if (role === null) return null;
	const arn = `arn:${partitionOf(caller)}:iam::${role.account}:role/${role.name}`;
	const { uses, isMore } = await roleUses.since(arn, now() - LIVES);
	const [id] = request.selector.value.split(':');
	// Nobody can act under the id of a role that was deleted.
	return { uses: uses.filter(({ roleId }) => roleId === id), isMore };
}
