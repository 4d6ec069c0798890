import { withKeyAge } from '../credential/judge-credential.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { SEVERITIES, type Severity, severityRank, type Verdict } from './verdict.ts';

interface Judged {
	readonly signIn: SignIn;
	readonly verdict: Verdict;
}

/**
 * Gives the verdict as it would have been if IAM had told the access key's age in time. `createdAt`
 * is in milliseconds since 1970, or null if IAM cannot tell. What was known about the person at
 * that time is not kept, so only the risk factor that depends on the age is added to the existing
 * verdict. Doing this twice changes nothing.
 */
export function judgeKeyAge<T extends Judged>(
	judged: T,
	{ createdAt, limitDays }: { readonly createdAt: number | null; readonly limitDays: number },
): T {
	const { signIn, verdict } = judged;
	const credential = withKeyAge(verdict.credential, signIn, createdAt);
	const days = credential.ageDays;
	const isOld = days !== null && days > limitDays && signIn.outcome === 'success';
	const isSaid = verdict.reasons.some(({ code }) => code === 'credential-too-old');
	if (!isOld || isSaid) return { ...judged, verdict: { ...verdict, credential } };
	const reason = { code: 'credential-too-old', detail: String(Math.floor(days)) } as const;
	const reasons = [...verdict.reasons, reason];
	return { ...judged, verdict: { ...verdict, credential, reasons, severity: raised(verdict) } };
}

/** Raises severity by one step, but not above the maximum that a reason sets. */
function raised({ severity, reasons }: Verdict): Severity {
	const isCapped = reasons.some(
		({ code, detail }) => code === 'exempt' || (code === 'workload' && detail === 'configured'),
	);
	return isCapped ? severity : (SEVERITIES[severityRank(severity) + 1] ?? severity);
}
