import type { Followed } from '../case/follow-sign-in.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { type BrakeReason, brakeWindowStart, whyBrakeOpens } from './breaker.ts';
import type { ActiveContainment, TargetId, Wish } from './containment.ts';
import { type Plan, personBehind, planContainment } from './plan-containment.ts';

/** What became of a plan: with the brake open its wishes are held. The brake is asked in every mode, to be looked at. */
export interface PlanOutcome extends Plan {
	/** Why the brake opened at this very sign-in, or null. */
	readonly brakeOpened: BrakeReason | null;
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
 * brake is taken to be resumed with the next window.
 */
export class MemoryContainments {
	readonly #configuration: Configuration;
	readonly #ownAccounts: ReadonlySet<string>;
	readonly #active = new Map<string, ActiveContainment & { readonly targets: readonly TargetId[] }>();
	readonly #sessions = new Map<string, Set<string>>();
	#window: Window | null = null;

	constructor(configuration: Configuration, ownAccounts: ReadonlySet<string>) {
		this.#configuration = configuration;
		this.#ownAccounts = ownAccounts;
	}

	/** Plans for one judged sign-in and takes up what it wishes. Times must not go backwards. */
	follow(followed: Followed): PlanOutcome {
		const person = personBehind(followed.known) ?? '';
		const plan = planContainment(followed, {
			configuration: this.#configuration,
			ownAccounts: this.#ownAccounts,
			sessionsMade: this.#sessions.get(person)?.size ?? 0,
		});
		if (plan.wishes.length === 0) return { ...plan, brakeOpened: null };
		const { isOpen, opened } = this.#askBrake(followed, plan.wishes);
		const notContained = plan.notContained ?? (isOpen ? 'brake-open' : null);
		if (notContained === null) for (const wish of plan.wishes) this.#take(wish, followed.signIn.time);
		return { ...plan, notContained, brakeOpened: opened };
	}

	/** What stands in a target's document at a time. */
	activeFor(target: TargetId, at: number): ActiveContainment[] {
		return [...this.#active.values()].filter(({ targets, until }) => targets.includes(target) && until > at);
	}

	#take(wish: Wish, now: number): void {
		const { selector, reach, until, person } = wish;
		const id = `${selector.key}=${selector.value}`;
		const earlier = this.#active.get(id);
		const targets = new Set([...(earlier?.targets ?? []), ...wish.targets.map(({ target }) => target)]);
		const wishedAt = earlier?.wishedAt ?? now;
		// Every new attempt moves the end, never to an earlier time.
		this.#active.set(id, {
			id,
			selector,
			reach,
			wishedAt,
			until: Math.max(until, earlier?.until ?? 0),
			targets: [...targets],
		});
		if (wish.reason === 'made-by-external-caller') {
			this.#sessions.set(person, (this.#sessions.get(person) ?? new Set()).add(selector.value));
		}
		this.#forget(now);
	}

	/** What has ended is no longer counted, so that a long log does not fill the memory. */
	#forget(now: number): void {
		for (const [id, { until }] of this.#active) if (until <= now) this.#active.delete(id);
	}

	#askBrake(followed: Followed, wishes: readonly Wish[]): { isOpen: boolean; opened: BrakeReason | null } {
		const { signIn, verdict, known } = followed;
		const limits = this.#configuration.containment.brake;
		const start = brakeWindowStart(signIn.time, limits);
		const window = this.#window?.start === start ? this.#window : newWindow(start);
		this.#window = window;
		const network = verdict.network.key;
		const moved = window.moved.get(network) ?? new Set<string>();
		for (const { person } of wishes) {
			window.people.add(person);
			if (this.#isKnownFromInside(known.networks)) moved.add(person);
		}
		window.moved.set(network, moved);
		window.accounts.add(signIn.principal.account ?? signIn.account ?? '');
		if (window.open) return { isOpen: true, opened: null };
		const opened = whyBrakeOpens(
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
