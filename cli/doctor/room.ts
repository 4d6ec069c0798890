import { USE_RULE } from '../../infra/region-part.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { HUB_BUS } from '../../shared/runtime/names.ts';
import { oneLine } from '../operate/containment-text.ts';
import { hasWildcard, type ListedRule } from './wildcards.ts';

/** Whom to ask for rules, and about which account. */
export interface RoomDeps {
	readonly configuration: Configuration;
	/** The account whose credentials are used. */
	readonly account: string;
	/** Every rule of a bus of this account; none if there is no such bus. */
	readonly rulesOf: (region: string, bus: string) => Promise<readonly ListedRule[]>;
}

/** Whether the rule of credential uses fits on one bus. */
export interface Room {
	readonly region: string;
	/** True if our rule is there, or there is room for it. */
	readonly isRoom: boolean;
	/** Says so, with the numbers. */
	readonly line: string;
}

/**
 * So many rules of a bus may have wildcards. The limit cannot be raised, and on the default bus the
 * customer's own rules count too.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const MOST_RULES = 30;
const DEFAULT_BUS = 'default';

interface Bus {
	readonly region: string;
	readonly name: string;
}

/** Counts the rules with wildcards on each bus of this account where ours must fit. */
export function roomOnBuses({ configuration, account, rulesOf }: RoomDeps): Promise<Room[]> {
	return Promise.all(
		busesOf(configuration, account).map(async (bus) =>
			roomOn(bus, await rulesOf(bus.region, bus.name)),
		),
	);
}

/** The default bus of each watched Region, and the hub's own in the account that has it. */
function busesOf({ deployment }: Configuration, account: string): Bus[] {
	const { region, regions, organization } = deployment;
	const isHub = organization === null ? regions.length > 0 : organization.hubAccount === account;
	return [
		...[region, ...regions].map((watched) => ({ region: watched, name: DEFAULT_BUS })),
		...(isHub ? [{ region, name: HUB_BUS }] : []),
	];
}

function roomOn({ region, name }: Bus, rules: readonly ListedRule[]): Room {
	const wild = rules.filter(hasWildcard).map((rule) => rule.name);
	const isThere = name === HUB_BUS ? wild.length > 0 : wild.includes(USE_RULE);
	const left = MOST_RULES - wild.length;
	const counted = `${region}, bus ${name}: ${wild.length} of ${MOST_RULES} rules with wildcards`;
	if (isThere) return { region, isRoom: true, line: `${counted}, ours among them; ${left} left` };
	if (left > 0) return { region, isRoom: true, line: `${counted}; ours is not there yet and fits` };
	const others = wild.map((one) => oneLine(one)).join(', ');
	return {
		...{ region, isRoom: false },
		line: `${counted}; ours does NOT fit, and AWS does not raise this limit. Write one of these rules without wildcards, or remove it: ${others}`,
	};
}
