import type { Part } from './part.ts';

/** The inputs of the stacks beside the configuration. */
export interface StackInputs {
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

/** Gives the arguments that bootstrap the CDK in an account and Region. */
export function bootstrapLine({ account }: Part, region: string): string[] {
	return ['bootstrap', `aws://${account}/${region}`];
}

/** Gives the arguments that show what a deployment would change. */
export function diffLine(part: Part, inputs: Pick<StackInputs, 'delegationByHand'>): string[] {
	return ['diff', ...stacksOf(part), ...contextOf(part, inputs)];
}

/**
 * Gives the arguments that deploy. The CDK need not ask, because the user has seen and accepted the
 * diff.
 */
export function deployLine(part: Part, inputs: StackInputs): string[] {
	const parameters =
		inputs.scp === null ? [] : ['--parameters', `${part.main.stack}:ContainmentScp=${inputs.scp}`];
	return [
		'deploy',
		...selected(part),
		'--require-approval',
		'never',
		...parameters,
		...contextOf(part, inputs),
	];
}

/**
 * Gives the arguments that destroy. The CDK need not ask, because the user has already been asked.
 */
export function destroyLine(part: Part): string[] {
	return ['destroy', ...selected(part), '--force'];
}

/**
 * An organization's app also has stacks of other accounts; the app of a single account only has its
 * own.
 */
function selected(part: Part): string[] {
	const names = stacksOf(part);
	return names.length === 0 ? ['--all'] : [...names, '--exclusively'];
}

/** Beside its main stack, the management account has one stack for each Region. */
function stacksOf({ kind, main }: Part): string[] {
	if (kind === 'single-account') return [];
	return [kind === 'management' ? `${main.stack}*` : main.stack];
}

function contextOf(
	{ kind }: Part,
	{ delegationByHand }: Pick<StackInputs, 'delegationByHand'>,
): string[] {
	return kind === 'management' && delegationByHand ? ['--context', 'delegation=by-hand'] : [];
}
