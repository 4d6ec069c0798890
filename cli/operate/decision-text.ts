import type { Unsure } from '../../shared/decision/contain.ts';
import { doubtSentence, type Refused, refusalSentence } from '../../shared/decision/refusals.ts';
import { UsageError } from '../usage-error.ts';
import { oneLine } from './containment-text.ts';
import type { OperateDeps } from './deps.ts';

/** Makes the error with which a command ends that does not carry out its decision. */
export function usageErrorOf(result: Refused | Unsure): UsageError {
	if (result.kind === 'refused') return new UsageError(refusalSentence(result));
	const doubts = result.doubts.map((doubt) => doubtSentence(doubt)).join('; ');
	return new UsageError(`${doubts}. If you are sure, add --yes`);
}

/** Says, before anything is changed, under which name the decision is recorded, and where. */
export async function tellWhoActs({
	caller,
	tell,
}: Pick<OperateDeps, 'caller' | 'tell'>): Promise<void> {
	await tell(
		`decided by ${oneLine(caller.arn)}: the history of each containment records this name.`,
	);
	await tell(
		'CloudTrail records your calls GetCallerIdentity and DescribeStacks, by which this command found you and the table.',
	);
}
