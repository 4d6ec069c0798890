import type { Part, StackPlace } from '../part.ts';

/** What is deployed, in addition to the configuration. */
export interface StackInputs {
	readonly part: Part;
	/** Those of the part's stacks that are deployed now. */
	readonly stacks: readonly StackPlace[];
	/**
	 * The ARN of the containment SCP for the hub; null if the hub needs none, or keeps the one that
	 * it already has.
	 */
	readonly scp: string | null;
	/**
	 * True if the organization has its own delegation policy, to which our statements are added by
	 * hand.
	 */
	readonly delegationByHand: boolean;
}

/** The folder to which the CDK writes the templates when it synthesizes. */
const SYNTHESIZED = 'cdk.out';

/** Gives the arguments that bootstrap the CDK in an account and Region. */
export function bootstrapLine({ account }: Part, region: string): string[] {
	return ['bootstrap', `aws://${account}/${region}`];
}

/**
 * Gives the arguments that show what a deployment would change. They compare templates: the CDK's
 * other way creates a change set, and for a new stack an empty stack, before the user has answered.
 * https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-diff.html
 */
export function diffLine({ stacks, ...inputs }: Omit<StackInputs, 'scp'>): string[] {
	return ['diff', ...selected(stacks), '--method', 'template', ...contextOf(inputs)];
}

/**
 * Gives the arguments that end with exit code 1 if the templates of the previous `diffLine` differ
 * from what is deployed, with 0 if they do not. Without `--fail` the CDK does not tell the two apart,
 * and with it a difference looks like an error.
 */
export function failsIfDifferentLine(stacks: readonly StackPlace[]): string[] {
	return ['diff', ...selected(stacks), '--method', 'template', '--fail', '--app', SYNTHESIZED];
}

/**
 * Gives the arguments that deploy. The CDK need not ask, because the user has seen and accepted the
 * diff.
 */
export function deployLine({ stacks, scp, ...inputs }: StackInputs): string[] {
	const { stack } = inputs.part.main;
	const parameters = scp === null ? [] : ['--parameters', `${stack}:ContainmentScp=${scp}`];
	return [
		'deploy',
		...selected(stacks),
		'--require-approval',
		'never',
		...parameters,
		...contextOf(inputs),
	];
}

/**
 * Gives the arguments that destroy. The CDK need not ask, because the user has already been asked.
 */
export function destroyLine({ stacks }: Part): string[] {
	return ['destroy', ...selected(stacks), '--force'];
}

/** Gives the arguments that undo an update that failed half-way. */
export function rollbackLine(stack: string): string[] {
	return ['rollback', stack];
}

/** An organization's app also has stacks of other accounts, on which ours may depend. */
function selected(stacks: readonly StackPlace[]): string[] {
	return [...stacks.map(({ stack }) => stack), '--exclusively'];
}

function contextOf({
	part,
	delegationByHand,
}: Pick<StackInputs, 'part' | 'delegationByHand'>): string[] {
	return part.kind === 'management' && delegationByHand ? ['--context', 'delegation=by-hand'] : [];
}
