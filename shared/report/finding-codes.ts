import type { Benchmark } from '../configuration/configuration.ts';

export const FINDING_SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
/** From the least to the most severe. */
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** The more severe, the greater. */
export function severityRank(severity: FindingSeverity): number {
	return FINDING_SEVERITIES.indexOf(severity);
}

/** The numbers of the rule in other frameworks. They are texts: 1.10 is not 1.1. */
export interface Frameworks {
	readonly cis: Readonly<Record<Benchmark, string | null>>;
	readonly securityHub: readonly string[];
	/** ISMS-P 2023, the Korean certification. */
	readonly ismsP: readonly string[];
	/** NIST SP 800-53, PCI DSS 4.0.1 and ISO 27001, which only the CSV and the JSON show. */
	readonly others: readonly string[];
}

function cis(
	before5: string | null,
	v5: string | null,
	v6: string | null,
	v7: string | null,
): Frameworks['cis'] {
	return { '3.0': before5, '4.0.1': before5, '5.0': v5, '6.0': v6, '7.0': v7 };
}

const NO_CIS = cis(null, null, null, null);
const UNUSED = cis('1.12', '1.11', '2.11', '2.11');
const UNUSED_ELSEWHERE = ['NIST AC-2(3)', 'PCI 8.2.6', 'ISO 27001 A.5.15'];
const OLD_ELSEWHERE = [
	...['NIST AC-2(1)', 'NIST AC-2(3)', 'NIST AC-3(15)'],
	...['PCI 8.3.9', 'PCI 8.6.3', 'ISO 27001 A.5.15'],
];

/**
 * Every finding, with the numbers of its rule. The numbers of CIS and ISMS-P are those of Prowler
 * 5.46.0, without 2.10.2 of ISMS-P, which it gives to every rule, and with 2.5.6, whose defect
 * cases name unused accounts. Security Hub:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html
 */
export const FINDING_CODES = {
	'root-key': {
		cis: cis('1.4', '1.3', '2.3', '2.4'),
		securityHub: ['IAM.4'],
		ismsP: ['2.5.5', '2.7.2'],
		others: [],
	},
	'root-no-mfa': {
		cis: cis('1.5', '1.4', '2.4', '2.5'),
		securityHub: ['IAM.9'],
		ismsP: ['2.5.3', '2.5.5'],
		others: [],
	},
	quarantined: { cis: NO_CIS, securityHub: [], ismsP: ['2.5.6'], others: [] },
	'key-untrusted-use': { cis: NO_CIS, securityHub: [], ismsP: ['2.6.2'], others: [] },
	'use-excepted': { cis: NO_CIS, securityHub: [], ismsP: ['2.6.2'], others: [] },
	'key-too-old': {
		cis: cis('1.14', '1.13', '2.13', '2.12'),
		securityHub: ['IAM.3'],
		ismsP: ['2.7.2'],
		others: OLD_ELSEWHERE,
	},
	'key-unused': {
		cis: UNUSED,
		securityHub: ['IAM.22', 'IAM.8'],
		ismsP: ['2.5.6', '2.7.2'],
		others: UNUSED_ELSEWHERE,
	},
	'key-never-used': {
		cis: UNUSED,
		securityHub: ['IAM.22'],
		ismsP: ['2.5.6', '2.7.2'],
		others: UNUSED_ELSEWHERE,
	},
	'two-active-keys': {
		cis: cis('1.13', '1.12', '2.12', null),
		securityHub: [],
		ismsP: ['2.7.2'],
		others: [],
	},
	'inactive-key-kept': { cis: NO_CIS, securityHub: [], ismsP: ['2.7.2'], others: [] },
	'password-no-mfa': {
		cis: cis('1.10', '1.9', '2.9', '2.10'),
		securityHub: ['IAM.5'],
		ismsP: ['2.5.3'],
		others: [],
	},
	'password-unused': {
		cis: UNUSED,
		securityHub: ['IAM.22', 'IAM.8'],
		ismsP: ['2.5.3', '2.5.6'],
		others: UNUSED_ELSEWHERE,
	},
	'key-at-setup': {
		cis: cis('1.11', '1.10', '2.10', null),
		securityHub: [],
		ismsP: ['2.7.2'],
		others: [],
	},
	'user-dormant': { cis: NO_CIS, securityHub: [], ismsP: ['2.5.6'], others: UNUSED_ELSEWHERE },
	'service-credential-no-expiry': { cis: NO_CIS, securityHub: [], ismsP: ['2.7.2'], others: [] },
	'service-credential-too-old': { cis: NO_CIS, securityHub: [], ismsP: ['2.7.2'], others: [] },
	'certificate-active': { cis: NO_CIS, securityHub: [], ismsP: ['2.7.2'], others: [] },
	'more-credentials': { cis: NO_CIS, securityHub: [], ismsP: [], others: [] },
	'could-be-role': {
		cis: cis('1.18', '1.17', '2.17', '2.16'),
		securityHub: [],
		ismsP: ['2.5.1', '2.5.6'],
		others: [],
	},
} as const satisfies Readonly<Record<string, Frameworks>>;

export type FindingCode = keyof typeof FINDING_CODES;
