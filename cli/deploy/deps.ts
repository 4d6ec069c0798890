import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { Caller } from '../../shared/decision/decision-deps.ts';
import type { OperateDeps } from '../operate/deps.ts';
import type { Trail } from './check-trails.ts';

/** Whoever a policy is attached to, by name. */
export interface AttachedTo {
	readonly users: readonly string[];
	readonly groups: readonly string[];
	readonly roles: readonly string[];
}

/** What the management account must have switched on, for no stack can do that. */
export interface OrganizationState {
	/** SCPs bind accounts at all. */
	readonly hasScps: boolean;
	/** StackSets may bring parts into the accounts. */
	readonly hasStackSets: boolean;
	/** There is a delegation policy, of which an organization has one at most. */
	readonly hasDelegation: boolean;
}

/** What deploying asks of AWS, with the credentials of whoever deploys. */
export interface DeployQuestions {
	/** Version of the CDK's bootstrap stack in a Region of the account; null where there is none. */
	bootstrapVersion(region: string): Promise<number | null>;
	/** All trails that write in a Region, those of the organization included. */
	trails(region: string): Promise<readonly Trail[]>;
	/** Outputs of a stack by key; null where there is no such stack. */
	outputs(stack: string, region: string): Promise<ReadonlyMap<string, string> | null>;
	/** ARN of the SCP of this name. `denied`: these credentials may not list SCPs. */
	scpByName(name: string): Promise<{ arn: string } | 'none' | 'denied'>;
	/** Asked in the management account only. */
	organization(region: string): Promise<OrganizationState>;
	/** The text of an SCP. */
	scpText(arn: string): Promise<string>;
	/** Null where there is no such policy. */
	attachedTo(policyArn: string): Promise<AttachedTo | null>;
}

/** All that deploying and destroying use. */
export interface DeployDeps {
	readonly configuration: Configuration;
	readonly caller: Caller;
	/** Where Organizations has its endpoint, and the management account its main stack. */
	readonly organizationsRegion: string;
	readonly aws: DeployQuestions;
	/** Runs the CDK with these arguments, showing what it says; the exit code. */
	readonly cdk: (args: readonly string[]) => Promise<number>;
	/** Asks whoever sits at the terminal. Throws a UsageError where nobody does. */
	readonly confirm: (question: string) => Promise<boolean>;
	readonly tell: (line: string) => Promise<void>;
	/** The live table, of the stack that is there. */
	readonly operate: () => Promise<OperateDeps>;
	readonly sleep: (ms: number) => Promise<void>;
}
