import {
	CONTAIN_ROLE,
	FORWARDER_ROLE,
	HUB_STACK,
	ROLE_PATH,
} from '../../../shared/runtime/names.ts';
import { isDenied } from '../../operate/aws-words.ts';
import type { DeployDeps } from '../deps.ts';
import type { Part } from '../part.ts';
import { ifAllowed } from './if-allowed.ts';
import type { RegionState } from './preflight.ts';
import { NOTHING_TO_ASK, type Question } from './question.ts';

/** Of the roles that each part makes itself, one is enough. The member's part may be in a hub too. */
const OWN_ROLES: Readonly<Record<Part['kind'], readonly string[]>> = {
	'single-account': [CONTAIN_ROLE, FORWARDER_ROLE],
	management: [FORWARDER_ROLE],
	hub: [CONTAIN_ROLE],
};

/**
 * Whether the account has another deployment already: of another Region, of the other kind, or as a
 * member of an organization. IAM has no Regions, so our roles and the containment policy would be in
 * the way, and that policy is not left over but at work.
 */
export const askNamesInUse: Question = ifAllowed(
	async ({ part, deps }) => {
		const { stack, region } = part.main;
		if ((await deps.stacks.state(stack, region)) !== null) return NOTHING_TO_ASK;
		const found = await Promise.all(OWN_ROLES[part.kind].map((role) => deps.aws.roleArn(role)));
		const ours = found.filter((arn) => arn?.includes(`:role${ROLE_PATH}`) === true);
		if (ours.length === 0) return NOTHING_TO_ASK;
		const where = await hubStacks(part, deps);
		const problem = [
			`account ${part.account} has no stack ${stack} in ${region}, but roles of eyes-system: ${ours.join(', ')}. ${where.length > 0 ? `The stack ${HUB_STACK} is in ${where.join(', ')}` : 'Another deployment made them'}, and one account cannot have two.`,
			'  If deployment.region or deployment.kind is wrong, correct it',
			'  Else destroy the other deployment first, with its configuration: npm run destroy -- --config FILE',
			`  Its stack, if you do not know it: aws cloudformation describe-stack-resources --region REGION --physical-resource-id ${ours[0]?.split('/').at(-1)}`,
		].join('\n');
		return { told: [], problems: [problem] };
	},
	({ part }) => ({
		what: `whether account ${part.account} has another deployment of eyes-system, whose roles would be in the way`,
		command: `aws iam list-roles --path-prefix ${ROLE_PATH} --query 'Roles[].Arn'`,
	}),
);

/**
 * Gives the Regions in which a hub or a single account is seen. An SCP may deny every call in a Region
 * that the account could use.
 */
async function hubStacks({ main }: Part, { aws, stacks }: DeployDeps): Promise<string[]> {
	const states = await orIfDenied(aws.regions(main.region), new Map<string, RegionState>());
	const usable = [...states].filter(([, state]) => state === 'by-default' || state === 'enabled');
	const names = usable.map(([name]) => name);
	const found = await Promise.all(
		names.map((region) => orIfDenied(stacks.state(HUB_STACK, region), null)),
	);
	return names.filter((_, at) => found[at] !== null);
}

async function orIfDenied<T>(asked: Promise<T>, otherwise: T): Promise<T> {
	try {
		return await asked;
	} catch (error) {
		if (isDenied(error)) return otherwise;
		throw error;
	}
}
