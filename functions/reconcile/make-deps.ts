import { knownPolicies } from '../../shared/containment/known-policies.ts';
import { type HubEnvironment, makeHubDeps } from '../hub-deps.ts';
import type { ReconcileDeps } from './deps.ts';

/** The rooms as they are in AWS; nothing is called yet. */
export function makeDeps(environment: HubEnvironment): ReconcileDeps {
	const { configuration, variables } = environment;
	const { table: _, ...deps } = makeHubDeps(environment);
	return {
		...deps,
		policies: knownPolicies(configuration, variables.EYES_ACCOUNT),
		credentialDays: configuration.limits.credentialDays,
	};
}
