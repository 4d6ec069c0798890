import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { Caller } from '../../shared/decision/decision-deps.ts';
import type { StackInstance } from '../../shared/stack-sets/stack-instance.ts';
import type { ListedRule } from '../doctor/wildcards.ts';
import type { StackQuestions } from '../operate/cloudformation-stacks.ts';
import type { OperateDeps } from '../operate/deps.ts';
import type { Trail } from './questions/check-trails.ts';
import type { PreflightQuestions } from './questions/preflight.ts';

/** The names of the users, groups and roles to which a policy is attached. */
export interface AttachedTo {
	readonly users: readonly string[];
	readonly groups: readonly string[];
	readonly roles: readonly string[];
}

/** What the management account must have enabled, because no stack can do that. */
export interface OrganizationState {
	/** True if SCPs are enabled. */
	readonly hasScps: boolean;
	/** True if StackSets may deploy into the accounts. */
	readonly hasStackSets: boolean;
	/** True if there is a delegation policy; an organization has at most one. */
	readonly hasDelegation: boolean;
}

/** The questions about StackSets and the accounts to which they deploy. */
export interface StackSetQuestions {
	/** Gives the names of our StackSets that work, or will work, on an operation. */
	working(): Promise<readonly string[]>;
	/** Gives every instance of our StackSets. */
	instances(): Promise<readonly StackInstance[]>;
	/** Gives the ids of all active accounts of the organization, and of those under some units. */
	accounts(units: readonly string[]): Promise<{
		readonly active: readonly string[];
		readonly inUnits: readonly string[];
	}>;
}

/** The questions to AWS, asked with the credentials of the person who deploys. */
export interface DeployQuestions extends PreflightQuestions {
	/**
	 * Gives the version of the CDK's bootstrap stack in a Region of the account; null if there is
	 * none.
	 */
	bootstrapVersion(region: string): Promise<number | null>;
	/** Gives all trails that log in a Region, including those of the organization. */
	trails(region: string): Promise<readonly Trail[]>;
	/** Gives every rule of an event bus; none if there is no such bus. */
	rulesOf(region: string, bus: string): Promise<readonly ListedRule[]>;
	/** Gives the outputs of a stack by key; null if no deployment of it has ever completed. */
	outputs(stack: string, region: string): Promise<ReadonlyMap<string, string> | null>;
	/** Gives the values of a stack's parameters by key; null as for its outputs. */
	parameters(stack: string, region: string): Promise<ReadonlyMap<string, string> | null>;
	/** Gives the units, or the root, to which a StackSet deploys; none if there is no such StackSet. */
	unitsOfStackSet(name: string, region: string): Promise<readonly string[]>;
	/** Gives the ARN of the SCP with this name. `denied`: these credentials may not list SCPs. */
	scpByName(name: string): Promise<{ arn: string } | 'none' | 'denied'>;
	/** Asked only in the management account. */
	organization(region: string): Promise<OrganizationState>;
	/** Gives the id of the organization's root. Asked only in the management account. */
	root(): Promise<string | null>;
	/** Gives the id of the account's organization; null if it has none. */
	organizationId(): Promise<{ id: string } | null | 'denied'>;
	/**
	 * Gives the units and the root above a unit or an account, the nearest first; null if the
	 * organization does not have it. Asked only in the management account.
	 */
	above(id: string): Promise<readonly string[] | null>;
	/** Gives the text of an SCP. */
	scpText(arn: string): Promise<string>;
	/** Gives to whom a policy is attached; null if there is no such policy. */
	attachedTo(policyArn: string): Promise<AttachedTo | null>;
	/** Asked only in the management account. */
	readonly stackSets: StackSetQuestions;
}

/** Attaches a policy to the root, units and accounts of the organization. */
export interface PolicyAttachments {
	/** Gives the ids of everything to which the policy is attached itself. */
	targetsOf(policyArn: string): Promise<readonly string[]>;
	/** Attaches it; it may be attached already. `busy`: Organizations works on another change. */
	attach(policyArn: string, target: string): Promise<'done' | 'busy'>;
	/** Detaches it; it may be detached already. */
	detach(policyArn: string, target: string): Promise<'done' | 'busy'>;
}

/** What is read and changed of the two policies that deny, when they must go. */
export interface Policies {
	/** Gives the text of an account's policy that is in force; null if there is no such policy. */
	text(policyArn: string): Promise<string | null>;
	/** Deletes every version of an account's policy that is not in force. */
	deleteOlderVersions(policyArn: string): Promise<void>;
	/** Deletes an account's policy. IAM refuses that while it is attached. */
	delete(policyArn: string): Promise<void>;
	/** Deletes an SCP. Organizations refuses that while it is attached. */
	deleteScp(scpArn: string): Promise<void>;
}

/** Everything that deploying and destroying use. */
export interface DeployDeps {
	readonly configuration: Configuration;
	readonly caller: Caller;
	/**
	 * The Region in which Organizations has its endpoint and the management account its main stack.
	 */
	readonly organizationsRegion: string;
	readonly aws: DeployQuestions;
	readonly attachments: PolicyAttachments;
	readonly stacks: StackQuestions;
	readonly policies: Policies;
	/** Runs the CDK with these arguments and shows its output, or hides it. Gives the exit code. */
	readonly cdk: (args: readonly string[], output?: 'shown' | 'hidden') => Promise<number>;
	/** Asks the person at the terminal. Throws a UsageError if there is no terminal. */
	readonly confirm: (question: string) => Promise<boolean>;
	readonly tell: (line: string) => Promise<void>;
	/** Opens the table of the deployed stack. */
	readonly operate: () => Promise<OperateDeps>;
	readonly sleep: (ms: number) => Promise<void>;
}
