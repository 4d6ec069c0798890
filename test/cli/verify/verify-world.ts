import type { DeployQuestions } from '../../../cli/deploy/deps.ts';
import { LOOKS } from '../../../cli/verify/looks.ts';
import { type Place, placeOf } from '../../../cli/verify/place.ts';
import { lookAtAll } from '../../../cli/verify/verify.ts';
import type { LiveRule, VerifyDeps, VerifyQuestions } from '../../../cli/verify/verify-deps.ts';
import type { Configuration } from '../../../shared/configuration/configuration.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { targetIds } from '../../../shared/configuration/deployment-targets.ts';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { GUARD_SCP, HUB_STACK } from '../../../shared/runtime/names.ts';
import { expectedInstances } from '../../../shared/stack-sets/look.ts';
import type { StackInstance } from '../../../shared/stack-sets/stack-instance.ts';
import { SORA } from '../../support/decision-world.ts';
import { memberTemplates } from '../../support/infra-templates.ts';
import { ORGANIZATION, synthesize } from '../../support/synthesize.ts';
import { aDeployWorld } from '../deploy/deploy-world.ts';
import { GOOD_TRAIL } from '../deploy/good-account.ts';
import { CONTAINMENT_SCP_ARN, type LiveStack, liveStack } from './live-stack.ts';

export const NOW = Date.parse('2026-12-01T03:00:00Z');
export const MANAGEMENT = '999999999999';
export const HUB = '111111111111';
export const MEMBER = '222233334444';
const GUARD_ARN = CONTAINMENT_SCP_ARN.replace('p-abcd1234', 'p-guard123');
const EXEMPT = 'arn:aws:iam::111111111111:role/deploy';
/** As IAM keeps the text of a template. */
const INDENTED = JSON.stringify(JSON.parse(PLACEHOLDER), null, 2);
export const TODAY = Date.parse('2026-12-01');
const MIDWAY = Date.parse('2026-12-01T01:00:00Z');

export interface Given {
	readonly configuration: Partial<ConfigurationInput>;
	readonly account: string;
	readonly aws?: Partial<VerifyQuestions>;
	readonly asked?: Partial<DeployQuestions>;
	/** Where each SCP is attached. */
	readonly attachedTo?: readonly string[];
	/** The text of the account's policy; null if there is none. */
	readonly policyText?: string | null;
	/** The statuses of stacks that are not `CREATE_COMPLETE`; null for a missing one. */
	readonly statuses?: Readonly<Record<string, string | null>>;
}

/** The organization with a pilot as its targets. */
export function aPilot(targets: { units?: string[]; accounts?: string[] }) {
	const { deployment } = ORGANIZATION;
	return { configuration: { ...ORGANIZATION, deployment: { ...deployment, targets } } };
}

/** An account in which everything is deployed as the templates say; the test names what differs. */
export function aVerifyWorld({
	configuration,
	account,
	aws = {},
	asked = {},
	statuses = {},
	...given
}: Given): VerifyDeps {
	const { deps } = aDeployWorld({ configuration, account });
	const place = placeOf(deps.configuration, account);
	const caller = { ...SORA, account };
	const { attachedTo = targetIds(deps.configuration.deployment) } = given;
	const { policyText = place === 'single-account' ? INDENTED : null } = given;
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
		caller,
		place,
		now: () => NOW,
		deploy: {
			...{ ...deps, caller },
			attachments: { ...deps.attachments, targetsOf: async () => attachedTo },
			policies: { ...deps.policies, text: async () => policyText },
			stacks: {
				...deps.stacks,
				state: async (name, where) => {
					const status = statuses[name] === undefined ? 'CREATE_COMPLETE' : statuses[name];
					return status === null
						? null
						: { name, region: where, id: `arn:stack/${name}`, status, reason: null };
				},
				resources: async () => hub.resources,
			},
			aws: {
				...deps.aws,
				stackSets: {
					working: async () => [],
					instances: async () => instancesOf(deps.configuration),
					accounts: async () => ({ active: [HUB, MANAGEMENT, MEMBER], inUnits: [] }),
				},
				outputs: async (stack) => (stack === HUB_STACK ? hub.outputs : new Map()),
				roleArn: async () => EXEMPT,
				regions: async () => new Map([region, ...regions].map((one) => [one, 'by-default'])),
				trails: async () => [{ ...GOOD_TRAIL, isOrganization: place !== 'single-account' }],
				scpByName: async (name) => ({ arn: name === GUARD_SCP ? GUARD_ARN : CONTAINMENT_SCP_ARN }),
				scpText: async (arn) => (arn === GUARD_ARN ? guardText(templates) : PLACEHOLDER),
				...asked,
			},
		},
		aws: {
			rules: async (where, bus) => {
				const stacks = bus === 'default' ? [watched.get(where)] : [hub];
				return stacks.flatMap((stack) => stack?.rules(bus) ?? []);
			},
			busPolicy: async () =>
				liveStack(templates['eyes-system-bus'] ?? templates[HUB_STACK] ?? {}, {
					...{ account, region },
				}).busPolicy(),
			queue: async () => ({ messages: 0, hidden: 0 }),
			function: async (_, name) => hub.function(name),
			alarms: async () => [{ name: 'one', says: 'one', state: 'OK', acts: true }],
			subscribers: async () => 1,
			role: async () => ({ trust: `arn:aws:iam::${HUB}:root ${account}`, lastUsed: MIDWAY }),
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

/** The text of the guard SCP as Organizations keeps it. */
function guardText(templates: Watched['templates']): string {
	const stack = liveStack(templates['eyes-system-management'] ?? {}, {
		...{ account: MANAGEMENT, region: 'us-east-1' },
	});
	const guard = stack
		.properties('AWS::Organizations::Policy')
		.find(({ Name }) => Name === GUARD_SCP);
	return JSON.stringify(guard?.Content);
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
