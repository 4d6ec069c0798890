/** A stack as CloudFormation describes it. */
export interface StackState {
	readonly name: string;
	readonly region: string;
	/** The ARN, by which CloudFormation also knows a deleted stack. */
	readonly id: string;
	readonly status: string;
	/** Why it has this status, in the words of AWS; null if AWS says nothing. */
	readonly reason: string | null;
}

/**
 * What can be done with a stack:
 * - `there`: it is deployed.
 * - `new`: no deployment of it has ever completed, and nothing of it works.
 * - `half-deleted`: its deletion failed, and a part of it is gone.
 * - `stuck`: an update failed and could not be undone. CloudFormation updates it only after it was
 *   rolled back.
 * - `busy`: CloudFormation is at work.
 */
export type Standing = 'there' | 'new' | 'half-deleted' | 'stuck' | 'busy';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export function standingOf({ status }: Pick<StackState, 'status'>): Standing {
	if (status !== 'REVIEW_IN_PROGRESS' && status.endsWith('_IN_PROGRESS')) return 'busy';
	if (isNew(status)) return 'new';
	if (status === 'DELETE_FAILED') return 'half-deleted';
	return status.endsWith('_FAILED') ? 'stuck' : 'there';
}

/**
 * True if no deployment of a stack with this status has completed. `REVIEW_IN_PROGRESS`: only a
 * change set was made.
 */
export function isNew(status: string): boolean {
	return /^(REVIEW_IN_PROGRESS|CREATE_IN_PROGRESS|CREATE_FAILED|ROLLBACK_\w+)$/.test(status);
}

/** Says in one line in which state a stack is, and what that means. */
export function stateLine(state: StackState): string {
	const { name, region, status } = state;
	return `stack ${name} in ${region}: ${status}, ${MEANING[standingOf(state)]}`;
}

const MEANING: Readonly<Record<Standing, string>> = {
	there: 'deployed',
	new: 'its first deployment did not complete, and nothing of it works',
	'half-deleted': 'its deletion failed, and a part of it is left',
	stuck: 'its last deployment failed and could not be undone',
	busy: 'CloudFormation is at work on it',
};
