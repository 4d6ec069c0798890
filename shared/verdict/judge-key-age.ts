import { withKeyAge } from '../credential/judge-credential.ts';
import { isAgeWeighed } from '../sign-in/used-credential.ts';
import type { JudgedSignIn } from './judged-sign-in.ts';
import { combineSeverity, weightsOf } from './risk-factors.ts';
import { tooOld } from './rules/risk-factor/credential-too-old.ts';

/**
 * Gives the verdict as it would have been if IAM had told the access key's age in time. `createdAt`
 * is in milliseconds since 1970, or null if IAM cannot tell. The age is combined with the risk
 * factors that the verdict keeps, like every other one. Doing this twice changes nothing.
 */
export function judgeKeyAge<T extends JudgedSignIn>(
	judged: T,
	{ createdAt, limitDays }: { readonly createdAt: number | null; readonly limitDays: number },
): T {
	const { signIn, verdict } = judged;
	const credential = withKeyAge(verdict.credential, signIn, createdAt);
	const days = credential.ageDays;
	const isOld = days !== null && days > limitDays && isAgeWeighed(signIn);
	const isKnown = verdict.reasons.some(({ code }) => code === 'credential-too-old');
	if (!isOld || isKnown) return { ...judged, verdict: { ...verdict, credential } };
	const factor = tooOld(days);
	const weights = [...verdict.weights, ...weightsOf([factor])];
	const severity = combineSeverity(verdict.disposition, weights);
	const reasons = [...verdict.reasons, factor.reason];
	return { ...judged, verdict: { ...verdict, credential, weights, reasons, severity } };
}
