import type { Part } from './part.ts';
import { deletePolicyLines, deleteScpLines } from './policy-left.ts';

type Outputs = ReadonlyMap<string, string>;

/** What outlives the stacks, and how to remove it. The next deployment finds policies by their names, so they must go first. */
export function whatIsLeft({ kind, main }: Part, outputs: Outputs, policy: string): string[] {
	return [
		'Destroyed. Kept on purpose, with the commands that remove it:',
		...(kind === 'management' ? scpLines(outputs) : tableLines(main.region, outputs)),
		...(kind === 'hub'
			? []
			: [
					'- the policy that denies nobody; it must go before you deploy again:',
					...deletePolicyLines(policy),
				]),
		...(kind === 'management' ? [] : logLines(main.region)),
	];
}

/** Who was denied when, by whom and why. */
function tableLines(region: string, outputs: Outputs): string[] {
	const table = outputs.get('TableName') ?? 'TABLE';
	return [
		`- the table ${table}, protected from deletion: all that was known and decided`,
		`  aws dynamodb update-table --region ${region} --table-name ${table} --no-deletion-protection-enabled`,
		`  aws dynamodb delete-table --region ${region} --table-name ${table}`,
	];
}

function logLines(region: string): string[] {
	return [
		'- the log groups, which empty themselves after three months',
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
