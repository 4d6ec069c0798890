import type { Followed } from '../../shared/case/follow-sign-in.ts';
import type { UseSettings } from '../../shared/configuration/configuration.ts';
import { localDay } from '../../shared/runtime/local-time.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import {
	actionOf,
	isLongTerm,
	ownerOf,
	serviceOf,
	usedCredential,
} from '../../shared/sign-in/used-credential.ts';
import { exceptionIn, useIn } from '../../shared/verdict/credential-use.ts';
import { mostTellingFirst } from '../../shared/verdict/telling-actions.ts';
import { type Severity, severityRank, type Verdict } from '../../shared/verdict/verdict.ts';
import { printable } from '../terminal.ts';
import { count, counted, largest, listed, number, type Tally } from './tally.ts';
import { whoWhere } from './who-of.ts';

const DAY = 86_400_000;
const MOST_CREDENTIALS = 10;
const MOST_NETWORKS = 3;
const MOST_DAYS = 3;
const MOST_ACTIONS = 4;

/** What one credential did from networks that are not ours. */
interface AtWork {
	readonly credential: string;
	readonly isKey: boolean;
	readonly who: string;
	calls: number;
	failed: number;
	severity: Severity;
	/** In days, when it was last at work; null if nobody told it. */
	ageDays: number | null;
	readonly services: Set<string>;
	readonly actions: Set<string>;
	readonly networks: Tally;
	readonly days: Set<string>;
}

/**
 * Counts the credentials at work from untrusted networks. Each one is listed with what its owner must
 * know to recognise it.
 */
export class CredentialUses {
	/** Those of the configuration, after it is loaded. */
	settings: Pick<UseSettings, 'keys' | 'sessions' | 'except'> | null = null;
	readonly #atWork = new Map<string, AtWork>();
	/** Those of repeats, by their verdict: repeats that differ in their id and time alone share it. */
	readonly #repeating = new WeakMap<Verdict, AtWork>();
	/** When keys were made, by their id, as far as the logs tell. */
	readonly #madeAt = new Map<string, number>();
	readonly #excepted: Tally = new Map();
	#told = 0;
	#again = 0;

	/** How many uses are alerts. */
	get told(): number {
		return this.#told;
	}

	/** How many calls were judged as uses. */
	get calls(): number {
		return this.#told + this.#again;
	}

	/** Adds a call that obtained nothing. Days are those of the time zone. */
	add(followed: Followed, timeZone: string): void {
		const use = useIn(followed.verdict);
		const credential = usedCredential(followed.signIn);
		if (use === null || credential === null) this.#addExcepted(followed);
		else {
			if (use === 'told') this.#told++;
			else this.#again++;
			this.#addAtWork(followed, credential, timeZone);
		}
	}

	/** Learns from a record that makes a key how old the key is. */
	noteMade({ made, time }: SignIn): void {
		if (made?.kind === 'access-key' && made.keyId !== null) this.#madeAt.set(made.keyId, time);
	}

	/** Gives the lines of the summary, with what was not judged. */
	lines(): string[] {
		return [...this.#atWorkLines(), ...this.#notJudged()];
	}

	#addExcepted({ signIn }: Followed): void {
		const { settings } = this;
		if (settings === null || signIn.part !== 'use') return;
		const found = exceptionIn(settings.except, { signIn });
		if (found !== null) count(this.#excepted, found.principal);
	}

	#addAtWork(followed: Followed, credential: string, timeZone: string): void {
		const { signIn, verdict } = followed;
		const one = this.#repeating.get(verdict) ?? this.#learnAtWork(followed, credential);
		one.calls++;
		if (signIn.outcome === 'failure') one.failed++;
		if (one.isKey) one.ageDays = ageOf(verdict) ?? this.#ageDays(signIn, credential);
		count(one.networks, verdict.network.key);
		one.days.add(localDay(signIn.time, timeZone));
	}

	/** Learns what repeats have in common. */
	#learnAtWork(followed: Followed, credential: string): AtWork {
		const { signIn, verdict } = followed;
		// Logs in which names are hidden have the same text for several keys.
		const place = JSON.stringify([credential, ownerOf(signIn)]);
		const one = this.#atWork.get(place) ?? firstAtWork(followed, credential);
		this.#atWork.set(place, one);
		one.services.add(serviceOf(signIn));
		one.actions.add(actionOf(signIn));
		if (severityRank(verdict.severity) > severityRank(one.severity))
			one.severity = verdict.severity;
		this.#repeating.set(verdict, one);
		return one;
	}

	#ageDays({ time }: SignIn, credential: string): number | null {
		const madeAt = this.#madeAt.get(credential);
		return madeAt === undefined ? null : (time - madeAt) / DAY;
	}

	#atWorkLines(): string[] {
		if (this.calls === 0) return [];
		const all = [...this.#atWork.values()].sort(bySeverity);
		const keys = all.filter(({ isKey }) => isKey).length;
		const named = [
			...(keys === 0 ? [] : [counted(keys, 'key')]),
			...(keys === all.length ? [] : [counted(all.length - keys, 'session')]),
		];
		const more = all.length - MOST_CREDENTIALS;
		return [
			`at work from untrusted networks: ${named.join(', ')} in ${counted(this.calls, 'call')}; ${number(this.#told)} told, ${number(this.#again)} joined what was told`,
			...all.slice(0, MOST_CREDENTIALS).map((one) => `  ${lineOf(one)}`),
			...(more > 0 ? [`  and ${counted(more, 'more credential')}`] : []),
		];
	}

	/** Nothing that was not judged looks as if it were clear. */
	#notJudged(): string[] {
		if (this.settings === null) return [];
		const off = (['keys', 'sessions'] as const).filter((kind) => this.settings?.[kind] !== true);
		return [
			...off.map((kind) => `not judged: ${NOT_JUDGED[kind]}, because use.${kind} is off`),
			...(this.#excepted.size === 0
				? []
				: [`not judged, because of use.except: calls of ${largest(this.#excepted)}`]),
		];
	}
}

const NOT_JUDGED = {
	keys: 'calls with access keys that obtained no session',
	sessions: 'calls with the credentials of sessions that obtained no session',
} as const;

/** Null for a session: its age is not that of a key. */
function ageOf({ credential: { kind, ageDays } }: Verdict): number | null {
	return kind === 'access-key' ? ageDays : null;
}

function firstAtWork(followed: Followed, credential: string): AtWork {
	const { signIn, verdict } = followed;
	return {
		...{ credential, isKey: isLongTerm(signIn), who: whoWhere(followed) },
		...{ calls: 0, failed: 0, severity: verdict.severity, ageDays: null },
		...{ services: new Set(), actions: new Set(), networks: new Map(), days: new Set() },
	};
}

/** The worst first, then those that called most. */
function bySeverity(a: AtWork, b: AtWork): number {
	return severityRank(b.severity) - severityRank(a.severity) || b.calls - a.calls;
}

/** `AKIA… of bora (iam-user of 111122223333), 92 days old: 18 calls (3 failed) …`. */
function lineOf(one: AtWork): string {
	const { credential, who, ageDays, calls, severity } = one;
	const age = ageDays === null ? '' : `, ${counted(Math.floor(ageDays), 'day')} old`;
	const failed = one.failed === 0 ? '' : ` (${number(one.failed)} failed)`;
	const services = [...one.services].map((service) => printable(service));
	const actions = mostTellingFirst([...one.actions]).map((action) => printable(action));
	return (
		`${severity}: ${printable(credential)} of ${printable(who)}${age}: ${counted(calls, 'call')}${failed}` +
		` of ${listed(services)} from ${largest(one.networks, MOST_NETWORKS)}` +
		` on ${listed([...one.days], MOST_DAYS)}; most telling: ${listed(actions, MOST_ACTIONS)}`
	);
}
