/** A named set of addresses that are ours. CIDRs are public ranges, v4 or v6; private ones never decide. */
export interface TrustedNetwork {
	readonly name: string;
	readonly cidrs: readonly string[];
	readonly vpcEndpoints: readonly string[];
}

/** A standing exception, such as break-glass. `principal` is a name or an ARN, `*` matches any characters. */
export interface Exemption {
	readonly principal: string;
	readonly account: string | null;
	/** Name of a trusted network; null: from anywhere. */
	readonly network: string | null;
	readonly reason: string;
	/** Day on which a human looks at it again, `YYYY-MM-DD`. */
	readonly review: string;
}

/** Compute or CI acting through a role. `role` is its ARN, `*` matches any characters. */
export interface Workload {
	readonly role: string;
	readonly reason: string;
}

export interface Limits {
	/** Sign-ins of one person from one network belong to one case while the gap is at most this. */
	readonly caseMinutes: number;
	/** A credential older than this is reported. */
	readonly credentialDays: number;
	/** Failures of one case at which `watch` is posted. */
	readonly watchFailures: number;
	/** Failures before a success that make the success suspicious. */
	readonly failuresBeforeSuccess: number;
	/** Different names tried by one address that make it a guessing attack. */
	readonly namesPerAddress: number;
}

export const MODES = ['observe', 'ask', 'contain'] as const;
/** `observe`: say what would be done. `ask`: wait for a human. `contain`: deny, then tell. */
export type Mode = (typeof MODES)[number];

export const POLICY_TYPES = ['scp', 'iam'] as const;
/** By which kind of policy people are denied. */
type PolicyType = (typeof POLICY_TYPES)[number];

/** When rules stop containing and wait for a human, so that one mistake cannot lock out a company. */
export interface BreakerLimits {
	/** Length of the window in which people are counted. */
	readonly minutes: number;
	/** People contained within a window. */
	readonly people: number;
	/** People, each with earlier sign-ins from inside, who come from one unknown network: an office that moved. */
	readonly movedPeople: number;
	/** Accounts touched within a window. */
	readonly accounts: number;
	/** Share of the staff contained within a window; asked only where `staff` is set. */
	readonly share: number;
	/** How many people work with AWS here, or null. */
	readonly staff: number | null;
}

export interface ContainmentSettings {
	readonly mode: Mode;
	/** Other modes for single accounts, by account id. */
	readonly modes: Readonly<Record<string, Mode>>;
	/** `scp`: one SCP above all accounts; `iam`: a managed policy in each account. */
	readonly policyType: PolicyType;
	/** No SCP reaches it. Null where there is no organization. */
	readonly managementAccount: string | null;
	/** Names or ARNs that are never contained; `*` matches any characters. */
	readonly protectedPrincipals: readonly string[];
	readonly containWorkloads: boolean;
	readonly breaker: BreakerLimits;
}

export const DEPLOYMENTS = ['single-account', 'organization'] as const;
/** `single-account`: one stack. `organization`: a hub in a security account, and a part in every other account. */
type DeploymentKind = (typeof DEPLOYMENTS)[number];

/** Where eyes-system runs. Only deploying reads it; what contradicts itself is refused at synth. */
export interface Deployment {
	readonly kind: DeploymentKind;
	/** Where the hub stands: functions, table, queues. */
	readonly region: string;
	/** Regions whose sign-ins are watched beside the hub's own. */
	readonly regions: readonly string[];
	/** Null for a single account. The management account stands under `containment`. */
	readonly organization: {
		/** `o-…` */
		readonly id: string;
		/** `r-…`: the root of the tree of accounts. */
		readonly root: string;
		readonly hubAccount: string;
	} | null;
	/** ARNs of roles that may undo a containment or change the monitor: break-glass, and whoever deploys. `*` allowed. */
	readonly guardExemptRoles: readonly string[];
}

export interface SlackSettings {
	/** Id of the channel, `C…`; null until there is one. The token lies in Secrets Manager, never here. */
	readonly channel: string | null;
	/** With a trailing slash. GovSlack has another one. */
	readonly apiUrl: string;
}

/** All that a user edits: the checked form of `eyes.config.ts`, with every default filled in. */
export interface Configuration {
	readonly networks: readonly TrustedNetwork[];
	readonly accounts: Readonly<Record<string, string>>;
	readonly exemptions: readonly Exemption[];
	readonly workloads: readonly Workload[];
	/** ARNs of eyes-system's own roles. */
	readonly monitorRoles: readonly string[];
	readonly limits: Limits;
	readonly post: { readonly internal: boolean };
	readonly containment: ContainmentSettings;
	readonly deployment: Deployment;
	readonly slack: SlackSettings;
	readonly locale: Locale;
	/** IANA name, such as `Asia/Seoul`. */
	readonly timeZone: string;
	/** Who runs this; the foot of every message. */
	readonly poweredBy: string;
	/** Where a message sends its reader for instructions, or null. */
	readonly runbook: string | null;
}

export const LOCALES = ['ko', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
