import { orderText, orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

const HOUR = 3_600_000;

/**
 * Other networks at which a person was first seen within the last hour, before he was first seen at this one. `first`:
 * of each network the place of its first sign-in among all sign-ins, as `orderText` gives it.
 */
export function countNew(first: ReadonlyMap<string, string>, here: string, signIn: SignIn): number {
	// Nearly everybody: no need to work out the order.
	if (first.size === 0 || (first.size === 1 && first.has(here))) return 0;
	const own = orderText(signIn);
	const known = first.get(here);
	const before = known !== undefined && known < own ? known : own;
	const from = orderTextFrom(signIn.time - HOUR);
	return [...first].filter(([network, at]) => network !== here && at >= from && at < before).length;
}
