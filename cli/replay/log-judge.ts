import { type Following, followSignIn } from '../../shared/case/follow-sign-in.ts';
import type { MemoryCases } from '../../shared/case/memory-cases.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { MemoryKeyPasts } from '../../shared/history/memory-key-pasts.ts';
import type { OwnAccounts } from '../../shared/history/own-accounts.ts';
import { witnessKeys } from '../../shared/history/witnesses.ts';
import { personKey } from '../../shared/sign-in/person-key.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { establishFacts } from '../../shared/verdict/judge.ts';
import { type HubSettings, judgeSettings } from '../../shared/verdict/own-settings.ts';
import type { UsedPlace } from './key-places.ts';
import type { CallGroup } from './repeated-calls.ts';
import { type JudgedUse, RepeatedUses } from './repeated-uses.ts';

/** What a log is judged with. Nobody asks IAM about a log, except for tests. */
export interface JudgedWith extends Pick<Following, 'ageOf'> {
	readonly settings: HubSettings;
	readonly accounts: OwnAccounts;
	/** Where keys were used by calls that are not judged; nowhere if it is left out. */
	readonly keyPlaces?: readonly UsedPlace[];
}

/** A sign-in that was judged. `isRepeat`: a use that told nothing new. */
export interface JudgedInLog extends JudgedUse {
	readonly isRepeat: boolean;
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

	/** Notes a sign-in before it is judged, if another one may be harmless because of it. */
	async announce(signIn: SignIn): Promise<void> {
		// Few records are witnesses, and it takes time to judge an address twice.
		if (witnessKeys(signIn).length === 0) return;
		const facts = establishFacts(signIn, this.#with.settings);
		await this.#history.announce(facts, personKey(signIn));
	}

	/** Judges one sign-in; `group` is set for a call that repeats others. */
	async judge(signIn: SignIn, group: CallGroup | undefined): Promise<JudgedInLog> {
		const repeat = group === undefined ? null : this.#repeats.follow(signIn, group);
		if (repeat !== null) return { ...repeat, isRepeat: true };
		const judged = await this.#judgeAlone(signIn);
		if (group !== undefined) this.#repeats.learn(group, judged);
		return { ...judged, isRepeat: false };
	}

	async #judgeAlone(signIn: SignIn): Promise<JudgedUse> {
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
