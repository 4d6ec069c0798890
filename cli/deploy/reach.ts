import type { Configuration, Mode } from '../../shared/configuration/configuration.ts';
import { isPilot } from '../../shared/configuration/deployment-targets.ts';

/** Says in one line where the effects of a deployment reach. */
function reachOf(configuration: Configuration): string {
	const { deployment } = configuration;
	const { kind, region, regions, organization } = deployment;
	const watched = [region, ...regions].join(', ');
	if (kind === 'single-account') return `reach: this account, in ${watched}`;
	if (isPilot(deployment))
		return `reach: a pilot: ${placesOf(configuration).join('; ')}; in ${watched}`;
	return `reach: the WHOLE organization (${organization?.root}), also accounts that join later, in ${watched}`;
}

/** Says the same, what rules do there, and what a pilot leaves out. */
export function reachLines(configuration: Configuration): string[] {
	const reach = reachOf(configuration);
	if (!isPilot(configuration.deployment)) return [reach, modesOf(configuration)];
	return [
		reach,
		modesOf(configuration),
		'A pilot does not see or bind the rest of the organization:',
		...leftOut(configuration).map((line) => `  - ${line}`),
	];
}

function placesOf(configuration: Configuration): string[] {
	const { units, accounts } = configuration.deployment.targets ?? { units: [], accounts: [] };
	return [
		...units.map((unit) => `${unit} with all accounts below it, also those that join later`),
		...accounts.map((id) => nameOf(id, configuration)),
		'the management account (no SCP applies there)',
	];
}

const MEANING: Readonly<Record<Mode, string>> = {
	observe: 'rules deny nobody',
	ask: 'a human is asked before anybody is denied',
	contain: 'rules deny people at once',
};

/** Says what rules do, by account where the configuration says more than one mode. */
function modesOf(configuration: Configuration): string {
	const { mode, modes } = configuration.containment;
	const others = Object.entries(modes).map(
		([id, other]) => `; in ${nameOf(id, configuration)} ${other}: ${MEANING[other]}`,
	);
	return `mode ${mode}: ${MEANING[mode]}${others.join('')}`;
}

function nameOf(id: string, { accounts }: Configuration): string {
	return accounts[id] === undefined ? id : `${accounts[id]} (${id})`;
}

/** What AWS records in accounts outside of the pilot, and whom its SCPs do not bind. */
function leftOut({ deployment }: Configuration): string[] {
	const { organization, targets } = deployment;
	const hub = organization?.hubAccount ?? '';
	const hasUnits = (targets?.units ?? []).length > 0;
	const unless = hasUnits ? ', unless it lies below one of the units' : '';
	return [
		'sign-ins to the portal of Identity Center, if they are recorded in an account outside of it: the one that owns or administers Identity Center',
		...(targets?.accounts.includes(hub)
			? []
			: [
					`the hub ${hub}${unless}: its own sign-ins are not seen, and the guard SCP does not protect it. Better add it to deployment.targets.accounts`,
				]),
		'people in other accounts: somebody who is denied in the pilot works on there, also with the same Identity Center user',
	];
}
