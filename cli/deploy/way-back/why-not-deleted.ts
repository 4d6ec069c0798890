import type { Failure, StackQuestions } from '../../operate/cloudformation-stacks.ts';
import { EVENTS_DENIED, failureLine } from '../../operate/live-stack.ts';
import { type StackState, standingOf, stateLine } from '../../operate/stack-state.ts';

/**
 * Says of a stack whose deletion failed which resources are left, why in the words of AWS, and what
 * helps. Nothing for other stacks.
 */
export async function whyNotDeleted(state: StackState, stacks: StackQuestions): Promise<string[]> {
	if (standingOf(state) !== 'half-deleted') return [];
	const failures = await stacks.failures(state.id, state.region);
	const lines =
		failures === 'denied'
			? [EVENTS_DENIED]
			: failures.flatMap((failure) => [failureLine(failure), ...helpFor(failure)]);
	return [stateLine(state), ...lines, '  Then run npm run destroy again: it deletes what is left'];
}

function helpFor({ type }: Failure): string[] {
	if (type === 'AWS::CloudFormation::StackSet')
		return [
			'    An account still has a stack of this StackSet. Which one, and why, for each StackSet (eyes-accounts, eyes-regions, and both with -named):',
			"    aws cloudformation list-stack-instances --stack-set-name NAME --query 'Summaries[].[Account,Region,StackInstanceStatus.DetailedStatus,StatusReason]' --output text",
			'    With containment.policyType "iam" it is often a policy that is still attached: detach it there (aws iam list-entities-for-policy)',
		];
	if (type === 'AWS::IAM::ManagedPolicy')
		return ['    Running this again names to whom the policy is attached, and how to detach it'];
	if (type === 'AWS::Organizations::Policy')
		return [
			'    Running this again detaches the containment SCP from everything, if its text denies nobody',
		];
	return [];
}
