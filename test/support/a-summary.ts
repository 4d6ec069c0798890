import { NO_MAKERS } from '../../shared/history/makers.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { type SummaryEntry, summaryEntryOf } from '../../shared/summary/summary-entry.ts';
import type { Judged } from '../../shared/verdict/judged-sign-in.ts';
import type { Verdict } from '../../shared/verdict/verdict.ts';
import { aJudgedSignIn } from './a-case.ts';

export const SEOUL = 'Asia/Seoul';
/** 2 June 2026, noon in Seoul. */
export const NOON = Date.UTC(2026, 5, 2, 3);
export const DAY = '2026-06-02';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

interface Given {
	readonly signIn?: Partial<SignIn>;
	readonly verdict?: Partial<Verdict>;
	readonly address?: string;
}

/** What history knows where it knows nothing. */
export const NOTHING_KNOWN: Judged['known'] = {
	...{ person: null, actor: null, name: null, initiator: null, networks: [], newNetworks: 0 },
	isNewHere: false,
	...{ personFailures: 0, failuresHere: 0, addressFailures: 0, addressNames: 0 },
	...{ isNameNewHere: true, copyOf: null, stepOf: null, login: null, tokenBefore: null },
	consoleSignIn: null,
	isNewToEndpointAccount: false,
	used: null,
	...{ witness: null, sessionOrigin: null, makers: NO_MAKERS },
	ageReported: false,
};

function inSummary({ signIn, verdict, address = '192.0.2.77' }: Given): Judged {
	const judged = aJudgedSignIn({
		signIn: { time: NOON, address, ...signIn },
		verdict: {
			...{ posted: false, inSummary: true, severity: 'low' },
			network: { classification: 'untrusted', name: null, key: address },
			...verdict,
		},
	});
	return { ...judged, known: NOTHING_KNOWN };
}

let made = 0;

/** A call by a session of a listed role. Every one is another record unless `eventId` is given. */
export function aWorkload(role: string, given: Given = {}): Judged {
	const signIn: Partial<SignIn> = {
		event: 'AssumeRole',
		principal: {
			...{ kind: 'role-session', name: `run-${made}`, id: `AROAEXAMPLE:run-${made}` },
			arn: `arn:aws:sts::111122223333:assumed-role/${role}/run-${made}`,
			account: '111122223333',
		},
		callerIssuer: `arn:aws:iam::111122223333:role/ci/${role}`,
		eventId: `workload-${made++}`,
		...given.signIn,
	};
	const reasons = [{ code: 'untrusted-network' }, { code: 'workload' }] as const;
	return inSummary({ ...given, signIn, verdict: { workload: true, reasons, ...given.verdict } });
}

/** A record that does not say whether it succeeded. */
export function anOdd(event: string, given: Given = {}): Judged {
	const signIn = { event, eventId: `odd-${made++}`, outcome: 'unknown', ...given.signIn } as const;
	const reasons = [{ code: 'outcome-unknown' }] as const;
	return inSummary({
		...given,
		signIn,
		verdict: { disposition: 'odd', reasons, ...given.verdict },
	});
}

/** The same as it is kept; judged some seconds after its time, unless `late` says how much later. */
export function entryOf(judged: Judged, late = 5_000): SummaryEntry {
	return summaryEntryOf(judged, { timeZone: SEOUL, now: judged.signIn.time + late });
}
