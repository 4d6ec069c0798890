import type { Part } from './part.ts';
import { deletePolicyLines, deleteScpLines } from './policy-left.ts';

type Outputs = ReadonlyMap<string, string>;

/**
 * Lists what outlives the stacks, and how to remove it. Policies must be removed before the next
 * deployment, because it uses the same names. `policy`: the account's own, null if it has none.
 */
export function whatIsLeft(
	{ kind, main }: Part,
	outputs: Outputs,
	policy: string | null,
): string[] {
	return [
		'Destroyed. Kept on purpose, with the commands that remove it:',
		...(kind === 'management'
			? scpLines(outputs)
			: [...tableLines(main.region, outputs), ...bucketLines(outputs)]),
		...(kind === 'hub' || policy === null
			? []
			: [
					'- the policy that denies nobody; it must go before you deploy again:',
					...deletePolicyLines(policy),
				]),
		...(kind === 'management' ? [] : logLines(main.region)),
	];
}

/** The table says who was denied when, by whom and why. */
function tableLines(region: string, outputs: Outputs): string[] {
	const table = outputs.get('TableName') ?? 'TABLE';
	return [
		`- the table ${table}, protected from deletion: everything that was known and decided`,
		`  aws dynamodb update-table --region ${region} --table-name ${table} --no-deletion-protection-enabled`,
		`  aws dynamodb delete-table --region ${region} --table-name ${table}`,
	];
}

/** A bucket can be deleted only without objects, and it also keeps older versions of them. */
function bucketLines(outputs: Outputs): string[] {
	const bucket = outputs.get('ReportBucket') ?? 'BUCKET';
	return [
		`- the bucket ${bucket}: the credential reports of the last years, the evidence of an audit`,
		`  empty it with all versions (console: S3 > ${bucket} > Empty), then`,
		`  aws s3api delete-bucket --bucket ${bucket}`,
	];
}

function logLines(region: string): string[] {
	return [
		'- the log groups, which delete their logs after three months',
		`  aws logs describe-log-groups --region ${region} --log-group-name-pattern eyes- --query 'logGroups[].logGroupName'`,
		`  aws logs delete-log-group --region ${region} --log-group-name NAME`,
	];
}

function scpLines(outputs: Outputs): string[] {
	return [
		'- the SCP that denies nobody; it must go before you deploy again:',
		...deleteScpLines(outputs.get('ContainmentScpArn') ?? 'POLICY'),
	];
}
