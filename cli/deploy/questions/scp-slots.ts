import { targetIds } from '../../../shared/configuration/deployment-targets.ts';
import { CONTAINMENT_SCP, GUARD_SCP } from '../../../shared/runtime/names.ts';
import { oneLine } from '../../operate/containment-text.ts';
import { ifAllowed } from './if-allowed.ts';
import { NOTHING_TO_ASK, type Question } from './question.ts';

/**
 * So many SCPs can be attached to one root, unit or account, since May 2026, and an organization can
 * have so many in all. One of the ten is usually FullAWSAccess.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const MOST_AT_TARGET = 10;
const MOST_IN_ALL = 10_000;

const OURS: readonly string[] = [CONTAINMENT_SCP, GUARD_SCP];

/** Both SCPs must fit at every target, or the stack is rolled back, or nobody can be denied. */
export const askScpSlots: Question = ifAllowed(
	async ({ part: { kind }, deps: { configuration, aws } }) => {
		if (kind !== 'management') return NOTHING_TO_ASK;
		const targets = targetIds(configuration.deployment);
		const asked: Attached[] = [];
		// One after another: a pilot may name many accounts, and Organizations throttles.
		for (const target of targets) asked.push({ target, names: await aws.scpsAt(target) });
		const problems = [...inAll(await aws.scps()), ...asked.flatMap(whyNoRoom)];
		if (problems.length > 0) return { told: [], problems };
		const counts = asked.flatMap(({ target, names }) =>
			names === null ? [] : [`${target} has ${names.length} of ${MOST_AT_TARGET}`],
		);
		return { told: [`SCPs: room for ours, ${counts.join(', ')}`], problems };
	},
	({ deps: { configuration } }) => ({
		what: `whether two more SCPs fit at each target (${MOST_AT_TARGET} at most)`,
		command: `aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id ${targetIds(configuration.deployment)[0]}`,
	}),
);

function inAll(all: readonly string[]): string[] {
	const others = all.filter((name) => !OURS.includes(name)).length;
	if (others + OURS.length <= MOST_IN_ALL) return [];
	return [
		`the organization has ${others} SCPs without ours, and AWS allows ${MOST_IN_ALL}: delete ${others + OURS.length - MOST_IN_ALL} of them`,
	];
}

/** The SCPs at a target; null if the organization does not have it, which another question tells. */
interface Attached {
	readonly target: string;
	readonly names: readonly string[] | null;
}

function whyNoRoom({ target, names }: Attached): string[] {
	const others = (names ?? []).filter((name) => !OURS.includes(name));
	const tooMany = others.length + OURS.length - MOST_AT_TARGET;
	if (tooMany <= 0) return [];
	return [
		`${target} has ${others.length} SCPs, and AWS allows ${MOST_AT_TARGET} with our ${OURS.length}. Join some of them, and detach ${tooMany} (POLICY is an id that the first command prints): ${others.map((name) => oneLine(name)).join(', ')}\n  aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id ${target} --query 'Policies[].[Id,Name]' --output text\n  aws organizations detach-policy --policy-id POLICY --target-id ${target}`,
	];
}
