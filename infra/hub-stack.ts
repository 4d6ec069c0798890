import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { Hub } from './hub.ts';

interface HubStackProps extends StackProps {
	readonly configuration: Configuration;
}

/** The hub of an organization, in a security account. Rules and roles come to its account as to every other. */
export class HubStack extends Stack {
	constructor(scope: Construct, id: string, { configuration, ...props }: HubStackProps) {
		super(scope, id, props);
		const scp = configuration.containment.policyType === 'scp' ? scpParameter(this) : null;
		new Hub(this, 'Hub', { configuration, scp });
	}
}

/**
 * The stack of the management account makes the SCP, in another account and before this one, so its ARN is handed over at
 * deploying. CloudFormation keeps it from then on.
 */
function scpParameter(stack: Stack): string {
	return new CfnParameter(stack, 'ContainmentScp', {
		description: 'ARN of the containment SCP: an output of the stack of the management account',
		allowedPattern:
			'^arn:[a-z-]+:organizations::[0-9]{12}:policy/o-[a-z0-9]+/service_control_policy/p-[0-9a-zA-Z_]+$',
		constraintDescription: 'is no ARN of an SCP; take the one that the management stack puts out',
	}).valueAsString;
}
