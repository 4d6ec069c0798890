import { SIZE_LIMITS } from '../shared/containment/policy-id.ts';
import {
	attachmentsAndLeaving,
	type Condition,
	inTheHubByKeys,
	KEY_OF_ALARMS,
	TAGGING,
} from './guard/by-keys.ts';
import { exemptInTheHub, exemptRoles } from './guard/exempt-roles.ts';
import { type Guarded, type GuardScope, joined } from './guard/guard-scope.ts';
import { inEveryAccount } from './guard/in-every-account.ts';
import { inTheHub } from './guard/in-the-hub.ts';

interface Statement {
	readonly Sid: string;
	readonly Effect: 'Deny';
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	readonly Condition: Condition;
}

/** The content of an SCP. */
export interface Scp {
	readonly Version: '2012-10-17';
	readonly Statement: readonly Statement[];
}

/**
 * Builds the SCP that keeps everybody but the exempt roles from undoing a containment and from
 * stopping the monitor, including administrators and roots of member accounts. It does not apply to
 * the management account and to service-linked roles, because no SCP does. Identity Center attaches
 * the containment policy to the roles of permission sets with such a role, and StackSets creates
 * its execution roles with one, so both continue to work.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function guardScp(scope: GuardScope): Scp {
	const [everywhere, inHub] = [exemptRoles(scope), exemptInTheHub(scope)];
	return {
		Version: '2012-10-17',
		Statement: [
			deny('InEveryAccount', joined(inEveryAccount(scope)), everywhere),
			deny('TheAttachmentsAndLeaving', attachmentsAndLeaving(scope), everywhere),
			deny('TheTag', TAGGING, everywhere),
			deny('InTheHub', joined(inTheHub(scope)), inHub),
			deny('InTheHubByKeys', inTheHubByKeys(scope), inHub),
			deny('TheKeyOfTheAlarms', KEY_OF_ALARMS, inHub),
		],
	};
}

function deny(
	Sid: string,
	{ actions, resources, condition }: Guarded & { condition?: Condition },
	exempt: readonly string[],
): Statement {
	return {
		...{ Sid, Effect: 'Deny', Action: actions, Resource: resources },
		Condition: { ArnNotLike: { 'aws:PrincipalArn': exempt }, ...condition },
	};
}

/** Throws if AWS would refuse an SCP of this size. */
export function checkGuardSize(scp: Scp): void {
	const { length } = JSON.stringify(scp);
	if (length <= SIZE_LIMITS.scp) return;
	throw new Error(
		`the guard SCP has ${length} characters, and AWS allows ${SIZE_LIMITS.scp}; ` +
			'shorten deployment.guardExemptRoles, for example with one entry with * in place of several, or list fewer deployment.guardTrails',
	);
}
