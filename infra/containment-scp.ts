import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PLACEHOLDER } from '../shared/containment/document/placeholder.ts';
import { CONTAINMENT_SCP } from '../shared/runtime/names.ts';

interface ContainmentScpProps {
	/**
	 * The id of the root above all accounts, `r-…`. An organization has one, and it never changes.
	 */
	readonly root: string;
}

/**
 * Creates the SCP that denies, with a text that denies nobody, attached above all accounts. From
 * then on only the `contain` function writes its text.
 *
 * For every update of this resource, even of a tag or an attachment, CloudFormation calls
 * `UpdatePolicy` with the text of the template, which would release everybody who is contained.
 * Therefore nothing here may ever change: name, text and attachment are constant, there is no
 * description, and neither the SCP nor its stack has tags, because CloudFormation passes a stack's
 * tags on. The raw resource keeps `Tags.of` away from it. Never deploy with `--revert-drift`.
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-organizations
 * (UpdateHandler)
 *
 * The SCP outlives its stack. A creation that is rolled back deletes it, because otherwise the next
 * attempt would find the name in use.
 */
export class ContainmentScp extends Construct {
	readonly arn: string;

	constructor(scope: Construct, id: string, { root }: ContainmentScpProps) {
		super(scope, id);
		const policy = new CfnResource(this, 'Policy', {
			type: 'AWS::Organizations::Policy',
			properties: {
				Name: CONTAINMENT_SCP,
				Type: 'SERVICE_CONTROL_POLICY',
				Content: JSON.parse(PLACEHOLDER),
				TargetIds: [root],
			},
		});
		policy.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
		this.arn = policy.getAtt('Arn').toString();
		this.node.addValidation({ validate: () => untagged(Stack.of(this)) });
	}
}

function untagged(stack: Stack): string[] {
	if (!stack.tags.hasTags()) return [];
	return [
		`Remove the tags of the stack ${stack.stackName}: because of them CloudFormation would overwrite the text of the ` +
			'containment SCP, and release everybody who is contained.',
	];
}
