import type { Configuration } from '../configuration/configuration.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import { type BreakerReason, breakerWindowStart, whyBreakerOpens } from './breaker.ts';
import type { ActiveContainment, ContainmentRequest, PolicyId } from './containment.ts';
import { type Plan, personBehind, planContainment } from './plan-containment.ts';

/** What became of a plan: with the breaker open its requests are held. The breaker is asked in every mode, to be looked at. */
export interface PlanOutcome extends Plan {
	/** Why the breaker opened at this very sign-in, or null. */
	readonly breakerOpened: BreakerReason | null;
}

interface Window {
	readonly start: number;
	readonly people: Set<string>;
	readonly accounts: Set<string>;
	readonly moved: Map<string, Set<string>>;
	open: boolean;
}

/**
 * Containments as a log would have produced them, in the memory of this process. Nobody answers in a log, so an open
 * breaker is taken to be resumed with the next window.
 */
export class MemoryContainments {
	readonly #configuration: Configuration;
	readonly #ownAccounts: ReadonlySet<string>;
	readonly #active = new Map<
		string,
		ActiveContainment & { readonly policies: readonly PolicyId[] }
	>();
	readonly #sessions = new Map<string, Set<string>>();
	#window: Window | null = null;

	constructor(configuration: Configuration, ownAccounts: ReadonlySet<string>) {
		this.#configuration = configuration;
		this.#ownAccounts = ownAccounts;
	}

	/** Plans for one judged sign-in and takes up what it requests. Times must not go backwards. */
	follow(followed: Judged): PlanOutcome {
		const person = personBehind(followed.known) ?? '';
		const plan = planContainment(followed, {
			configuration: this.#configuration,
			ownAccounts: this.#ownAccounts,
			sessionsMade: this.#sessions.get(person)?.size ?? 0,
		});
		if (plan.requests.length === 0) return { ...plan, breakerOpened: null };
		const { isOpen, opened } = this.#askBreaker(followed, plan.requests);
		const notContained = plan.notContained ?? (isOpen ? 'breaker-open' : null);
		if (notContained === null)
			for (const request of plan.requests) this.#take(request, followed.signIn.time);
		return { ...plan, notContained, breakerOpened: opened };
	}

	/** What stands in a policy's document at a time. */
	activeFor(policy: PolicyId, at: number): ActiveContainment[] {
		return [...this.#active.values()].filter(
			({ policies, until }) => policies.includes(policy) && until > at,
		);
	}

	#take(request: ContainmentRequest, now: number): void {
		const { selector, denyScope, until, person } = request;
		const id = `${selector.key}=${selector.value}`;
		const earlier = this.#active.get(id);
		const policies = new Set([
			...(earlier?.policies ?? []),
			...request.policies.map(({ policy }) => policy),
		]);
		const requestedAt = earlier?.requestedAt ?? now;
		// Every new attempt moves the end, never to an earlier time.
		this.#active.set(id, {
			id,
			selector,
			denyScope,
			requestedAt,
			until: Math.max(until, earlier?.until ?? 0),
			policies: [...policies],
		});
		if (request.reason === 'obtained-by-untrusted-caller') {
			this.#sessions.set(person, (this.#sessions.get(person) ?? new Set()).add(selector.value));
		}
		this.#forget(now);
	}

	/** What has ended is no longer counted, so that a long log does not fill the memory. */
	#forget(now: number): void {
		for (const [id, { until }] of this.#active) if (until <= now) this.#active.delete(id);
	}

	#askBreaker(
		followed: Judged,
		requests: readonly ContainmentRequest[],
	): { isOpen: boolean; opened: BreakerReason | null } {
		const { signIn, verdict, known } = followed;
		const limits = this.#configuration.containment.breaker;
		const start = breakerWindowStart(signIn.time, limits);
		const window = this.#window?.start === start ? this.#window : newWindow(start);
		this.#window = window;
		const network = verdict.network.key;
		const moved = window.moved.get(network) ?? new Set<string>();
		for (const { person } of requests) {
			window.people.add(person);
			if (this.#isKnownFromInside(known.networks)) moved.add(person);
		}
		window.moved.set(network, moved);
		window.accounts.add(signIn.principal.account ?? signIn.account ?? '');
		if (window.open) return { isOpen: true, opened: null };
		const opened = whyBreakerOpens(
			{ people: [...window.people], accounts: [...window.accounts], movedPeople: [...moved] },
			limits,
		);
		window.open = opened !== null;
		return { isOpen: window.open, opened };
	}

	#isKnownFromInside(networks: readonly string[]): boolean {
		return this.#configuration.networks.some(({ name }) => networks.includes(name));
	}
}

function newWindow(start: number): Window {
	return { start, people: new Set(), accounts: new Set(), moved: new Map(), open: false };
}
