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
 * IAM refuses to delete an attached policy (`DeleteConflict`), but whether CloudFormation detaches it
 * first is not documented. So where `eyes destroy` can delete the policy itself, after it has looked,
 * it outlives its stack: a stack that is deleted by mistake releases nobody. Only in the accounts of
 * StackSets it goes with its stack, so that an account may leave and come back without finding the
 * name in use.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export class ContainmentPolicy extends Construct {
	constructor(
		scope: Construct,
		id: string,
		{ outlivesStack }: { readonly outlivesStack: boolean },
	) {
		super(scope, id);
		const policy = new CfnManagedPolicy(this, 'Policy', {
			managedPolicyName: CONTAINMENT_POLICY,
			path: ROLE_PATH,
			policyDocument: JSON.parse(PLACEHOLDER),
		});
		// A creation that is rolled back deletes it in any case, or the next attempt would find it.
		policy.applyRemovalPolicy(
			outlivesStack ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
		);
	}
}
