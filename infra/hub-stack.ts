import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { Hub } from './hub.ts';

interface HubStackProps extends StackProps {
	readonly configuration: Configuration;
}

/**
 * The stack of an organization's hub, in a security account. The hub's account gets its rules and
 * roles like every other account.
 */
export class HubStack extends Stack {
	constructor(scope: Construct, id: string, { configuration, ...props }: HubStackProps) {
		super(scope, id, props);
		const scp = configuration.containment.policyType === 'scp' ? scpParameter(this) : null;
		new Hub(this, 'Hub', { configuration, scp });
	}
}

/**
 * The stack of the management account creates the SCP in another account and before this stack, so
 * its ARN is a parameter of the deployment. CloudFormation keeps it from then on.
 */
function scpParameter(stack: Stack): string {
	return new CfnParameter(stack, 'ContainmentScp', {
		description: 'ARN of the containment SCP: an output of the stack of the management account',
		allowedPattern:
			'^arn:[a-z-]+:organizations::[0-9]{12}:policy/o-[a-z0-9]+/service_control_policy/p-[0-9a-zA-Z_]+$',
		constraintDescription: 'is not the ARN of an SCP; use the output of the management stack',
	}).valueAsString;
}
