import { type HubEnvironment, openHubRooms } from '../hub-deps.ts';
import type { SweepRooms } from './rooms.ts';
import { sweptTargets } from './reconciled-policies.ts';

/** The rooms as they are in AWS; nothing is called yet. */
export function openRooms(environment: HubEnvironment): SweepRooms {
	const { configuration, variables } = environment;
	const { table: _, ...rooms } = openHubRooms(environment);
	return {
		...rooms,
		targets: sweptTargets(configuration, variables.EYES_ACCOUNT),
		credentialDays: configuration.limits.credentialDays,
	};
}
