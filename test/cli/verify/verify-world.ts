import type { DeployQuestions } from '../../../cli/deploy/deps.ts';
import { LOOKS } from '../../../cli/verify/looks.ts';
import { type Place, placeOf } from '../../../cli/verify/place.ts';
import { lookAtAll } from '../../../cli/verify/verify.ts';
import type { LiveRule, VerifyDeps, VerifyQuestions } from '../../../cli/verify/verify-deps.ts';
import type { Configuration } from '../../../shared/configuration/configuration.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { targetIds } from '../../../shared/configuration/deployment-targets.ts';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { HUB_STACK } from '../../../shared/runtime/names.ts';
import { expectedInstances } from '../../../shared/stack-sets/look.ts';
import type { StackInstance } from '../../../shared/stack-sets/stack-instance.ts';
import { SORA } from '../../support/decision-world.ts';
import { memberTemplates } from '../../support/infra-templates.ts';
import { ORGANIZATION, synthesize } from '../../support/synthesize.ts';
import { aDeployWorld } from '../deploy/deploy-world.ts';
import { type LiveStack, liveStack } from './live-stack.ts';

export const NOW = Date.parse('2026-12-01T03:00:00Z');
export const MANAGEMENT = '999999999999';
export const HUB = '111111111111';
export const MEMBER = '222233334444';
const SCP = `arn:aws:organizations::${MANAGEMENT}:policy/o-a1b2c3d4e5/service_control_policy/p-abcd1234`;
export const TODAY = Date.parse('2026-12-01');
const MIDWAY = Date.parse('2026-12-01T01:00:00Z');

export interface Given {
	readonly configuration: Partial<ConfigurationInput>;
	readonly account: string;
	readonly aws?: Partial<VerifyQuestions>;
	readonly asked?: Partial<DeployQuestions>;
}

/** The organization with a pilot as its targets. */
export function aPilot(targets: { units?: string[]; accounts?: string[] }) {
	const { deployment } = ORGANIZATION;
	return { configuration: { ...ORGANIZATION, deployment: { ...deployment, targets } } };
}

/** An account in which everything is deployed as the templates say; the test names what differs. */
export function aVerifyWorld({ configuration, account, aws = {}, asked = {} }: Given): VerifyDeps {
	const { deps } = aDeployWorld({ configuration, account });
	const place = placeOf(deps.configuration, account);
	const { region, regions } = deps.configuration.deployment;
	const { templates } = synthesize(configuration);
	const hub = liveStack(templates[HUB_STACK] ?? {}, { account, region });
	const watched = new Map(
		[region, ...regions].map((one) => [
			one,
			liveRegion(place, { account, region: one, templates }),
		]),
	);
	return {
		configuration: deps.configuration,
		caller: { ...SORA, account },
		place,
		now: () => NOW,
		deploy: {
			...deps,
			aws: {
				...deps.aws,
				stackSets: {
					working: async () => [],
					instances: async () => instancesOf(deps.configuration),
					accounts: async () => ({ active: [HUB, MANAGEMENT, MEMBER], inUnits: [] }),
				},
				outputs: async (stack) => (stack === HUB_STACK ? hub.outputs : new Map()),
				scpByName: async () => ({ arn: SCP }),
				...asked,
			},
		},
		aws: {
			rules: async (where, bus) => {
				const stacks = bus === 'default' ? [watched.get(where)] : [hub];
				return stacks.flatMap((stack) => stack?.rules(bus) ?? []);
			},
			busPolicy: async () =>
				liveStack(templates['eyes-system-bus'] ?? {}, { account, region }).busPolicy(),
			resources: async () => hub.resources,
			queue: async () => ({ messages: 0, hidden: 0 }),
			role: async () => ({ trust: `arn:aws:iam::${HUB}:root ${account}`, lastUsed: MIDWAY }),
			policyText: async () =>
				place === 'single-account' ? JSON.stringify(JSON.parse(PLACEHOLDER), null, 2) : null,
			scp: async () => ({ text: PLACEHOLDER, targets: targetIds(deps.configuration.deployment) }),
			secretHasValue: async () => true,
			arrivals: async () => ({
				days: new Map([region, ...regions].map((one) => [one, TODAY])),
				unreadable: 0,
			}),
			accounts: async () => ({
				kind: 'read',
				value: {
					active: [HUB, MANAGEMENT, MEMBER].map((id) => ({ id, name: 'one' })),
					notActive: [],
				},
			}),
			...aws,
		},
	};
}

/** All instances that the targets must have. */
function instancesOf({ deployment }: Configuration): StackInstance[] {
	const { region, regions, targets } = deployment;
	const places = expectedInstances({
		targets: targets ?? { root: true, units: [], accounts: [] },
		...{ active: [HUB, MEMBER], inUnits: [MEMBER], regions: [region, ...regions] },
	});
	return places.map((place) => ({ ...place, status: 'CURRENT', detail: 'SUCCEEDED', reason: '' }));
}

interface Watched {
	readonly account: string;
	readonly region: string;
	readonly templates: ReturnType<typeof synthesize>['templates'];
}

/** The stack with the rules of a watched Region of an account. */
function liveRegion(place: Place, { account, region, templates }: Watched): LiveStack {
	const management = templates['eyes-system-management'] ?? {};
	const stacks: Readonly<Record<Place, () => object | undefined>> = {
		'single-account': () => templates[`eyes-region-${region}`] ?? templates[HUB_STACK],
		management: () => templates[`eyes-system-management-${region}`],
		hub: () => memberTemplates(management).regions,
		member: () => memberTemplates(management).regions,
	};
	return liveStack({ ...stacks[place]() }, { account, region });
}

/** Runs all looks; gives the findings of each by its title. */
export async function look(given: Given) {
	const looked = await lookAtAll(LOOKS, aVerifyWorld(given), () => {});
	const all = looked.flatMap(({ findings }) => findings);
	const says = (title: string) => looked.find((one) => one.title === title)?.findings ?? [];
	return { looked, all, says };
}

/** Changes the rules of one Region and bus. */
export function withRules(
	given: Given,
	change: (rules: readonly LiveRule[]) => readonly LiveRule[],
): Given {
	const { rules } = aVerifyWorld(given).aws;
	return {
		...given,
		aws: {
			...given.aws,
			rules: async (...asked) => {
				const live = await rules(...asked);
				return live === null ? null : change(live);
			},
		},
	};
}
