import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PLACEHOLDER } from '../shared/containment/document/placeholder.ts';
import { CONTAINMENT_POLICY, ROLE_PATH } from '../shared/runtime/names.ts';

/**
 * Creates an account's policy that denies, with a text that denies nobody. From then on only the
 * `contain` function writes its text.
 *
 * CloudFormation changes a resource only if its template differs, and then it may also write the
 * text. So this template has the minimum that creates the policy, and it never changes: no
 * description, no attachments, nothing from the configuration. Another name, path or construct id
 * would replace the policy. The text differs from the template as soon as somebody is contained;
 * that drift is intended, so never deploy with `--revert-drift`.
 *
 * It goes with its stack, so that an account may leave and come back, and the next deployment does
 * not find the name in use. While somebody is denied it is attached to them, and IAM refuses to
 * delete an attached policy (`DeleteConflict`). Whether CloudFormation detaches it first is not
 * documented, so `eyes destroy` looks itself.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export class ContainmentPolicy extends Construct {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		const policy = new CfnManagedPolicy(this, 'Policy', {
			managedPolicyName: CONTAINMENT_POLICY,
			path: ROLE_PATH,
			policyDocument: JSON.parse(PLACEHOLDER),
		});
		policy.applyRemovalPolicy(RemovalPolicy.DESTROY);
	}
}
