import type { RiskFactorRule } from '../../evidence.ts';
import { assumeRoot } from './assume-root.ts';
import { initiatorFlagged } from './initiator-flagged.ts';
import { instanceCredentialInConsole, isOpeningConsole } from './instance-credential-in-console.ts';
import { machineElsewhere } from './machine-elsewhere.ts';

/** What no listed workload does in its everyday work. */
const ALARMING: readonly RiskFactorRule[] = [
	assumeRoot,
	initiatorFlagged,
	instanceCredentialInConsole,
	machineElsewhere,
];

/**
 * A machine acts through the role. If the configuration lists the role, the message is quiet,
 * because somebody knows about it.
 */
export const workload: RiskFactorRule = (evidence, disposition) => {
	const { known, workload: isWorkload, isListed } = evidence;
	if (!isWorkload) return null;
	const sign = isListed ? 'configured' : (known.actor?.sign ?? null);
	const reason = { code: 'workload', ...(sign === null ? {} : { detail: sign }) } as const;
	const isAlarming =
		isOpeningConsole(evidence.signIn) ||
		ALARMING.some((rule) => rule(evidence, disposition) !== null);
	return isListed && !isAlarming ? { reason, atMost: 'low' } : { reason };
};
