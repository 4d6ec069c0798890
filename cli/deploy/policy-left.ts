import type { Caller } from '../../shared/decision/decision-deps.ts';
import { policyArn } from '../../shared/runtime/names.ts';
import { readArn } from '../../shared/sign-in/arn.ts';

/** Gives the ARN of the containment policy in the caller's account. */
export function policyOf({ arn, account }: Caller): string {
	return policyArn(readArn(arn)?.partition ?? 'aws', account);
}

/** Gives the commands that delete the policy, its older versions first. */
export function deletePolicyLines(policy: string): string[] {
	return [
		`  aws iam list-policy-versions --policy-arn ${policy} --query 'Versions[?!IsDefaultVersion].VersionId' --output text`,
		`  aws iam delete-policy-version --policy-arn ${policy} --version-id VERSION   (each of these)`,
		`  aws iam delete-policy --policy-arn ${policy}`,
	];
}

/** Gives the commands that delete the containment SCP, which is attached above all accounts. */
export function deleteScpLines(arn: string): string[] {
	const id = arn.split('/').at(-1);
	return [
		`  aws organizations list-targets-for-policy --policy-id ${id} --query 'Targets[].TargetId' --output text`,
		`  aws organizations detach-policy --policy-id ${id} --target-id TARGET   (each of these)`,
		`  aws organizations delete-policy --policy-id ${id}`,
	];
}
