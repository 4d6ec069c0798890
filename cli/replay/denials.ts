import { isAsking, type NotContained } from '../../shared/containment/not-contained.ts';
import { leavesSessions } from '../../shared/notification/card/standing.ts';
import { localDay } from '../../shared/runtime/local-time.ts';
import type { Judged } from '../../shared/verdict/judged-sign-in.ts';
import { printable } from '../terminal.ts';
import type { PlanOutcome } from './plan-log.ts';
import { count, counted, largest, listed, number, sumOf, type Tally } from './tally.ts';
import { whoWhere } from './who-of.ts';

const MOST_DAYS = 14;
const MOST_PEOPLE = 14;

/** Why an alert denies nobody, in few words. `in-summary`: it is no case, so nothing is planned. */
type WhyNot = NotContained | 'in-summary';

/** Why nobody is denied, in a few words. */
export const WHY_NOT: Readonly<Record<WhyNot, string>> = {
	'in-summary': 'told once a day',
	'mode-observe': 'only reported in mode observe',
	'mode-ask': 'left to a human in mode ask',
	'use-observe': 'only reported by use.mode',
	'usual-network': 'usual network of the key',
	'key-usual-elsewhere': 'left to a human, key usual at another untrusted network',
	'key-known-nowhere': 'left to a human, no earlier use of the key',
	'key-past-not-answered': 'left to a human, earlier uses not known',
	'caller-not-watched': 'left to a human, account of the caller not watched',
	'session-origin-unknown': 'left to a human, origin of the session not known',
	'breaker-open': 'held by the circuit breaker',
	'alarm-is-no-proof': 'alarm of AWS without proof',
	'alarm-names-nobody': 'alarm of AWS names nobody',
	'unknown-origin': 'location unknown',
	exempt: 'exempt',
	protected: 'protected',
	workload: 'workload',
	vendor: 'vendor',
	'own-endpoint': 'VPC endpoint of ours',
	'console-session': 'console opened from a trusted network',
	'management-root': 'root of the management account',
	'root-needs-organization': 'root without SCP',
	'service-linked-role': 'service-linked role',
	'external-caller-only': 'external caller',
	'caller-not-named': 'caller not named',
	'outside-caller-only': 'caller from outside of AWS',
	'caller-without-id': 'caller without id',
	'no-selector': 'no id',
	'no-policy': 'no policy applies in the account',
	'management-not-covered': 'management account not covered',
	'session-not-denied': 'session without id',
	'too-many-sessions': 'too many sessions',
};

/** What would have become of the alerts, in the mode that was chosen. */
export interface AlertDenials {
	readonly all: number;
	/** Alerts with somebody whom a policy can deny, by what the mode does: null if it denies. */
	readonly deniable: ReadonlyMap<NotContained | null, number>;
	/** Those of them whose cards say that sessions are left, by why. */
	readonly partly: ReadonlyMap<NotContained, number>;
	/** Those of them that leave something else to a human, by what that is. */
	readonly byHand: ReadonlyMap<NotContained, number>;
	/** The other alerts, by what stands against it. */
	readonly others: ReadonlyMap<WhyNot, number>;
}

/**
 * Counts how many alerts and people would have been denied, on which days and from which networks.
 * A team looks at this before it enables containment.
 */
export class Denials {
	readonly #deniable: Tally<NotContained | null> = new Map();
	readonly #partly: Tally<NotContained> = new Map();
	readonly #byHand: Tally<NotContained> = new Map();
	readonly #others: Tally<WhyNot> = new Map();
	/** The cases of the alerts, and whether somebody of a case can be denied. */
	readonly #cases = new Map<string, boolean>();
	/** A name of each person, and how many of their alerts would deny them. */
	readonly #people = new Map<string, { readonly who: string; alerts: number }>();
	readonly #byDay = new Map<string, Set<string>>();
	readonly #byNetwork = new Map<string, Set<string>>();
	readonly #held = new Set<string>();
	/** Those for whom a human must decide, in mode `contain` too. */
	readonly #asked = new Set<string>();
	/** The openings of the circuit breaker, by day and cause. */
	readonly #openings: Tally = new Map();

	/** Adds what the chosen mode does about an alert, and the case that it belongs to. */
	addAlert({ requests, notContained, advice }: PlanOutcome, caseId: string | null): void {
		const isDeniable = requests.length > 0;
		if (caseId !== null) this.#cases.set(caseId, isDeniable || this.#cases.get(caseId) === true);
		if (isDeniable) {
			count(this.#deniable, notContained);
			if (advice !== null) count(leavesSessions([advice]) ? this.#partly : this.#byHand, advice);
		} else count(this.#others, notContained ?? 'in-summary');
	}

	/** Adds one sign-in, planned as mode `contain` does. Days are those of the time zone. */
	add(judged: Judged, rehearsed: PlanOutcome, timeZone: string): void {
		if (rehearsed.breakerOpened === null && rehearsed.requests.length === 0) return;
		const day = localDay(judged.signIn.time, timeZone);
		if (rehearsed.breakerOpened !== null)
			count(this.#openings, `${day} (${rehearsed.breakerOpened})`);
		for (const person of new Set(rehearsed.requests.map((request) => request.person))) {
			if (rehearsed.notContained === 'breaker-open') this.#held.add(person);
			if (isAsking(rehearsed.notContained)) this.#asked.add(person);
			if (rehearsed.notContained !== null) continue;
			const known = this.#people.get(person) ?? { who: whoWhere(judged), alerts: 0 };
			known.alerts++;
			this.#people.set(person, known);
			join(this.#byDay, day, person);
			join(this.#byNetwork, judged.verdict.network.key, person);
		}
	}

	get alerts(): AlertDenials {
		const [deniable, others] = [this.#deniable, this.#others];
		const all = sumOf(deniable) + sumOf(others);
		return { all, deniable, partly: this.#partly, byHand: this.#byHand, others };
	}

	/** Gives the lines of the summary; none without an alert and if nobody would have been denied. */
	lines(): string[] {
		return [
			...this.#alertLine(),
			...this.#caseLine(),
			...this.#deniedLines(),
			...this.#askedLine(),
			...this.#breakerLines(),
		];
	}

	/** `0 of 8 alerts could be denied: 7 location unknown, 1 no id`. */
	#alertLine(): string[] {
		const { all, deniable, partly, byHand, others } = this.alerts;
		if (all === 0) return [];
		const some = sumOf(deniable);
		const verb = some > 0 && deniable.get(null) === some ? 'would' : 'could';
		const sentence = `${number(some)} of ${counted(all, 'alert')} ${verb} be denied`;
		if (some === 0) return [`${sentence}: ${reasons(others)}`];
		const rest = [
			...(partly.size === 0 ? [] : [`${number(sumOf(partly))} only in part: ${reasons(partly)}`]),
			...(byHand.size === 0
				? []
				: [`${number(sumOf(byHand))} with more to do by hand: ${reasons(byHand)}`]),
			...(others.size === 0 ? [] : [`${number(sumOf(others))} not: ${reasons(others)}`]),
		];
		return [[`${sentence}${waitingFor(deniable)}`, ...rest].join('; ')];
	}

	/** A card and a line of the page are one case, of one alert or of many. */
	#caseLine(): string[] {
		if (this.#cases.size === 0) return [];
		const deniable = [...this.#cases.values()].filter((isDeniable) => isDeniable).length;
		const rest = number(this.#cases.size - deniable);
		return [
			`in ${counted(this.#cases.size, 'case')}: ${number(deniable)} could be denied, ${rest} not`,
		];
	}

	#deniedLines(): string[] {
		if (this.#people.size === 0) return [];
		return [
			`would be denied from untrusted networks in mode contain: ${people(this.#people.size)}`,
			`who, and in how many alerts: ${this.#names()}`,
			`on which days: ${listed(peopleIn(this.#byDay), MOST_DAYS)}`,
			`from which networks: ${largest(new Map(sizes(this.#byNetwork)))}`,
		];
	}

	/** Those with the most alerts first. */
	#names(): string {
		const sorted = [...this.#people.values()].sort((a, b) => b.alerts - a.alerts);
		const names = sorted.map(({ who, alerts }) => `${printable(who)} ${number(alerts)}`);
		return listed(names, MOST_PEOPLE);
	}

	#askedLine(): string[] {
		const asked = this.#notDenied(this.#asked);
		return asked === 0 ? [] : [`would wait for a human in mode contain too: ${people(asked)}`];
	}

	#notDenied(persons: ReadonlySet<string>): number {
		return [...persons].filter((person) => !this.#people.has(person)).length;
	}

	/** The breaker may have opened before the period of the summary. */
	#breakerLines(): string[] {
		const held = this.#notDenied(this.#held);
		if (this.#openings.size === 0 && held === 0) return [];
		const openings = [...this.#openings].map(([when, times]) =>
			times === 1 ? when : `${when} × ${number(times)}`,
		);
		const when = listed(openings) || 'before';
		return [`the circuit breaker would have opened: ${when}; held for a human: ${people(held)}`];
	}
}

/** What the mode does about those whom it does not deny at once. */
function waitingFor(deniable: AlertDenials['deniable']): string {
	const denied = deniable.get(null) ?? 0;
	const waiting = [...deniable].flatMap(([why, alerts]) =>
		why === null ? [] : [`${number(alerts)} ${WHY_NOT[why]}`],
	);
	if (waiting.length === 0) return '';
	return ` (${[...(denied === 0 ? [] : [`${number(denied)} denied`]), ...waiting].join(', ')})`;
}

function reasons(tally: ReadonlyMap<WhyNot, number>): string {
	return [...tally]
		.sort(([, m], [, n]) => n - m)
		.map(([why, alerts]) => `${number(alerts)} ${WHY_NOT[why]}`)
		.join(', ');
}

function join(map: Map<string, Set<string>>, key: string, person: string): void {
	map.set(key, (map.get(key) ?? new Set()).add(person));
}

function people(persons: number): string {
	return counted(persons, 'person', 'people');
}

function sizes(map: ReadonlyMap<string, ReadonlySet<string>>): [string, number][] {
	return [...map].map(([key, persons]) => [key, persons.size]);
}

function peopleIn(map: ReadonlyMap<string, ReadonlySet<string>>): string[] {
	return sizes(map).map(([key, size]) => `${key} ${size}`);
}
