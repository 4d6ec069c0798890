import type { Configuration } from '../../../shared/configuration/configuration.ts';
import type { StackQuestions } from '../../operate/cloudformation-stacks.ts';
import type { StackState } from '../../operate/stack-state.ts';
import type { Part } from '../part.ts';

/** A resource that a deleted stack left in AWS. */
export interface Kept {
	readonly type: string;
	/** Its name in AWS. */
	readonly name: string;
	readonly region: string;
}

/**
 * Gives what stacks left in AWS: a deleted one, which CloudFormation knows by its ARN for ninety
 * days, and one whose first deployment was undone.
 */
export async function keptOf(
	states: readonly StackState[],
	stacks: StackQuestions,
): Promise<Kept[]> {
	const found = await Promise.all(
		states.map(async ({ id, region }) =>
			(await stacks.resources(id, region)).flatMap(({ type, physicalId: name, status }) =>
				status === 'DELETE_SKIPPED' && name !== null ? [{ type, name, region }] : [],
			),
		),
	);
	return found.flat();
}

/**
 * Lists what people's data is in, and so outlives the stacks, with the commands that remove it, each
 * thing once. The next deployment makes new ones.
 */
export function keptLines(found: readonly Kept[]): string[] {
	const kept = [...new Map(found.map((one) => [one.name, one])).values()];
	if (kept.length === 0) return [];
	const logs = kept.filter(({ type }) => type === LOG_GROUP);
	return [
		'Kept on purpose, with the commands that remove it; nothing of it is in the way of a new deployment:',
		...kept.flatMap(linesOf),
		...(logs.length === 0
			? []
			: ['- log groups, which delete their logs after three months:', ...logs.map(logLine)]),
	];
}

const LOG_GROUP = 'AWS::Logs::LogGroup';

function linesOf({ type, name, region }: Kept): string[] {
	if (type === LOG_GROUP) return [];
	// It says who was denied when, by whom and why.
	if (type === 'AWS::DynamoDB::Table')
		return [
			`- the table ${name}, protected from deletion: everything that was known and decided`,
			`  aws dynamodb update-table --region ${region} --table-name ${name} --no-deletion-protection-enabled`,
			`  aws dynamodb delete-table --region ${region} --table-name ${name}`,
		];
	// A bucket can be deleted only without objects, and it also keeps older versions of them.
	if (type === 'AWS::S3::Bucket')
		return [
			`- the bucket ${name}: the credential reports of the last years, the evidence of an audit`,
			`  empty it with all versions (console: S3 > ${name} > Empty), then`,
			`  aws s3api delete-bucket --bucket ${name}`,
		];
	return [`- ${name} (${type})`];
}

function logLine({ name, region }: Kept): string {
	return `  aws logs delete-log-group --region ${region} --log-group-name ${name}`;
}

/** Says what is true after a part is gone, elsewhere and for the next step. */
export function afterwards(
	{ kind }: Part,
	{ deployment, containment }: Configuration,
	outputs: ReadonlyMap<string, string> | null,
): string[] {
	if (kind === 'hub')
		return [
			'The rules of the other accounts now forward to a bus that is gone: that does no harm, and ends with the next step.',
			`Next, with credentials of the management account ${containment.managementAccount}: npm run destroy`,
		];
	if (kind !== 'management') return [];
	const byHand = outputs?.get('DelegationToAdd');
	return [
		'With the StackSets every account of the targets has lost its stacks, our roles and our rules.',
		...(containment.policyType === 'iam'
			? [
					'Their policies went with the stacks, because they were attached to nobody: else the StackSet could not have been deleted. Permission sets that still reference the policy cannot be provisioned there: remove the references.',
				]
			: []),
		...(byHand === undefined
			? []
			: [`Remove these statements from the delegation policy of the organization:\n  ${byHand}`]),
		`If the hub still stands in account ${deployment.organization?.hubAccount}, it can deny nobody any more: destroy it too.`,
	];
}
