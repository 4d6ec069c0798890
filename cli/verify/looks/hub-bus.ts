import { isDeepStrictEqual } from 'node:util';
import { admittedEvents } from '../../../infra/hub-bus.ts';
import { isObject } from '../../../shared/record/json-object.ts';
import { BUS_STACK, HUB_BUS, HUB_STACK } from '../../../shared/runtime/names.ts';
import { type Check, differs, type Finding, ok } from '../look.ts';

/** Whom the bus of the hub admits. */
export const checkHubBus: Check = {
	places: ['single-account', 'hub'],
	byHand: `aws events describe-event-bus --name ${HUB_BUS} --query Policy --output text`,
	ask: async ({ configuration: { deployment }, aws }) => {
		const { region, regions, organization } = deployment;
		// Nothing forwards to a single account with one Region, so it has no bus.
		if (organization === null && regions.length === 0) return [];
		const policy = await aws.busPolicy(region, HUB_BUS);
		if (policy === null) return [differs(`${region} has no bus ${HUB_BUS}`, 'npm run deploy')];
		return judgePolicy(policy, admittedEvents(organization?.id ?? null));
	},
};

/** The policy must have one statement, with exactly our condition. */
export function judgePolicy(policy: string, condition: object): Finding[] {
	const { Statement = [] } = policy === '' ? {} : JSON.parse(policy);
	const statements: unknown[] = [Statement].flat();
	const ours = statements.filter(
		(one) => isObject(one) && isDeepStrictEqual(sorted(one.Condition), sorted(condition)),
	);
	const others = statements.length - ours.length;
	if (ours.length === 1 && others === 0)
		return [ok(`bus ${HUB_BUS}: admits what it must, and nothing else`)];
	return [
		...(ours.length === 1
			? []
			: [differs(`bus ${HUB_BUS}: its policy does not admit the rules as expected`, HELP)]),
		...(others === 0
			? []
			: [differs(`bus ${HUB_BUS}: ${others} statements of its policy are not ours`, HELP)]),
	];
}

const HELP = `aws events describe-event-bus --name ${HUB_BUS} --query Policy --output text, then node cli/tool.mjs cdk drift (${BUS_STACK} in the hub, ${HUB_STACK} in a single account)`;

/** AWS may write a list of one as its only value, and lists in another order. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) {
		const items = value.map(sorted).toSorted();
		return items.length === 1 ? items[0] : items;
	}
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sorted(one)]));
}
