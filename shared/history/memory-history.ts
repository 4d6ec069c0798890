import { laterOf, orderText } from '../sign-in/compare-sign-ins.ts';
import { personKey } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { type ActKey, copyKeys, deliveryKey, leadKeys, mainKeys, stepKeys } from './act-keys.ts';
import { actorOf } from './actor.ts';
import {
	CONSOLE_WINDOW,
	type ConsoleSignIn,
	callingPlace,
	consoleSignInOf,
	openedPlaces,
} from './console-sign-ins.ts';
import { endpointAccountPlace } from './endpoint-accounts.ts';
import { failureOf, isCounted } from './failure.ts';
import type { Facts, History, Initiator, Known, OtherRecord, Remembered } from './history.ts';
import { credentialWeek, KEEP, type Place } from './history-places.ts';
import {
	callingPlaces,
	type InitiatorPlace,
	initiatorAmong,
	initiatorOf,
	type KeptInitiator,
	MOST_INITIATORS,
	obtainedSessionKey,
	unprovenSession,
	wholeSeconds,
	withInitiatorBehind,
} from './initiator.ts';
import { learnedName } from './learned-name.ts';
import { learnedMaker, type Maker, type Makers, makerPlaces, makersSince } from './makers.ts';
import { MemoryWitnesses } from './memory-witnesses.ts';
import { countNew, isNewHere } from './new-networks.ts';
import { RecentFailures } from './recent-failures.ts';
import {
	callingKeys,
	isShown,
	needsOrigin,
	originIn,
	originKeys,
	type SessionOrigin,
} from './session-origins.ts';
import { isLogin, isToken, loginFamily, tokenKey } from './tokens.ts';
import {
	MOST_NOTED,
	type NotedUse,
	notedUse,
	showsPlace,
	type UsedBefore,
	usedBefore,
	usePlace,
} from './used-before.ts';
import { directoryNameOf, type Witness, witnessIn } from './witnesses.ts';

/**
 * Old entries are removed after this many records, so that memory use follows the time window and
 * not the length of the log.
 */
const FORGET_EVERY = 5_000;

type Stamped<T> = Map<string, { readonly time: number; readonly value: T }>;

interface RememberedRepeat {
	readonly signIn: SignIn;
	/** As `deliveryKey` and `usePlace` give them. */
	readonly delivery: string;
	readonly place: string;
	readonly noted: NotedUse | null;
}

/**
 * Keeps history in the memory of this process: for replay, where the whole log passes in the order
 * of its time.
 */
export class MemoryHistory implements History {
	/**
	 * Networks of each actor's successes, with the place of the first one in the order of
	 * sign-ins.
	 */
	readonly #networks = new Map<string, Map<string, string>>();
	/** Lead from a directory name to the id behind it, and back. */
	readonly #ids = new Map<string, string>();
	readonly #names = new Map<string, string>();
	/** Who obtained each session, the latest first: by its id, and by id and date. */
	readonly #initiators: Stamped<readonly KeptInitiator[]> = new Map();
	readonly #makers: Stamped<Maker> = new Map();
	readonly #acts: Stamped<OtherRecord> = new Map();
	readonly #logins: Stamped<OtherRecord & { readonly network: string }> = new Map();
	readonly #tokens: Stamped<OtherRecord> = new Map();
	readonly #weeks: Stamped<true> = new Map();
	readonly #opened: Stamped<ConsoleSignIn> = new Map();
	readonly #uses: Stamped<readonly NotedUse[]> = new Map();
	readonly #endpointAccounts: Stamped<true> = new Map();
	readonly #origins: Stamped<SessionOrigin> = new Map();
	readonly #witnesses = new MemoryWitnesses();
	readonly #failures = new RecentFailures();
	#seen = 0;

	/** Tells what is known at a time of a credential's earlier uses at a network, by `usePlace`. */
	usedAt(place: string, time: number): UsedBefore | null {
		const noted = this.#uses.get(place)?.value ?? [];
		return usedBefore(
			noted.filter((one) => one.time >= time - KEEP.use),
			time,
		);
	}

	/** Tells the same where it does not matter what was told. */
	lastUsedAt(place: string, time: number): Pick<UsedBefore, 'lastAt' | 'told'> | null {
		const latest = this.#uses.get(place)?.value[0];
		if (latest === undefined || latest.time < time - KEEP.use) return null;
		return { lastAt: latest.time, told: [] };
	}

	/** True if this record was remembered before, by `deliveryKey`. */
	isDelivered(delivery: string): boolean {
		return this.#acts.has(delivery);
	}

	/** Counts the networks of an actor's successes, other than this one. */
	otherNetworks(actor: string, here: string): number {
		const networks = this.#networks.get(actor);
		return networks === undefined ? 0 : networks.size - (networks.has(here) ? 1 : 0);
	}

	/** Remembers a use of which nothing can be learned but that it was, as `remember` would. */
	rememberRepeat({ signIn, delivery, place, noted }: RememberedRepeat): void {
		const { time, eventId } = signIn;
		if (++this.#seen % FORGET_EVERY === 0) this.#forgetOld(time);
		this.#acts.set(delivery, { time, value: { eventId } });
		if (noted !== null) this.#noteUse(place, noted);
	}

	async recall(facts: Facts): Promise<Known> {
		const { signIn, network } = facts;
		const person = this.#resolve(personKey(signIn));
		const byPerson = person ?? '';
		const initiator = this.#initiatorOf(signIn);
		const actor = actorOf(facts, { person, initiator });
		const networks = this.#networks.get(actor?.key ?? '') ?? new Map<string, string>();
		return {
			person,
			name: this.#names.get(byPerson) ?? null,
			...{ initiator, actor, makers: this.#makersOf(facts) },
			networks: [...networks.keys()],
			newNetworks: countNew(networks, network.key, signIn),
			isNewHere: isNewHere(networks, network.key, signIn),
			...this.#failures.count(failureOf(facts, person)),
			copyOf: this.#copyOf(signIn),
			stepOf: this.#find(stepKeys(signIn), signIn.time),
			witness: this.#findWitness(signIn),
			sessionOrigin: this.#findOrigin(facts),
			login: this.#loginBefore(signIn, byPerson),
			tokenBefore: this.#tokenBefore(facts, person),
			consoleSignIn: this.#openedBefore(signIn),
			used: this.usedAt(usePlace(facts)?.key ?? '', signIn.time),
			isNewToEndpointAccount: this.#isNewToEndpointAccount(facts),
			ageReported: this.#weeks.has(credentialWeek(facts, person)),
		};
	}

	async announce(facts: Facts, person: string | null): Promise<void> {
		this.#witnesses.add(facts.signIn, witnessIn(facts, this.#resolve(person)));
	}

	async remember(facts: Facts, outcome: Remembered): Promise<void> {
		const { known, counts, ageReported } = outcome;
		const { signIn } = facts;
		const { time, eventId } = signIn;
		if (++this.#seen % FORGET_EVERY === 0) this.#forgetOld(time);
		this.#learnName(signIn, known.person);
		this.#acts.set(deliveryKey(signIn), { time, value: { eventId } });
		this.#learnInitiator(signIn, outcome);
		this.#learnUse(facts, outcome);
		const made = learnedMaker(signIn, outcome);
		if (made !== null) this.#makers.set(made.place.key, { time, value: made.maker });
		for (const { key } of openedPlaces(facts))
			this.#opened.set(key, { time, value: consoleSignInOf(facts) });
		this.#witnesses.add(signIn, witnessIn(facts, known.person));
		const origin = originIn(facts, known, counts);
		if (origin !== null)
			for (const key of originKeys(signIn)) this.#origins.set(key, { time, value: origin });
		if (!counts) return;
		for (const { key } of [...copyKeys(signIn), ...mainKeys(signIn), ...leadKeys(signIn)])
			this.#acts.set(key, { time, value: { eventId } });
		if (ageReported) this.#weeks.set(credentialWeek(facts, known.person), { time, value: true });
		if (isCounted(facts)) this.#failures.add(failureOf(facts, known.person));
		if (showsPlace(facts, outcome)) this.#learnPlace(facts, known);
	}

	#makersOf(facts: Facts): Makers {
		const since = makersSince(facts.signIn.time);
		const first = (places: readonly Place[]) => {
			const all = places.map(({ key }) => this.#makers.get(key));
			return all.find((one) => one !== undefined && one.time >= since)?.value ?? null;
		};
		const { user, credential } = makerPlaces(facts);
		return { user: first(user), credential: first(credential) };
	}

	#initiatorOf(signIn: SignIn): Initiator | null {
		const found = this.#initiatorAt(callingPlaces(signIn));
		const initiator = withInitiatorBehind(found, this.#initiatorAt(unprovenSession(found)));
		return initiator && { ...initiator, person: this.#resolve(initiator.person) };
	}

	#initiatorAt(places: readonly InitiatorPlace[]): Initiator | null {
		const kept = places.map((place) => this.#initiators.get(initiatorKey(place))?.value ?? []);
		return initiatorAmong(places, kept);
	}

	#resolve(key: string | null): string | null {
		return key === null ? null : (this.#ids.get(key) ?? key);
	}

	#loginBefore(signIn: SignIn, person: string): Known['login'] {
		const login = this.#logins.get(`${loginFamily(signIn)}|${person}`);
		return login !== undefined && signIn.time - login.time <= KEEP.login ? login.value : null;
	}

	/** A token is renewed for half a day at most. After that it is reported again. */
	#tokenBefore(facts: Facts, person: string | null): OtherRecord | null {
		const token = this.#tokens.get(tokenKey(facts, person));
		return token !== undefined && facts.signIn.time - token.time <= KEEP.token ? token.value : null;
	}

	#copyOf(signIn: SignIn): OtherRecord | null {
		const again = this.#acts.get(deliveryKey(signIn));
		return again?.value ?? this.#find(copyKeys(signIn), signIn.time);
	}

	#find(keys: readonly ActKey[], now: number): OtherRecord | null {
		for (const { key, seconds } of keys) {
			const act = this.#acts.get(key);
			if (act !== undefined && now - act.time <= seconds * 1000) return act.value;
		}
		return null;
	}

	#findWitness(signIn: SignIn): Witness | null {
		return this.#witnesses.find(signIn, this.#resolve(directoryNameOf(signIn)));
	}

	#findOrigin(facts: Facts): SessionOrigin | null {
		if (!needsOrigin(facts)) return null;
		const found = callingKeys(facts.signIn).map((key) => this.#origins.get(key)?.value);
		return found.find((origin) => origin !== undefined) ?? null;
	}

	#learnName(signIn: SignIn, known: string | null): void {
		const learned = learnedName(signIn, known);
		if (learned === null) return;
		const { person, name, key } = learned;
		this.#names.set(person, name);
		this.#ids.set(key, person);
		// These networks belong to the id from the moment on at which the name was told.
		const told = orderText(signIn);
		for (const [network, first] of this.#networks.get(key) ?? [])
			this.#keepNetwork(person, network, laterOf(told, first));
		this.#networks.delete(key);
	}

	#learnUse(facts: Facts, outcome: Remembered): void {
		const place = usePlace(facts);
		const noted = notedUse(facts, outcome);
		if (place !== null && noted !== null) this.#noteUse(place.key, noted);
	}

	#noteUse(place: string, noted: NotedUse): void {
		const before = this.#uses.get(place)?.value ?? [];
		this.#uses.set(place, { time: noted.time, value: [noted, ...before].slice(0, MOST_NOTED) });
	}

	#openedBefore(signIn: SignIn): ConsoleSignIn | null {
		const opened = this.#opened.get(callingPlace(signIn)?.key ?? '');
		const isRecent = opened !== undefined && signIn.time - opened.time <= CONSOLE_WINDOW;
		return isRecent ? opened.value : null;
	}

	#isNewToEndpointAccount(facts: Facts): boolean {
		const place = endpointAccountPlace(facts);
		return place !== null && !this.#endpointAccounts.has(place.key);
	}

	#learnPlace(facts: Facts, known: Known): void {
		const { signIn, network } = facts;
		const { time, eventId } = signIn;
		const endpoint = endpointAccountPlace(facts);
		if (endpoint !== null) this.#endpointAccounts.set(endpoint.key, { time, value: true });
		if (known.actor !== null && isShown(facts))
			this.#keepNetwork(known.actor.key, network.key, orderText(signIn));
		if (known.person === null) return;
		if (isLogin(facts)) {
			this.#logins.set(`${loginFamily(signIn)}|${known.person}`, {
				time,
				value: { eventId, network: network.key },
			});
		}
		if (isToken(signIn))
			this.#tokens.set(tokenKey(facts, known.person), { time, value: { eventId } });
	}

	#learnInitiator(signIn: SignIn, outcome: Remembered): void {
		const session = obtainedSessionKey(signIn);
		const value = initiatorOf(signIn, outcome);
		if (session === null || value === null) return;
		for (const issuedAt of [null, wholeSeconds(signIn.time)]) {
			const key = initiatorKey({ key: session, issuedAt });
			const earlier = this.#initiators.get(key)?.value ?? [];
			const latestFirst = [value, ...earlier].slice(0, MOST_INITIATORS);
			this.#initiators.set(key, { time: signIn.time, value: latestFirst });
		}
	}

	#keepNetwork(actor: string, network: string, at: string): void {
		const mine = this.#networks.get(actor) ?? new Map<string, string>();
		const first = mine.get(network) ?? at;
		this.#networks.set(actor, mine.set(network, first < at ? first : at));
	}

	#forgetOld(now: number): void {
		this.#failures.forgetOld(now);
		forget(this.#acts, now - KEEP.act);
		forget(this.#initiators, now - KEEP.initiator);
		forget(this.#makers, makersSince(now));
		forget(this.#origins, now - KEEP.origin);
		this.#witnesses.forgetBefore(now - 2 * KEEP.witness);
		forget(this.#logins, now - KEEP.login);
		forget(this.#tokens, now - KEEP.token);
		forget(this.#weeks, now - KEEP.week);
		forget(this.#opened, now - KEEP.console);
		forget(this.#uses, now - KEEP.use);
		forget(this.#endpointAccounts, now - KEEP['endpoint-account']);
	}
}

function initiatorKey({ key, issuedAt }: InitiatorPlace): string {
	return issuedAt === null ? key : `${key}@${issuedAt}`;
}

function forget(map: Stamped<unknown>, before: number): void {
	for (const [key, { time }] of map) if (time < before) map.delete(key);
}
