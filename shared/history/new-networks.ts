import { orderText, orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

const HOUR = 3_600_000;

/**
 * Counts the other networks at which a person was first seen within the last hour, before they were
 * first seen at this one. `first` has the place of the first sign-in at each network, as
 * `orderText` gives it.
 */
export function countNew(first: ReadonlyMap<string, string>, here: string, signIn: SignIn): number {
	// Most people use one network, so the order need not be computed.
	if (first.size === 0 || (first.size === 1 && first.has(here))) return 0;
	const own = orderText(signIn);
	const known = first.get(here);
	const before = known !== undefined && known < own ? known : own;
	const from = orderTextFrom(signIn.time - HOUR);
	return [...first].filter(([network, at]) => network !== here && at >= from && at < before).length;
}
