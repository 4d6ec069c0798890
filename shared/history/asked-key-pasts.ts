import type { TrustedNetworks } from '../network/judge-network.ts';
import { errorName } from '../runtime/error-name.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import type { LookUpKey } from './cloudtrail-key-events.ts';
import { answers, type KeptPasts, type ToldOfKey } from './kept-past.ts';
import {
	isLasting,
	type KeyPast,
	type KeyPasts,
	type KeyPlace,
	type KeyQuestion,
	keyPastOf,
	usualBefore,
} from './key-past.ts';
import { type KeyUses, keyPlaceOf } from './key-use.ts';
import { toldPlaces } from './told-places.ts';

export interface AskedKeyPastsOptions {
	readonly keyUses: Pick<KeyUses, 'of'>;
	readonly kept: KeptPasts;
	readonly lookUp: LookUpKey;
	readonly trusted: TrustedNetworks;
	/** The Regions that are asked in addition to that of the call. */
	regions(): Promise<readonly string[]>;
	/** Resolves after so many milliseconds. It should not keep the process alive. */
	readonly sleep: (ms: number) => Promise<unknown>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly telemetry: Pick<Telemetry, 'warn' | 'count'>;
}

/**
 * So long a verdict waits for the past of a key if nothing else is said. The alert is not told
 * before.
 */
const WITHIN_MS = 2_000;

/**
 * Tells the past of a key from the records that were judged here and, if no answer is kept, from
 * CloudTrail in the account of the key. After the time limit the answer is `not-answered`, while the
 * request continues and its answer is kept for the next use that is told.
 */
export function askedKeyPasts(options: AskedKeyPastsOptions): KeyPasts {
	return {
		find: async (question, within = WITHIN_MS) => {
			const late = options.sleep(within).then(() => null);
			const past = await Promise.race([answer({ ...question, within }, options), late]);
			if (past === null) options.telemetry.count('KeyPastUnknown', 'late');
			return past ?? 'not-answered';
		},
	};
}

type Limited = KeyQuestion & { readonly within: number };

async function answer(question: Limited, options: AskedKeyPastsOptions): Promise<KeyPast> {
	try {
		return await findOut(question, options);
	} catch (error) {
		const { account, region } = question;
		options.telemetry.count('KeyPastUnknown', 'failed');
		options.telemetry.warn('lookup of earlier uses of a key failed', {
			...{ account, region, error: errorName(error) },
		});
		return 'not-answered';
	}
}

async function findOut(question: Limited, options: AskedKeyPastsOptions): Promise<KeyPast> {
	const { kept, keyUses } = options;
	const [{ said, told: before, isNewAt }, uses] = await Promise.all([
		kept.read(question),
		keyUses.of(question.keyId),
	]);
	if (said !== null) return said;
	const seen = uses.flatMap((use) => keyPlaceOf(use) ?? []);
	const asked = { ...question, usualBefore: usualBefore(question, seen) };
	const fresh = before !== null && answers(before, asked) ? before : null;
	const told = await tellOf(asked, fresh, options);
	const past = keyPastOf(question, { seen, told: told?.places ?? null, isNewAt });
	if (isLasting(past)) await kept.say(question, past);
	return past;
}

type Asked = Limited & { readonly usualBefore: number };

/**
 * Gives what CloudTrail tells of a key. Only the Regions are asked that have not answered: a thief who
 * calls in all of them must not use up the turns in those where every key is looked up. Null if the
 * record does not name the account.
 */
async function tellOf(
	asked: Asked,
	fresh: ToldOfKey | null,
	options: AskedKeyPastsOptions,
): Promise<ToldOfKey | null> {
	const { keyId, account, at, usualBefore } = asked;
	const all = [...new Set([asked.region, ...(await options.regions())])].filter(
		(region) => region !== null,
	);
	const regions = all.filter((region) => fresh?.regions.includes(region) !== true);
	if (regions.length === 0) return fresh;
	if (account === null) return null;
	const places = await lookUp({ ...asked, account, regions }, options);
	const told = {
		...{ at: fresh?.at ?? at, usualBefore },
		regions: [...(fresh?.regions ?? []), ...regions],
		places: [...(fresh?.places ?? []), ...places],
	};
	await options.kept.keep(keyId, told);
	return told;
}

/**
 * Asks CloudTrail. The 50 newest uses that are old enough to be usual come first: a page of a busy key
 * would otherwise show nothing but its last seconds. If there are none, the key is young, and the
 * newest of all may show an office.
 */
async function lookUp(
	asked: Asked & Pick<Paged, 'account' | 'regions'>,
	options: AskedKeyPastsOptions,
): Promise<KeyPlace[]> {
	const usual = await pages({ ...asked, until: asked.usualBefore }, options);
	return usual.length > 0 ? usual : pages({ ...asked, until: asked.at }, options);
}

interface Paged {
	readonly keyId: string;
	readonly account: string;
	readonly regions: readonly string[];
	readonly until: number;
	readonly within: number;
}

/** Every Region must answer: the usual network may be in the one that does not. */
async function pages(
	{ keyId, account, regions, until, within }: Paged,
	options: AskedKeyPastsOptions,
): Promise<KeyPlace[]> {
	const records = await Promise.all(
		regions.map(async (region) => {
			await waitForTurn({ account, region, within }, options);
			return options.lookUp({ keyId, account, region, until });
		}),
	);
	return toldPlaces(keyId, records.flat(), options.trusted);
}

async function waitForTurn(
	{ account, region, within }: { account: string; region: string; within: number },
	{ kept, now, sleep }: AskedKeyPastsOptions,
): Promise<void> {
	const from = now();
	const due = await kept.takeTurn({ account, region, now: from, latest: from + within });
	if (due === null) throw new BusyError(`CloudTrail of ${account} in ${region} is busy`);
	if (due > from) await sleep(due - from);
}

/** So many keys of one account are at work at once that CloudTrail cannot be asked about all. */
class BusyError extends Error {
	override readonly name = 'BusyError';
}
