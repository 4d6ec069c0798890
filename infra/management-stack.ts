import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnPolicy, CfnResourcePolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { GUARD_SCP } from '../shared/runtime/names.ts';
import { AccountPart } from './account-part.ts';
import { ContainmentScp } from './containment-scp.ts';
import { delegation } from './delegation.ts';
import { checkGuardSize, type GuardScope, guardScp } from './guard-scp.ts';
import { hubBusArn } from './hub-bus.ts';
import { StackSets } from './stack-sets.ts';

interface ManagementStackProps extends StackProps {
	readonly configuration: Configuration;
	/**
	 * False where the organization has a delegation policy for something else already, for it takes only one. Then the
	 * statements to add to that one are put out.
	 */
	readonly delegates: boolean;
}

/**
 * What only the management account can do for the hub: both SCPs, the delegation, the StackSets, and, because
 * StackSets never come there, its own account's part.
 */
export class ManagementStack extends Stack {
	constructor(
		scope: Construct,
		id: string,
		{ configuration, delegates, ...props }: ManagementStackProps,
	) {
		super(scope, id, props);
		const { region, regions, organization, guardExemptRoles } = configuration.deployment;
		if (organization === null)
			throw new Error('deployment.organization: is missing; fill in id, root and hubAccount');
		const { hubAccount, root } = organization;
		const { protectedPrincipals } = configuration.containment;
		const hub = {
			account: hubAccount,
			busArn: hubBusArn(region, hubAccount),
			organizationId: organization.id,
		};

		const scp = new ContainmentScp(this, 'ContainmentScp', { root });
		const guard = this.guard(root, { hubAccount, guardExemptRoles, containmentScp: scp.arn });
		this.delegate(delegates, delegation(hubAccount, scp.arn), guard);
		new AccountPart(this, 'Account', { hub, protectedPrincipals });
		new StackSets(this, 'StackSets', {
			hub,
			protectedPrincipals,
			root,
			regions: [region, ...regions],
		});
		new CfnOutput(this, 'ContainmentScpArn', { value: scp.arn });
	}

	private guard(root: string, scope: Omit<GuardScope, 'partition'>): CfnPolicy {
		checkGuardSize(guardScp({ ...scope, ...LONGEST }));
		return new CfnPolicy(this, 'GuardScp', {
			name: GUARD_SCP,
			description: 'Keeps others from undoing a containment and from stopping eyes-system',
			type: 'SERVICE_CONTROL_POLICY',
			content: guardScp({ ...scope, partition: Aws.PARTITION }),
			targetIds: [root],
		});
	}

	private delegate(isOurs: boolean, content: object, guard: CfnPolicy): void {
		if (!isOurs) {
			new CfnOutput(this, 'DelegationToAdd', { value: this.toJsonString(content) });
			return;
		}
		// Organizations takes one change at a time.
		new CfnResourcePolicy(this, 'Delegation', { content }).addResourceDependency(guard);
	}
}

/** In place of what is known only when deploying, for counting characters. */
const LONGEST = {
	partition: 'aws-us-gov',
	// Organizations gives its policies ids of at most 130 characters.
	containmentScp: `arn:aws-us-gov:organizations::111122223333:policy/o-${'x'.repeat(32)}/service_control_policy/${'p'.repeat(130)}`,
} as const;
