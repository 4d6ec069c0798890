import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PLACEHOLDER } from '../shared/containment/document/placeholder.ts';
import { CONTAINMENT_POLICY, ROLE_PATH } from '../shared/runtime/names.ts';

/**
 * An account's policy that denies, created denying nobody. From then on its text belongs to the `contain` function.
 *
 * CloudFormation touches a resource only when its template says something new of it, and then it may write the text,
 * too. So this one says the least that creates it, and always the same: no description, no attachments, nothing from
 * the configuration. Another name, path or place among the constructs would replace it. The text differs from the
 * template's as soon as somebody is contained; that drift is meant, so never deploy with `--revert-drift`.
 *
 * It outlives its stack, lest deleting a stack frees whoever is contained; only a creation that is rolled back takes
 * it along, or the next try would find the name taken.
 */
export class ContainmentPolicy extends Construct {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		const policy = new CfnManagedPolicy(this, 'Policy', {
			managedPolicyName: CONTAINMENT_POLICY,
			path: ROLE_PATH,
			policyDocument: JSON.parse(PLACEHOLDER),
		});
		policy.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
	}
}
