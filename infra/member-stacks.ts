import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FORWARDER_ROLE, roleArn } from '../shared/runtime/names.ts';
import { AccountPart, type AccountPartProps } from './account-part.ts';
import { RegionPart, type Watching } from './region-part.ts';

/** The stack that each account of the organization has once. */
export class MemberAccountStack extends Stack {
	constructor(scope: Construct, id: string, part: AccountPartProps) {
		super(scope, id);
		new AccountPart(this, 'Account', part);
	}
}

interface MemberRegionStackProps extends StackProps {
	/** The ARN of the hub's bus. */
	readonly busArn: string;
	readonly watching: Watching;
}

/** The stack that each watched Region of an account has: it forwards events to the hub. */
export class MemberRegionStack extends Stack {
	constructor(
		scope: Construct,
		id: string,
		{ busArn, watching, ...props }: MemberRegionStackProps,
	) {
		super(scope, id, props);
		const forwarderArn = roleArn(Aws.PARTITION, Aws.ACCOUNT_ID, FORWARDER_ROLE);
		new RegionPart(this, 'Region', {
			destination: { kind: 'bus', busArn, forwarderArn },
			watching,
		});
	}
}
