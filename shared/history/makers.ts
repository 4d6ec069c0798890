import type { MadeCredential, SignIn } from '../sign-in/sign-in.ts';
import type { CountedActor } from './counted-actor.ts';
import type { Facts, Remembered } from './history.ts';
import type { Place } from './history-places.ts';

/** Who made a user, a key or a password, as it is remembered; or who obtained a session's key. */
export interface Maker {
	readonly kind: MadeCredential['kind'];
	/** Of a session's key: who obtained it. Of all others: who made it. */
	readonly countedAs: CountedActor;
}

/** Who made the user that signs in, and the credential that they show; null where nobody knows. */
export interface Makers {
	readonly user: Maker | null;
	readonly credential: Maker | null;
}

export const NO_MAKERS: Makers = { user: null, credential: null };

/** A credential is young for so long: for that time it counts as its maker's. */
export const YOUNG_MS = 7 * 86_400_000;

/** Where the makers of a sign-in may be remembered, the surest place first. */
export interface MakerPlaces {
	readonly user: readonly Place[];
	readonly credential: readonly Place[];
}

/** Gives the places of an IAM user's makers; none for everybody else. */
export function makerPlaces({ signIn, credential }: Facts): MakerPlaces {
	const { principal, clues } = signIn;
	const { kind, account, name, id } = principal;
	if (kind !== 'iam-user' || account === null || name === null) return { user: [], credential: [] };
	const made = { account, user: name, userId: id };
	const password = madePlace({ ...made, kind: 'password', keyId: null });
	const key = clues.accessKeyId;
	const isKey = credential.kind === 'access-key';
	return {
		user: [
			madePlace({ ...made, kind: 'user', keyId: null }),
			madePlace({ ...made, kind: 'user', userId: null, keyId: null }),
		],
		credential: [
			...(key === null ? [] : [madePlace({ ...made, kind: 'access-key', keyId: key })]),
			// A session of which nobody knows how it was obtained may be one of the console.
			...(isKey ? [] : [password]),
		],
	};
}

/** What a sign-in tells about who made a credential: where to keep it, and what. */
export interface LearnedMaker {
	readonly place: Place;
	readonly maker: Maker;
}

/** Gives the maker that the sign-in shows, or null. */
export function learnedMaker(
	{ made, outcome }: SignIn,
	{ countedAs }: Pick<Remembered, 'countedAs'>,
): LearnedMaker | null {
	if (made === undefined || outcome !== 'success' || countedAs === null) return null;
	return { place: madePlace(made), maker: { kind: made.kind, countedAs } };
}

/** A key is found by its id alone, a user by the id where it is known, a password by its user. */
function madePlace({ kind, account, user, userId, keyId }: MadeCredential): Place {
	// IAM does not tell upper from lower case in names of users, and a request may write either.
	const name = `${account}/${user.toLowerCase()}`;
	switch (kind) {
		case 'user':
			return { kind: 'maker', key: userId === null ? `user:${name}` : `user-id:${userId}` };
		case 'password':
			return { kind: 'maker', key: `password:${name}` };
		case 'access-key':
		case 'session-key':
			return { kind: 'maker', key: `key:${keyId}` };
	}
}

/** From when on a maker counts: while the user, key or password is young. */
export function makersSince(time: number): number {
	return time - YOUNG_MS + 1;
}
