import { type Followed, type Following, followSignIn } from '../../shared/case/follow-sign-in.ts';
import type { MemoryCases } from '../../shared/case/memory-cases.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { MemoryKeyPasts } from '../../shared/history/memory-key-pasts.ts';
import type { OwnAccounts } from '../../shared/history/own-accounts.ts';
import { witnessKeys } from '../../shared/history/witnesses.ts';
import { personKey } from '../../shared/sign-in/person-key.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { establishFacts } from '../../shared/verdict/judge.ts';
import { type HubSettings, judgeSettings } from '../../shared/verdict/own-settings.ts';
import type { UsedPlace } from './key-places.ts';
import type { CallGroup } from './repeated-calls.ts';
import { RepeatedUses } from './repeated-uses.ts';

/** What a log is judged with. Nobody asks IAM about a log, except for tests. */
export interface JudgedWith extends Pick<Following, 'ageOf'> {
	readonly settings: HubSettings;
	readonly accounts: OwnAccounts;
	/** Where keys were used by calls that are not judged; nowhere if it is left out. */
	readonly keyPlaces?: readonly UsedPlace[];
}

/** A sign-in that was judged, and with what. */
export interface JudgedInLog {
	readonly followed: Followed;
	readonly settings: JudgeSettings;
}

/** Judges the sign-ins of a log in their order, with history in memory. */
export class LogJudge {
	readonly #history = new MemoryHistory();
	readonly #keyPasts = new MemoryKeyPasts();
	readonly #cases: MemoryCases;
	readonly #with: JudgedWith;
	readonly #repeats: RepeatedUses;

	constructor(judgedWith: JudgedWith, cases: MemoryCases) {
		this.#with = judgedWith;
		this.#cases = cases;
		const { use } = judgedWith.settings.configuration;
		this.#repeats = new RepeatedUses({ history: this.#history, cases, use });
		// A place counts only from its first time on, so those of later calls may be noted at once.
		for (const place of judgedWith.keyPlaces ?? []) this.#keyPasts.notePlace(place.keyId, place);
	}

	/**
	 * Notes a sign-in before it is judged, if another one may be harmless because of it; null if none
	 * may be.
	 */
	announce(signIn: SignIn): Promise<void> | null {
		// Few records are witnesses, and it takes time to judge an address twice.
		if (witnessKeys(signIn).length === 0) return null;
		const facts = establishFacts(signIn, this.#with.settings);
		return this.#history.announce(facts, personKey(signIn));
	}

	/** Judges a use that repeats others and tells nothing new; null for all others. */
	repeat(signIn: SignIn, group: CallGroup | undefined): Followed | null {
		return group === undefined ? null : this.#repeats.follow(signIn, group);
	}

	/** Judges one sign-in; `group` is set for a call that repeats others. */
	async judge(signIn: SignIn, group: CallGroup | undefined): Promise<JudgedInLog> {
		const judged = await this.#judgeAlone(signIn);
		if (group !== undefined) this.#repeats.learn(group, judged.followed);
		return judged;
	}

	async #judgeAlone(signIn: SignIn): Promise<JudgedInLog> {
		const { accounts, settings, ageOf } = this.#with;
		const judging = judgeSettings(settings, await accounts.recall(signIn));
		const followed = await followSignIn(signIn, {
			...{ history: this.#history, cases: this.#cases, keyPasts: this.#keyPasts },
			...{ settings: judging },
			...(ageOf === undefined ? {} : { ageOf }),
		});
		await accounts.remember(signIn);
		return { followed, settings: judging };
	}
}
