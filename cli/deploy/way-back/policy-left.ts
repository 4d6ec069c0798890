import { isPlaceholder } from '../../../shared/containment/document/placeholder.ts';
import { CONTAINMENT_SCP } from '../../../shared/runtime/names.ts';
import type { StackResource } from '../../operate/cloudformation-stacks.ts';
import type { StackState } from '../../operate/stack-state.ts';
import { UsageError } from '../../usage-error.ts';
import type { DeployDeps } from '../deps.ts';
import type { Part } from '../part.ts';
import { holdersOf, ownPolicyOf } from './references.ts';

/** Something of an earlier deployment that must go before the next one. */
export interface Obstacle {
	/** What is to be done, as the question says it. */
	readonly what: string;
	/** Does it. Gives the exit code. */
	readonly clear: () => Promise<number>;
}

/**
 * Gives the policies that no stack owns, which CloudFormation could not create again: early versions
 * kept them, and so does a stack that is deleted while they are in use. Throws a UsageError for one
 * that still denies somebody or is attached to somebody.
 */
export async function policiesLeft(
	part: Part,
	states: readonly StackState[],
	deps: DeployDeps,
): Promise<Obstacle[]> {
	if (part.kind === 'hub') return [];
	const main = states.find(({ name }) => name === part.main.stack);
	const owned = main === undefined ? [] : await deps.stacks.resources(main.id, main.region);
	const isOwned = (id: string) => owned.some((resource) => owns(resource, id));
	const policy = ownPolicyOf(part, deps);
	return [
		...(policy === null || isOwned(policy) ? [] : await policyLeft(policy, deps)),
		...(part.kind === 'management' ? await scpLeft(isOwned, deps) : []),
	];
}

function owns({ physicalId, status }: StackResource, id: string): boolean {
	return physicalId === id && status !== 'DELETE_SKIPPED' && status !== 'DELETE_COMPLETE';
}

async function policyLeft(arn: string, { aws, policies }: DeployDeps): Promise<Obstacle[]> {
	const [text, attached] = await Promise.all([policies.text(arn), aws.attachedTo(arn)]);
	if (text === null || attached === null) return [];
	const holders = holdersOf(attached, arn);
	if (!isPlaceholder(text)) throw stillDenies(arn, holders);
	if (holders.length > 0) throw stillAttached(arn, holders);
	const clear = async () => {
		await policies.deleteOlderVersions(arn);
		await policies.delete(arn);
		return 0;
	};
	return [{ what: removal(arn), clear }];
}

async function scpLeft(
	isOwned: (id: string) => boolean,
	{ aws, attachments, policies }: DeployDeps,
): Promise<Obstacle[]> {
	const scp = await aws.scpByName(CONTAINMENT_SCP);
	if (typeof scp === 'string') return [];
	const { arn } = scp;
	const id = arn.split('/').at(-1) ?? arn;
	if (isOwned(id)) return [];
	const [text, targets] = await Promise.all([aws.scpText(arn), attachments.targetsOf(arn)]);
	const holders = targets.map(
		(target) => `  aws organizations detach-policy --policy-id ${id} --target-id ${target}`,
	);
	if (!isPlaceholder(text)) throw stillDenies(arn, holders);
	if (holders.length > 0) throw stillAttached(arn, holders);
	const clear = async () => {
		await policies.deleteScp(arn);
		return 0;
	};
	return [{ what: removal(arn), clear }];
}

function removal(arn: string): string {
	return `delete ${arn}, which is left from an earlier deployment, denies nobody and is attached to nobody`;
}

function stillDenies(arn: string, holders: readonly string[]): UsageError {
	return new UsageError(
		[
			`${arn} is left from an earlier deployment and still denies somebody, and no stack owns it, so nobody could be released. Nothing was deployed.`,
			'Read its text (docs/reading-the-deny-document.md). If those people may work again, detach it where it is attached:',
			...(holders.length > 0 ? holders : ['  it is attached to nobody']),
			'Then give it the text that denies nobody (docs/runbook.md, "Undo everything by hand without eyes-system"), and run this again',
		].join('\n'),
	);
}

function stillAttached(arn: string, holders: readonly string[]): UsageError {
	return new UsageError(
		`${arn} is left from an earlier deployment and denies nobody, but it is still attached, and CloudFormation cannot create it again. Detach it first, then run this again:\n${holders.join('\n')}`,
	);
}
