import type { Evidence, RiskFactor, RiskFactorRule } from './evidence.ts';
import { assumeRoot } from './rules/risk-factor/assume-root.ts';
import { assumeRootDenied } from './rules/risk-factor/assume-root-denied.ts';
import { awsAlarm } from './rules/risk-factor/aws-alarm.ts';
import { callerNotWatched } from './rules/risk-factor/caller-not-watched.ts';
import { callersCopyMissing } from './rules/risk-factor/callers-copy-missing.ts';
import { consoleSessionFromInside } from './rules/risk-factor/console-session-from-inside.ts';
import { credentialTooOld } from './rules/risk-factor/credential-too-old.ts';
import { credentialsReturned } from './rules/risk-factor/credentials-returned.ts';
import { exempt } from './rules/risk-factor/exempt.ts';
import { externalAccount } from './rules/risk-factor/external-account.ts';
import { failuresThenSuccess } from './rules/risk-factor/failures-then-success.ts';
import { initiatorFlagged } from './rules/risk-factor/initiator-flagged.ts';
import { instanceCredentialInConsole } from './rules/risk-factor/instance-credential-in-console.ts';
import { keyPast } from './rules/risk-factor/key-past.ts';
import { machineElsewhere } from './rules/risk-factor/machine-elsewhere.ts';
import { manyAddresses } from './rules/risk-factor/many-addresses.ts';
import { manyNames } from './rules/risk-factor/many-names.ts';
import { manyNetworks } from './rules/risk-factor/many-networks.ts';
import { mfaAbsent } from './rules/risk-factor/mfa-absent.ts';
import { newNetwork } from './rules/risk-factor/new-network.ts';
import { newToEndpointAccount } from './rules/risk-factor/new-to-endpoint-account.ts';
import { root } from './rules/risk-factor/root.ts';
import { sessionElsewhere } from './rules/risk-factor/session-elsewhere.ts';
import { tellingAction } from './rules/risk-factor/telling-action.ts';
import { tokenFromElsewhere } from './rules/risk-factor/token-from-elsewhere.ts';
import { vendor } from './rules/risk-factor/vendor.ts';
import { workload } from './rules/risk-factor/workload.ts';
import {
	type Disposition,
	SEVERITIES,
	type Severity,
	severityRank,
	type Weight,
} from './verdict.ts';

/** All rules are asked, and the risk factors that they find are combined. */
const RULES: readonly RiskFactorRule[] = [
	awsAlarm,
	root,
	assumeRoot,
	assumeRootDenied,
	instanceCredentialInConsole,
	credentialsReturned,
	machineElsewhere,
	newToEndpointAccount,
	tokenFromElsewhere,
	tellingAction,
	sessionElsewhere,
	keyPast,
	failuresThenSuccess,
	initiatorFlagged,
	manyNames,
	manyAddresses,
	manyNetworks,
	mfaAbsent,
	credentialTooOld,
	newNetwork,
	externalAccount,
	vendor,
	callersCopyMissing,
	callerNotWatched,
	workload,
	consoleSessionFromInside,
	exempt,
];

/** The severity of each disposition before risk factors change it. */
const BASE: Readonly<Record<Disposition, Severity>> = {
	alert: 'medium',
	watch: 'low',
	odd: 'low',
	record: 'info',
	ignore: 'info',
};

/** Finds every risk factor of this sign-in. */
export function findRiskFactors(evidence: Evidence, disposition: Disposition): RiskFactor[] {
	return RULES.map((rule) => rule(evidence, disposition)).filter((factor) => factor !== null);
}

/**
 * Combines the severity: the base is raised step by step; then the highest minimum applies, and
 * last the lowest maximum.
 */
export function combineSeverity(disposition: Disposition, weights: readonly Weight[]): Severity {
	const raised = weights.reduce(
		(level, { raise = 0 }) => level + raise,
		severityRank(BASE[disposition]),
	);
	const floor = Math.max(...weights.map(({ atLeast = 'info' }) => severityRank(atLeast)), 0);
	const ceiling = Math.min(
		...weights.map(({ atMost = 'critical' }) => severityRank(atMost)),
		severityRank('critical'),
	);
	return SEVERITIES[Math.min(Math.max(raised, floor), ceiling)] ?? 'critical';
}

/** What of the risk factors a verdict keeps; those that change nothing are left out. */
export function weightsOf(factors: readonly RiskFactor[]): Weight[] {
	return factors
		.map(({ reason: _, ...weight }) => weight)
		.filter((weight) => Object.keys(weight).length > 0);
}
