/** What the guard SCP needs to know. */
export interface GuardScope {
	readonly partition: string;
	readonly hubAccount: string;
	/** The ARN of the containment SCP. */
	readonly containmentScp: string;
	/** The roles as configured: break-glass, and the roles that deploy. */
	readonly guardExemptRoles: readonly string[];
	/** The ARNs of trails as configured; none by default. */
	readonly guardTrails?: readonly string[];
}

/** Actions, and the resources on which they are denied. */
export interface Guarded {
	readonly actions: readonly string[];
	readonly resources: readonly string[];
}

/** Gives the actions of one service, from their names without it. */
export function actionsOf(service: string, names: string): string[] {
	return names.split(' ').map((name) => `${service}:${name}`);
}

/** Gives the ARN of a resource in the hub, in any Region. */
export function hubArn(
	{ partition, hubAccount }: GuardScope,
	service: string,
	resource: string,
): string {
	return `arn:${partition}:${service}:*:${hubAccount}:${resource}`;
}

/**
 * Joins all into one statement: services do not share actions, and each statement repeats the
 * exempt roles.
 */
export function joined(all: readonly Guarded[]): Guarded {
	return {
		actions: all.flatMap(({ actions }) => actions),
		resources: all.flatMap(({ resources }) => resources),
	};
}
