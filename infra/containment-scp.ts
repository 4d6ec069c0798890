import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PLACEHOLDER } from '../shared/containment/document/placeholder.ts';
import { CONTAINMENT_SCP } from '../shared/runtime/names.ts';

/**
 * Creates the SCP that denies, with a text that denies nobody, attached to nothing. From then on
 * only the `contain` function writes its text, and only `eyes deploy` attaches it to the targets.
 *
 * For every update of this resource, even of a tag or an attachment, CloudFormation calls
 * `UpdatePolicy` with the text of the template, which would release everybody who is contained.
 * Therefore nothing here may ever change: name and text are constant, there are no targets, because
 * a pilot grows, there is no description, and neither the SCP nor its stack has tags, because
 * CloudFormation passes a stack's tags on. The raw resource keeps `Tags.of` away from it. Never
 * deploy with `--revert-drift`.
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-organizations
 * (UpdateHandler, DeleteHandler)
 *
 * It goes with its stack, so that the next deployment does not find its name in use. While it is
 * attached, Organizations refuses to delete it (`PolicyInUse`): CloudFormation detaches only targets
 * of the template. So a stack that is deleted by mistake releases nobody.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html
 */
export class ContainmentScp extends Construct {
	readonly arn: string;

	constructor(scope: Construct, id: string) {
		super(scope, id);
		const policy = new CfnResource(this, 'Policy', {
			type: 'AWS::Organizations::Policy',
			properties: {
				Name: CONTAINMENT_SCP,
				Type: 'SERVICE_CONTROL_POLICY',
				Content: JSON.parse(PLACEHOLDER),
			},
		});
		policy.applyRemovalPolicy(RemovalPolicy.DESTROY);
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
