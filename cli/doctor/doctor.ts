import { fitPattern, sizeOf } from '../../infra/fit-pattern.ts';
import { USE_RULE } from '../../infra/region-part.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { HUB_BUS } from '../../shared/runtime/names.ts';
import { ALL_READ, NO_ROOM } from '../exit-codes.ts';
import { oneLine } from '../operate/containment-text.ts';
import { hasWildcard, type ListedRule } from './wildcards.ts';

/** What `eyes doctor` works with. It only reads. */
export interface DoctorDeps {
	readonly configuration: Configuration;
	/** The account whose credentials are used. */
	readonly account: string;
	/** Every rule of a bus of this account. */
	readonly rulesOf: (region: string, bus: string) => Promise<readonly ListedRule[]>;
	readonly tell: (line: string) => Promise<void>;
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

/**
 * Runs `eyes doctor`: counts the rules with wildcards on each bus where ours must fit. Gives the exit
 * code.
 */
export async function doctor({ configuration, ...deps }: DoctorDeps): Promise<number> {
	const { pattern } = fitPattern(configuration);
	const { eventPatternCharacters: most } = configuration.deployment;
	if (pattern === null) {
		await deps.tell('use: neither keys nor sessions are judged, so no rule of ours has wildcards.');
		return ALL_READ;
	}
	await deps.tell(`event pattern of credential uses: ${sizeOf(pattern)} of ${most} characters`);
	let code = ALL_READ;
	for (const bus of busesOf(configuration, deps.account)) {
		const { isRoom, line } = roomOn(bus, await deps.rulesOf(bus.region, bus.name));
		if (!isRoom) code = NO_ROOM;
		await deps.tell(line);
	}
	return code;
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

interface Room {
	/** True if our rule is there, or there is room for it. */
	readonly isRoom: boolean;
	readonly line: string;
}

function roomOn({ region, name }: Bus, rules: readonly ListedRule[]): Room {
	const wild = rules.filter(hasWildcard).map((rule) => rule.name);
	const isThere = name === HUB_BUS ? wild.length > 0 : wild.includes(USE_RULE);
	const left = MOST_RULES - wild.length;
	const counted = `${region}, bus ${name}: ${wild.length} of ${MOST_RULES} rules with wildcards`;
	if (isThere) return { isRoom: true, line: `${counted}, ours among them; ${left} left` };
	if (left > 0) return { isRoom: true, line: `${counted}; ours is not there yet and fits` };
	const others = wild.map((one) => oneLine(one)).join(', ');
	return {
		isRoom: false,
		line: `${counted}; ours does NOT fit, and AWS does not raise this limit. Write one of these rules without wildcards, or remove it: ${others}`,
	};
}
