import type { Deployment } from '../../../shared/configuration/configuration.ts';
import { partitionOf } from '../../../shared/runtime/global-region.ts';
import { BUS_STACK, HUB_STACK, hubBusArn } from '../../../shared/runtime/names.ts';
import { type Answer, type Asking, NOTHING_TO_ASK, type Question } from './question.ts';

/**
 * Whether it is this account's turn. AWS refuses a rule whose target bus does not exist, so the bus
 * of the hub comes before everything in other accounts.
 */
export const askOrder: Question = async (asking) => {
	const { kind } = asking.part;
	if (kind === 'management') return ofManagement(asking);
	return kind === 'hub' ? ofHub(asking) : NOTHING_TO_ASK;
};

/**
 * The bus of another account cannot be read: AWS documents bus policies for putting events and for
 * changing rules, and no such access to DescribeEventBus. So the person who saw the bus being
 * deployed gives its ARN once.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
 */
async function ofManagement({ part, options, deps }: Asking): Promise<Answer> {
	const { organization } = deps.configuration.deployment;
	if (organization === null) return NOTHING_TO_ASK;
	const { hubAccount } = organization;
	const expected = expectedBus(deps.configuration.deployment);
	if (options.bus !== null && options.bus !== expected)
		return {
			told: [],
			problems: [
				`--bus is not the bus that the configuration names (deployment.region, deployment.organization.hubAccount): the ${differing(options.bus, expected)} differs. Correct what is wrong:\n  --bus          ${options.bus}\n  configuration  ${expected}`,
			],
		};
	if (options.bus !== null) return { told: [`bus of the hub: ${expected}`], problems: [] };
	const { stack, region: main } = part.main;
	const outputs = await deps.aws.outputs(stack, main);
	// Its rules forward to this bus already, unless the hub moves to another account or Region.
	const isKnown = outputs !== null && (outputs.get('HubBusArn') ?? expected) === expected;
	if (isKnown) return NOTHING_TO_ASK;
	return {
		told: [],
		problems: [
			[
				'the bus of the hub must exist first, because AWS refuses rules that forward to a bus that does not exist:',
				`  With credentials of account ${hubAccount}: npm run deploy`,
				`  Then here, with the ARN that it prints (the output BusArn of ${BUS_STACK}; this account cannot read the bus):`,
				'  npm run deploy -- --bus ARN',
			].join('\n'),
		],
	};
}

/** Gives the ARN of the bus of the hub that the configuration names. */
export function expectedBus({ region, organization }: Deployment): string {
	return hubBusArn(partitionOf(region), region, organization?.hubAccount ?? '');
}

/** `arn:PARTITION:events:REGION:ACCOUNT:event-bus/NAME` */
function differing(bus: string, expected: string): string {
	const words = ['', 'partition', '', 'Region', 'account', 'name'];
	const parts = bus.split(':');
	const different = expected
		.split(':')
		.flatMap((part, at) => (part === parts[at] ? [] : [words[at]]));
	return different.join(', ');
}

/** In a single account, and in early versions, the bus is a part of the main stack. */
async function ofHub({ part, deps }: Asking): Promise<Answer> {
	const { region } = part.main;
	const [bus, hub] = await Promise.all([
		deps.stacks.state(BUS_STACK, region),
		deps.aws.outputs(HUB_STACK, region),
	]);
	if (bus !== null || hub === null) return NOTHING_TO_ASK;
	return {
		told: [],
		problems: [
			`account ${part.account} has the stack ${HUB_STACK} without ${BUS_STACK}: it was deployed for a single account, or by an early version, and has the bus in it. Destroy it first, with the configuration with which it was deployed (docs/upgrading.md):\n  npm run destroy -- --config FILE`,
		],
	};
}
