import * as v from 'valibot';
import { count, text, time } from '../runtime/dynamodb-item.ts';
import { keyOf, type Look } from './look.ts';
import { CAUSES, type NotCurrent } from './stack-instance.ts';

/** An instance that is not current, and when a look first found it so. */
export interface KeptInstance extends NotCurrent {
	/** Milliseconds since 1970, UTC. */
	readonly since: number;
}

/** What the last look found, as the table and the notice in the channel keep it. */
export interface KeptLook {
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	/** How many instances are current, and in how many accounts. */
	readonly current: number;
	readonly accounts: number;
	/** How many instances are not current, and in how many accounts. */
	readonly behind: number;
	readonly behindAccounts: number;
	/** The first of those that are not current. */
	readonly shown: readonly KeptInstance[];
}

/** More would make the item of the table large, which every run of reconcile reads. */
const MOST_KEPT = 100;
const MOST_REASON = 200;

/** Keeps a look. What was behind before is so since then. */
export function keepLook(
	{ current, accounts, notCurrent }: Look,
	{ before, at }: { readonly before: KeptLook | null; readonly at: number },
): KeptLook {
	const known = new Map(before?.shown.map((one) => [keyOf(one), one.since]));
	return {
		...{ at, current, accounts, behind: notCurrent.length },
		behindAccounts: new Set(notCurrent.map(({ account }) => account)).size,
		shown: notCurrent.slice(0, MOST_KEPT).map((one) => ({
			...one,
			reason: one.reason.slice(0, MOST_REASON),
			since: known.get(keyOf(one)) ?? at,
		})),
	};
}

const instance = v.object({
	...{ stackSet: text, account: text, region: text, since: time, reason: v.string() },
	// A later version may know other causes.
	cause: v.fallback(v.picklist(CAUSES), 'other'),
});
/** The form of a kept look. */
export const keptLook = v.object({
	...{ at: time, current: count, accounts: count, behind: count, behindAccounts: count },
	shown: v.array(instance),
});

/** A look as its notice keeps it until it is posted. */
export function lookText(look: KeptLook): string {
	return JSON.stringify(look);
}

/** Reads what `lookText` wrote, by this version or an earlier one. Throws if it cannot. */
export function readLookText(written: string): KeptLook {
	return v.parse(v.pipe(v.string(), v.parseJson(), keptLook), written);
}
