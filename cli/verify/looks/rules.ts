import { SIGN_IN_RULE } from '../../../infra/region-part.ts';
import { isCovered } from '../../../shared/configuration/deployment-targets.ts';
import { HUB_BUS, HUB_STACK, NAME_PREFIX } from '../../../shared/runtime/names.ts';
import { hasPattern, rulesDiffer, type Wanted } from '../compare-rules.ts';
import { busTarget, type ExpectedTarget, expectedRules, queueTarget } from '../expected-rules.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import { LIST_PARENTS, ONLY_OUTSIDE } from '../place.ts';
import type { LiveRule, VerifyDeps } from '../verify-deps.ts';
import { driftHelp, restoreHelp } from './restore.ts';

const DEFAULT_BUS = 'default';

/** The rules on the default bus of each watched Region of the account. */
export const checkRules: Check = {
	places: ['single-account', 'management', 'hub', 'member'],
	byHand: `aws events list-rules --region REGION --name-prefix ${NAME_PREFIX}; aws events list-targets-by-rule --region REGION --rule NAME`,
	ask: async (deps) => {
		const { configuration, caller } = deps;
		const covered = isCovered(configuration.deployment, caller.account);
		if (covered !== true && deps.place !== 'management') {
			const rules = await deps.aws.rules(
				configuration.deployment.region,
				DEFAULT_BUS,
				SIGN_IN_RULE,
			);
			if (rules === null || rules.length === 0) return [notWatched(covered)];
		}
		const { region, regions } = configuration.deployment;
		return (await Promise.all([region, ...regions].map((one) => inRegion(one, deps)))).flat();
	},
};

function notWatched(covered: boolean | 'unknown'): Finding {
	if (covered === 'unknown')
		return notChecked(`this account has no rules of ours. ${ONLY_OUTSIDE}`, LIST_PARENTS);
	return ok(
		'this account is not in deployment.targets, and has no rules of ours: it is not watched',
	);
}

async function inRegion(region: string, deps: VerifyDeps): Promise<Finding[]> {
	const live = (await deps.aws.rules(region, DEFAULT_BUS, NAME_PREFIX)) ?? [];
	const wanted = await wantedIn(region, deps);
	if (wanted === null) return [noStack(region)];
	return summed(
		`${region}, default bus`,
		wanted.map((one) => ({ one, live: live.find(({ name }) => name === one.rule.name) })),
		restoreHelp(deps, region),
	);
}

/** Null if the queues to which the rules deliver are not known, because there is no stack. */
async function wantedIn(region: string, deps: VerifyDeps): Promise<Wanted[] | null> {
	const { configuration, caller, place } = deps;
	const rules = expectedRules(configuration);
	const isQueues = place === 'single-account' && region === configuration.deployment.region;
	if (isQueues) return toQueues(deps);
	const target = busTarget(configuration, caller.account);
	return rules.map((rule) => ({ rule, target }));
}

async function toQueues({ configuration, caller, deploy }: VerifyDeps): Promise<Wanted[] | null> {
	const { region } = configuration.deployment;
	const outputs = await deploy.aws.outputs(HUB_STACK, region);
	if (outputs === null) return null;
	const target = (url: string): ExpectedTarget => queueTarget(url, region, caller.account);
	return expectedRules(configuration).map((rule) => ({
		rule,
		target: target(outputs.get(rule.queue) ?? `the output ${rule.queue}`),
	}));
}

/** The rules on the bus of the hub. */
export const checkHubRules: Check = {
	places: ['single-account', 'hub'],
	byHand: `aws events list-rules --event-bus-name ${HUB_BUS}`,
	ask: async (deps) => {
		const { region, regions, organization } = deps.configuration.deployment;
		if (organization === null && regions.length === 0)
			return [ok('one Region only: no bus of ours is needed')];
		const live = await deps.aws.rules(region, HUB_BUS, NAME_PREFIX);
		if (live === null) return [differs(`${region} has no bus ${HUB_BUS}`, 'npm run deploy')];
		const wanted = await toQueues(deps);
		if (wanted === null) return [noStack(region)];
		return summed(
			`${region}, bus ${HUB_BUS}`,
			wanted.map((one) => ({ one, live: live.find((rule) => hasPattern(rule, one.rule)) })),
			['npm run deploy', driftHelp(HUB_STACK)],
		);
	},
};

function noStack(region: string): Finding {
	return differs(
		`${region} has no stack ${HUB_STACK}, so nothing judges the events`,
		'npm run deploy',
	);
}

interface Pair {
	readonly one: Wanted;
	readonly live: LiveRule | undefined;
}

/** One line if all is as expected, else one for each rule that differs. */
function summed(where: string, pairs: readonly Pair[], help: readonly string[]): Finding[] {
	const wrong = pairs.flatMap(({ one, live }) => {
		const problems = rulesDiffer(live, one);
		return problems.length === 0 ? [] : [`${where}, rule ${one.rule.name}: ${problems.join('; ')}`];
	});
	if (wrong.length > 0) return wrong.map((says) => differs(says, ...help));
	return [ok(`${where}: ${pairs.length} rules with their patterns, states and targets`)];
}
