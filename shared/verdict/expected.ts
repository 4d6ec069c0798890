import type { Evidence, RiskFactor } from './evidence.ts';
import { combineSeverity } from './risk-factors.ts';
import { severityRank } from './verdict.ts';

/**
 * True for an alert that the configuration expects: of a listed workload or of a vendor. The first
 * time of a role, a subject or an account is told at once, and so is everything that is alarming or
 * contained.
 */
export function isExpected(
	{ known, workload, isListed, settings }: Evidence,
	factors: readonly RiskFactor[],
): boolean {
	const isVendor = factors.some(({ reason }) => reason.code === 'vendor');
	const isListedMachine =
		workload && isListed && !settings.configuration.containment.containWorkloads;
	const isQuiet = severityRank(combineSeverity('alert', factors)) <= severityRank('low');
	return (isVendor || isListedMachine) && isQuiet && known.networks.length > 0;
}

/** A listed workload that fails is broken, and a machine's credential elsewhere may be stolen. */
export function isMachineFailure(
	{ workload, isListed }: Evidence,
	factors: readonly RiskFactor[],
): boolean {
	const isElsewhere = factors.some(({ reason }) => reason.code === 'machine-elsewhere');
	return isElsewhere || (workload && isListed);
}
