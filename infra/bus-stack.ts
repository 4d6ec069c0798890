import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HubBus } from './hub-bus.ts';

interface BusStackProps extends StackProps {
	/** The organization's id, `o-…`. */
	readonly organization: string;
}

/**
 * The stack of the bus of an organization's hub, deployed before all others. The rules of all
 * accounts forward to this bus, and AWS refuses a rule whose target does not exist. The hub itself
 * comes last, because it needs the ARN of the containment SCP from the management account.
 */
export class BusStack extends Stack {
	constructor(scope: Construct, id: string, { organization, ...props }: BusStackProps) {
		super(scope, id, props);
		const bus = new HubBus(this, 'Bus', { organization });
		new CfnOutput(this, 'BusArn', { value: bus.arn });
	}
}
