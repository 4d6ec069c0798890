/**
 * A trusted network: a named set of addresses that are ours. CIDRs are public ranges, IPv4 or IPv6;
 * private ones have no effect.
 */
export interface TrustedNetwork {
	readonly name: string;
	readonly cidrs: readonly string[];
	readonly vpcEndpoints: readonly string[];
}

/**
 * An exemption, such as break-glass. `principal` is a name or an ARN; `*` matches any characters.
 */
export interface Exemption {
	readonly principal: string;
	readonly account: string | null;
	/** The name of a trusted network; null means any network. */
	readonly network: string | null;
	readonly reason: string;
	/** The day on which a human reviews it, `YYYY-MM-DD`. */
	readonly review: string;
}

/** Compute or CI that acts through a role. `role` is its ARN; `*` matches any characters. */
export interface Workload {
	readonly role: string;
	readonly reason: string;
}

/**
 * An external account whose use of named roles is expected, such as a monitoring service. In `roles`
 * `*` matches any characters.
 */
export interface Vendor {
	readonly account: string;
	/** ARNs of our roles that this account may assume. */
	readonly roles: readonly string[];
	/** The CIDRs from which the vendor calls; null means any address. */
	readonly networks: readonly string[] | null;
	readonly reason: string;
	/** The day on which a human reviews it, `YYYY-MM-DD`. */
	readonly review: string;
}

export interface Limits {
	/**
	 * Sign-ins of one person from one network belong to one case while the gap between them is at
	 * most this.
	 */
	readonly caseMinutes: number;
	/** A credential older than this is reported. */
	readonly credentialDays: number;
	/** A `watch` is posted when a case has so many failures. */
	readonly watchFailures: number;
	/** So many failures before a success make the success suspicious. */
	readonly failuresBeforeSuccess: number;
	/** If one address tries so many different names, it is a guessing attack. */
	readonly namesPerAddress: number;
}

export const USE_MODES = ['as-sign-ins', 'observe'] as const;

/** A credential whose use from anywhere is expected. */
export interface UseException {
	/** The whole ARN of the IAM user or role. */
	readonly principal: string;
	readonly reason: string;
	/** The day on which a human reviews it, `YYYY-MM-DD`. */
	readonly review: string;
}

/** What is told of credentials at work from networks that are not ours. */
export interface UseSettings {
	/** Long-term access keys. */
	readonly keys: boolean;
	/** Sessions of people; not those of workloads. */
	readonly sessions: boolean;
	/** `as-sign-ins`: contained in the mode of the account. `observe`: told, never contained. */
	readonly mode: (typeof USE_MODES)[number];
	/** A credential is told again at a network after it was quiet there for so long. */
	readonly quietHours: number;
	readonly except: readonly UseException[];
}

/** Which of AWS's own alarms about credentials are told. */
export interface AlarmSettings {
	/** Events of AWS Health about exposed and compromised credentials. */
	readonly health: boolean;
	/** The quarantine policy that AWS attaches to a user whose key was exposed. */
	readonly quarantine: boolean;
	readonly signInAnomaly: boolean;
	/** Findings of GuardDuty about principals of IAM. */
	readonly guardDuty: boolean;
}

export const MODES = ['observe', 'ask', 'contain'] as const;
/**
 * `observe`: say what would be done. `ask`: wait for a human. `contain`: deny, then post the
 * message.
 */
export type Mode = (typeof MODES)[number];

export const POLICY_TYPES = ['scp', 'iam'] as const;
/** The kind of policy by which people are denied. */
export type PolicyType = (typeof POLICY_TYPES)[number];

/**
 * The limits at which the circuit breaker opens: rules then stop containing and wait for a human,
 * so that one mistake cannot lock out a company.
 */
export interface BreakerLimits {
	/** The length of the window in which people are counted, in minutes. */
	readonly minutes: number;
	/** How many people may be contained within a window. */
	readonly people: number;
	/**
	 * How many people with earlier sign-ins from trusted networks may come from one unknown
	 * network: more means that an office has moved.
	 */
	readonly movedPeople: number;
	/** How many accounts may be affected within a window. */
	readonly accounts: number;
	/** Which share of the staff may be contained within a window; used only if `staff` is set. */
	readonly share: number;
	/** How many people work with AWS here, or null. */
	readonly staff: number | null;
}

/**
 * A principal that is never contained: an id, an ARN in which `*` matches any characters, or the name
 * of a user or role of one account. A name alone would also protect others who have it elsewhere.
 */
export type ProtectedEntry = string | { readonly name: string; readonly account: string };

export interface ContainmentSettings {
	readonly mode: Mode;
	/** Other modes for individual accounts, by account id. */
	readonly modes: Readonly<Record<string, Mode>>;
	/** `scp`: one SCP above all accounts. `iam`: a managed policy in each account. */
	readonly policyType: PolicyType;
	/** No SCP applies to the management account. Null if there is no organization. */
	readonly managementAccount: string | null;
	readonly protectedPrincipals: readonly ProtectedEntry[];
	readonly containWorkloads: boolean;
	readonly breaker: BreakerLimits;
}

export const DEPLOYMENTS = ['single-account', 'organization'] as const;
/**
 * `single-account`: one stack. `organization`: a hub in a security account, and a part in every
 * other account.
 */
type DeploymentKind = (typeof DEPLOYMENTS)[number];

/**
 * The part of an organization that is watched and where people can be denied: all of it, or a pilot.
 */
export interface DeploymentTargets {
	/** The whole organization; then there are neither units nor accounts. */
	readonly root?: true | undefined;
	/** The ids of organizational units, `ou-…`: with all accounts below them, also later ones. */
	readonly units: readonly string[];
	readonly accounts: readonly string[];
}

/** Where eyes-system runs. Contradictions are refused at synth. */
export interface Deployment {
	readonly kind: DeploymentKind;
	/** The Region of the hub with its functions, table and queues. */
	readonly region: string;
	/** The Regions that are watched in addition to the hub's own. */
	readonly regions: readonly string[];
	/** Null for a single account. The management account is set under `containment`. */
	readonly organization: {
		/** The organization's id, `o-…`. */
		readonly id: string;
		/** The id of the organization's root, `r-…`. */
		readonly root: string;
		readonly hubAccount: string;
	} | null;
	/** Null for a single account; required for an organization. */
	readonly targets: DeploymentTargets | null;
	/**
	 * ARNs of roles that may undo a containment or change the monitor: break-glass, and the roles
	 * that deploy. `*` is allowed.
	 */
	readonly guardExemptRoles: readonly string[];
	/** ARNs of the trails that the guard SCP keeps from being stopped or narrowed. */
	readonly guardTrails: readonly string[];
	/** False if the functions share the concurrency of their account with all its other functions. */
	readonly reserveConcurrency: boolean;
	/**
	 * The most characters of an event pattern that EventBridge allows in the watched Regions.
	 */
	readonly eventPatternCharacters: number;
}

/** The severities of cases, from harmless to worst. */
export const CHANNEL_SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
type ChannelSeverity = (typeof CHANNEL_SEVERITIES)[number];

/** The cases that go to a channel of their own. */
export interface ChannelRule {
	/** Cases that are at least so severe; null means any. */
	readonly severity: ChannelSeverity | null;
	/** Cases with a sign-in in this account; null means any. */
	readonly account: string | null;
	readonly channel: string;
}

export interface SlackSettings {
	/**
	 * The id of the channel, `C…`; null until there is one. The token is in Secrets Manager, never
	 * here.
	 */
	readonly channel: string | null;
	/** Whom urgent messages mention: a user group (`S…`) or a person (`U…`, `W…`); null: nobody. */
	readonly onCall: string | null;
	/** The first rule that matches a case decides; if none does, `channel` gets it. */
	readonly channels: readonly ChannelRule[];
	/** Ends with a slash. GovSlack has another URL. */
	readonly apiUrl: string;
}

export const BENCHMARKS = ['3.0', '4.0.1', '5.0', '6.0', '7.0'] as const;
/** A version of the CIS AWS Foundations Benchmark. */
export type Benchmark = (typeof BENCHMARKS)[number];

/** The limits of the weekly credential report, in whole days. */
export interface ReportLimits {
	/** An active access key older than this is reported. */
	readonly keyDays: number;
	/** The same for the keys of `machineUsers`. */
	readonly machineKeyDays: number;
	/** A key or password that was not used for so long is reported. */
	readonly unusedDays: number;
	/** A user whose credentials were not used for so long is dormant. */
	readonly dormantDays: number;
	/** A key that has been inactive for so long and still exists is reported. */
	readonly inactiveDays: number;
}

/** Who owns the credentials of a user, as the configuration says. */
export interface ConfiguredOwner {
	/** The user's name in IAM; `*` matches any characters. */
	readonly user: string;
	/** Null means every account. */
	readonly account: string | null;
	readonly owner: string;
	/** Slack's id of the owner, `U…` or `W…`; null if they get no direct message. */
	readonly slack: string | null;
}

/** The weekly credential report. */
export interface ReportSettings {
	/** The day of the week and the time in `timeZone`, such as `MON 09:00`. */
	readonly schedule: string;
	readonly limits: ReportLimits;
	/** Names of users that machines use; `*` matches any characters. */
	readonly machineUsers: readonly string[];
	/** Keys of user tags that name an owner; the first that a user has is used. */
	readonly ownerTags: readonly string[];
	readonly owners: readonly ConfiguredOwner[];
	/** The versions of the benchmark whose numbers are shown beside the findings. */
	readonly benchmark: readonly Benchmark[];
	/** Sends each owner a direct message about their own keys. */
	readonly tellOwners: boolean;
	/** Shows whole access key ids instead of masked ones. */
	readonly fullKeyIds: boolean;
	/** How many years every report is kept. */
	readonly keepYears: number;
}

/** The whole configuration: the checked form of `eyes.config.ts`, with every default filled in. */
export interface Configuration {
	readonly networks: readonly TrustedNetwork[];
	readonly accounts: Readonly<Record<string, string>>;
	readonly exemptions: readonly Exemption[];
	readonly workloads: readonly Workload[];
	readonly vendors: readonly Vendor[];
	/** The ARNs of eyes-system's own roles. */
	readonly monitorRoles: readonly string[];
	readonly limits: Limits;
	readonly use: UseSettings;
	readonly alarms: AlarmSettings;
	readonly post: { readonly internal: boolean };
	readonly containment: ContainmentSettings;
	readonly deployment: Deployment;
	readonly slack: SlackSettings;
	readonly report: ReportSettings;
	readonly locale: Locale;
	/** The IANA name of the time zone, such as `Asia/Seoul`. */
	readonly timeZone: string;
	/** Who runs this; it is printed at the foot of every message. */
	readonly poweredBy: string;
	/** The URL to which messages send their reader for instructions, or null. */
	readonly runbook: string | null;
}

export const LOCALES = ['ko', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
