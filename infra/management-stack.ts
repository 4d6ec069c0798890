import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnPolicy, CfnResourcePolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { targetIds } from '../shared/configuration/deployment-targets.ts';
import { coversManagement } from '../shared/configuration/management-account.ts';
import { GUARD_SCP, hubBusArn } from '../shared/runtime/names.ts';
import { AccountPart } from './account-part.ts';
import { ContainmentScp } from './containment-scp.ts';
import { delegation } from './delegation.ts';
import type { GuardScope } from './guard/guard-scope.ts';
import { checkGuardSize, guardScp } from './guard-scp.ts';
import { watchingOf } from './region-part.ts';
import { StackSets } from './stack-sets.ts';

interface ManagementStackProps extends StackProps {
	readonly configuration: Configuration;
	/**
	 * False if the organization already has a delegation policy for something else, because only
	 * one is allowed. The stack then outputs the statements to add to that policy.
	 */
	readonly delegates: boolean;
}

/**
 * Creates what only the management account can do for the hub: both SCPs, the delegation and the
 * StackSets; and also its own account's part, because StackSets do not deploy to it.
 */
export class ManagementStack extends Stack {
	constructor(
		scope: Construct,
		id: string,
		{ configuration, delegates, ...props }: ManagementStackProps,
	) {
		super(scope, id, props);
		const { region, regions, organization, targets, ...guarding } = configuration.deployment;
		if (organization === null || targets === null)
			throw new Error('deployment.organization and deployment.targets: fill in both');
		const { hubAccount, root } = organization;
		const { protectedPrincipals, policyType } = configuration.containment;
		const hub = {
			account: hubAccount,
			busArn: hubBusArn(Aws.PARTITION, region, hubAccount),
			organizationId: organization.id,
		};

		const scp = new ContainmentScp(this, 'ContainmentScp');
		const { guardExemptRoles, guardTrails } = guarding;
		const guard = this.guard(targetIds(configuration.deployment), {
			...{ hubAccount, guardExemptRoles, guardTrails, containmentScp: scp.arn },
		});
		this.delegate(delegates, delegation(hubAccount, scp.arn), guard);
		const hasPolicy = coversManagement(configuration.containment);
		new AccountPart(this, 'Account', {
			...{ hub, protectedPrincipals, hasPolicy, kind: 'management' },
		});
		new StackSets(this, 'StackSets', {
			part: {
				...{ hub, protectedPrincipals, hasPolicy: policyType === 'iam', kind: 'member' },
			},
			watching: watchingOf(configuration),
			...{ root, targets },
			regions: [region, ...regions],
		});
		new CfnOutput(this, 'ContainmentScpArn', { value: scp.arn });
		// `eyes deploy` sees by it that the hub moves, and that its new bus must exist first.
		new CfnOutput(this, 'HubBusArn', { value: hub.busArn });
		// With another type the policies of all accounts go, also one that still denies somebody.
		new CfnOutput(this, 'PolicyType', { value: policyType });
	}

	private guard(targets: string[], scope: Omit<GuardScope, 'partition'>): CfnPolicy {
		checkGuardSize(guardScp({ ...scope, ...LONGEST }));
		return new CfnPolicy(this, 'GuardScp', {
			name: GUARD_SCP,
			description: 'Keeps others from undoing a containment and from stopping eyes-system',
			type: 'SERVICE_CONTROL_POLICY',
			content: guardScp({ ...scope, partition: Aws.PARTITION }),
			targetIds: targets,
		});
	}

	private delegate(isOurs: boolean, content: object, guard: CfnPolicy): void {
		if (!isOurs) {
			new CfnOutput(this, 'DelegationToAdd', { value: this.toJsonString(content) });
			return;
		}
		// Organizations accepts one change at a time.
		new CfnResourcePolicy(this, 'Delegation', { content }).addResourceDependency(guard);
	}
}

/** Stands in for values that are known only during the deployment, for counting characters. */
const LONGEST = {
	partition: 'aws-us-gov',
	// The ids of policies in Organizations have at most 130 characters.
	containmentScp: `arn:aws-us-gov:organizations::111122223333:policy/o-${'x'.repeat(32)}/service_control_policy/${'p'.repeat(130)}`,
} as const;
