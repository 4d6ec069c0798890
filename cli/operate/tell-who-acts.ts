import { oneLine } from './containment-text.ts';
import type { OperateDeps } from './deps.ts';

/** Before anything is changed: as whom it will stand in the history, and where else it stands. */
export async function tellWhoActs({ caller, tell }: OperateDeps): Promise<void> {
	await tell(`decided by ${oneLine(caller.arn)}: so it stands in the history of each containment.`);
	await tell(
		'CloudTrail holds, too, that you asked who you are and where the table is (GetCallerIdentity, DescribeStacks).',
	);
}
