import type { Unsure } from '../../shared/decision/contain.ts';
import { doubtSentence, type Refused, refusalSentence } from '../../shared/decision/refusals.ts';
import { UsageError } from '../usage-error.ts';
import { oneLine } from './containment-text.ts';
import type { OperateDeps } from './deps.ts';

/** Why a decision is not carried out, as the command ends with it. */
export function usageErrorOf(result: Refused | Unsure): UsageError {
	if (result.kind === 'refused') return new UsageError(refusalSentence(result));
	const doubts = result.doubts.map((doubt) => doubtSentence(doubt)).join('; ');
	return new UsageError(`${doubts}. If that is meant, add --yes`);
}

/** Before anything is changed: as whom it will stand in the history, and where else it stands. */
export async function tellWhoActs({
	caller,
	tell,
}: Pick<OperateDeps, 'caller' | 'tell'>): Promise<void> {
	await tell(`decided by ${oneLine(caller.arn)}: so it stands in the history of each containment.`);
	await tell(
		'CloudTrail holds, too, that you asked who you are and where the table is (GetCallerIdentity, DescribeStacks).',
	);
}
