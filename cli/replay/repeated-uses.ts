import { caseKey } from '../../shared/case/case-key.ts';
import type { Followed } from '../../shared/case/follow-sign-in.ts';
import type { MemoryCases } from '../../shared/case/memory-cases.ts';
import type { UseSettings } from '../../shared/configuration/configuration.ts';
import { deliveryKeys } from '../../shared/history/act-keys.ts';
import type { MemoryHistory } from '../../shared/history/memory-history.ts';
import { notedUse, usePlace } from '../../shared/history/used-before.ts';
import { EVENTS } from '../../shared/sign-in/events.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { isLongTerm } from '../../shared/sign-in/used-credential.ts';
import { joinsTold, useIn } from '../../shared/verdict/credential-use.ts';
import { verdictOfRepeat } from '../../shared/verdict/repeated-use.ts';
import { MANY_NETWORKS } from '../../shared/verdict/rules/risk-factor/many-networks.ts';
import { isTelling } from '../../shared/verdict/telling-actions.ts';
import type { CallGroup } from './repeated-calls.ts';

/** What the uses of a group have in common once one of them was judged. */
interface Judged {
	readonly followed: Followed;
	/** The place of its uses in history. */
	readonly place: string;
	readonly actor: string;
	readonly isTelling: boolean;
	readonly delivery: (call: Pick<SignIn, 'eventId' | 'time'>) => string;
	/** The key of the case; if the person comes from many networks, another one. */
	readonly whose: string;
	readonly whoseOfMany: string;
}

interface Judging {
	readonly history: MemoryHistory;
	readonly cases: MemoryCases;
	readonly use: UseSettings;
}

/**
 * Judges the uses of long-term keys of IAM users that repeat what was told: a busy key has thousands
 * of them. What they have in common is judged once, with all rules. It decides nothing but what of
 * them may differ: whether the record came twice, whether the credential was told lately, and how
 * many networks its user has. The answer is what `followSignIn` would give.
 */
export class RepeatedUses {
	readonly #judged = new WeakMap<CallGroup, Judged>();
	readonly #judging: Judging;

	constructor(judging: Judging) {
		this.#judging = judging;
	}

	/** Takes a repeat through history and its case; null if it must be judged with all rules. */
	follow(signIn: SignIn, group: CallGroup): Followed | null {
		const judged = this.#judged.get(group);
		if (judged === undefined) return null;
		const { history, cases, use } = this.#judging;
		const { place, actor, followed, isTelling } = judged;
		const delivery = judged.delivery(signIn);
		const used = isTelling
			? history.usedAt(place, signIn.time)
			: history.lastUsedAt(place, signIn.time);
		if (!joinsTold(signIn, used, use) || history.isDelivered(delivery)) return null;
		const noted = notedUse({ signIn }, { known: { used }, use: 'again' });
		history.rememberRepeat({ signIn, delivery, place, noted });
		const isOfMany = history.otherNetworks(actor, followed.verdict.network.key) >= MANY_NETWORKS;
		const theCase = cases.joinRepeat(isOfMany ? judged.whoseOfMany : judged.whose, signIn, group);
		return { ...followed, signIn, theCase };
	}

	/** Remembers a judged use, so that the others of its group need not be judged as it was. */
	learn(group: CallGroup, followed: Followed): void {
		const common = commonOf(followed);
		if (common !== null) this.#judged.set(group, common);
	}
}

/** Names of no networks, as many as change the key of a case. */
const MANY = Array.from({ length: MANY_NETWORKS }, (_, n) => `${n}`);

function commonOf(followed: Followed): Judged | null {
	const { signIn, known, verdict } = followed;
	const { actor } = known;
	const place = usePlace({ signIn, network: verdict.network });
	if (!isOfUser(signIn) || useIn(verdict) === null || actor?.kind !== 'person' || place === null)
		return null;
	const again = { ...followed, verdict: verdictOfRepeat(verdict) };
	const key = (networks: readonly string[]) =>
		caseKey(again, { ...known, networks, newNetworks: 0 })?.key ?? '';
	return {
		...{ followed: again, place: place.key, actor: actor.key },
		isTelling: isTelling(signIn),
		delivery: deliveryKeys(signIn),
		...{ whose: key([]), whoseOfMany: key(MANY) },
	};
}

/**
 * True for a use about which nothing can be learned from other records but that it was told: not
 * who obtained a session, nor to which act it belongs.
 */
function isOfUser(signIn: SignIn): boolean {
	const { part, principal, links, clues, event, made } = signIn;
	const isKeyOfUser =
		part === 'use' && isLongTerm(signIn) && clues.issuedAt === null && made === undefined;
	const isNamed = principal.kind === 'iam-user' && principal.name !== null;
	const isAlone =
		links.switchedFrom === null &&
		links.identityStoreUserId === null &&
		links.sharedEventId === null &&
		!Object.hasOwn(EVENTS, event);
	return isKeyOfUser && isNamed && isAlone;
}
