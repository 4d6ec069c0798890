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
