import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PLACEHOLDER } from '../shared/containment/document/placeholder.ts';
import { CONTAINMENT_SCP } from '../shared/runtime/names.ts';

interface ContainmentScpProps {
	/** `r-…`: above all accounts. An organization has one, for good. */
	readonly root: string;
}

/**
 * The SCP that denies, created denying nobody and attached above all accounts. From then on its text belongs to the
 * `contain` function.
 *
 * Whatever an update of this resource is about, a tag or a target, CloudFormation calls `UpdatePolicy` with the text
 * of the template, and so would free everybody who is contained. Therefore nothing here may ever change: name, text
 * and target are constant, there is no description, and neither it nor its stack carries tags, for CloudFormation
 * hands a stack's tags down. The raw resource keeps `Tags.of` away from it. Never deploy with `--revert-drift`.
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-organizations (UpdateHandler)
 *
 * It outlives its stack; a creation that is rolled back takes it along, or the next try would find the name taken.
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
		`Take the tags off the stack ${stack.stackName}: for their sake CloudFormation would write the text of the ` +
			'containment SCP anew, and free whoever is contained.',
	];
}
