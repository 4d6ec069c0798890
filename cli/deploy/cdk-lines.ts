import type { Part } from './part.ts';

/** What the stacks are told beside the configuration. */
export interface Handed {
	/** ARN of the containment SCP for the hub; null where it needs none, or keeps the one that it was given. */
	readonly scp: string | null;
	/** The organization has a delegation policy of its own, to which ours is added by hand. */
	readonly delegationByHand: boolean;
}

/** Makes what the CDK needs in an account and Region. */
export function bootstrapLine({ account }: Part, region: string): string[] {
	return ['bootstrap', `aws://${account}/${region}`];
}

/** Shows what a deployment would change. */
export function diffLine(part: Part, handed: Pick<Handed, 'delegationByHand'>): string[] {
	return ['diff', ...stacksOf(part), ...contextOf(part, handed)];
}

/** The diff has been shown and answered, so the CDK need not ask once more. */
export function deployLine(part: Part, handed: Handed): string[] {
	const parameters =
		handed.scp === null ? [] : ['--parameters', `${part.main.stack}:ContainmentScp=${handed.scp}`];
	return [
		'deploy',
		...selected(part),
		'--require-approval',
		'never',
		...parameters,
		...contextOf(part, handed),
	];
}

/** Whoever runs it has been asked. */
export function destroyLine(part: Part): string[] {
	return ['destroy', ...selected(part), '--force'];
}

/** Stacks of other accounts are in the same app; in a single account there are only its own. */
function selected(part: Part): string[] {
	const names = stacksOf(part);
	return names.length === 0 ? ['--all'] : [...names, '--exclusively'];
}

/** The management account has one for each Region beside the main one. */
function stacksOf({ kind, main }: Part): string[] {
	if (kind === 'single-account') return [];
	return [kind === 'management' ? `${main.stack}*` : main.stack];
}

function contextOf(
	{ kind }: Part,
	{ delegationByHand }: Pick<Handed, 'delegationByHand'>,
): string[] {
	return kind === 'management' && delegationByHand ? ['--context', 'delegation=by-hand'] : [];
}
