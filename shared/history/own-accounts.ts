import { readArn } from '../sign-in/arn.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

const DAY = 86_400_000;

/** How long a delivery, a list of Organizations and a portal record count, in milliseconds. */
export const COUNTS_FOR = { delivery: 90 * DAY, list: 4 * DAY, portal: 7 * DAY } as const;

/** Where the table keeps the day of the last record of the portal. */
export const PORTAL = { pk: 'PORTAL', sk: 'PORTAL' } as const;

/** What earlier deliveries say about the accounts that one sign-in names. */
export interface Ours {
	/** The account whose log it is, and those of the named accounts that are ours. */
	readonly accounts: ReadonlySet<string>;
	/** True if the caller's account delivers the records of the Region of the sign-in. */
	readonly callerDelivers: boolean;
	/** True if records of the portal of Identity Center arrive. */
	readonly portalDelivers: boolean;
}

/**
 * Remembers who delivers records. Only our accounts can do that, so an organization need not list
 * its accounts in the configuration. An account that a caller names, as the target of a call or as
 * the account of a permission set, is not ours for that. Calling `remember` again changes nothing.
 */
export interface OwnAccounts {
	recall(signIn: SignIn): Promise<Ours>;
	remember(signIn: SignIn): Promise<void>;
}

/** Tells whether Identity Center is watched. */
export interface DirectoryWatch {
	/** Notes a portal sign-in of which no record of the portal arrives. */
	noteMissing(signIn: SignIn): Promise<void>;
	/** The account and the day (UTC) of the last one since a record of the portal came; or null. */
	missing(): Promise<{ readonly account: string; readonly day: number } | null>;
}

/** On which day something was last seen, as `dayOf` gives it. */
export interface Sightings {
	/** The last record of each account and Region. */
	readonly delivered: ReadonlyMap<string, ReadonlyMap<string, number>>;
	/** When Organizations last listed each account. */
	readonly listed: ReadonlyMap<string, number>;
	/** The last record of the portal; null if there is none. */
	readonly portal: number | null;
}

/** Answers from what was seen. What is later than the sign-in counts too: it came late. */
export function oursBy(signIn: SignIn, { delivered, listed, portal }: Sightings): Ours {
	const { recipient, principal, time } = signIn;
	const isRecent = (at: number | null | undefined, countsFor: number) =>
		at != null && at >= dayOf(time) - countsFor;
	const delivers = (at: number | undefined) => isRecent(at, COUNTS_FOR.delivery);
	const ours = namedAccounts(signIn).filter(
		(account) =>
			[...(delivered.get(account)?.values() ?? [])].some(delivers) ||
			isRecent(listed.get(account), COUNTS_FOR.list),
	);
	return {
		// A stored sign-in of an older version lacks the recipient.
		accounts: new Set(recipient == null ? ours : [recipient, ...ours]),
		callerDelivers: delivers(delivered.get(principal.account ?? '')?.get(regionOf(signIn))),
		portalDelivers: isRecent(portal, COUNTS_FOR.portal),
	};
}

/**
 * Gives the beginning of a day, UTC, in milliseconds since 1970. Days are precise enough, and need
 * to be stored only once a day.
 */
export function dayOf(time: number): number {
	return Math.floor(time / DAY) * DAY;
}

/** A few records print no Region. */
export function regionOf({ region }: SignIn): string {
	return region ?? '-';
}

/** Gives the accounts that a sign-in names, apart from the one that delivers it. */
export function namedAccounts({ recipient, principal, ...signIn }: SignIn): string[] {
	const role = readArn(signIn.session?.roleArn ?? '')?.account;
	const named = [principal.account, signIn.account, role, signIn.vpcEndpointAccount];
	const others = named.filter((id) => id != null).filter((id) => id !== recipient);
	return [...new Set(others.filter((id) => /^\d{12}$/.test(id)))];
}

/**
 * True for a record of the portal itself. The sign-in service also serves users of WorkSpaces, so
 * its events do not show that the records of the portal arrive.
 */
export function isPortalRecord({ principal, eventSource }: SignIn): boolean {
	return principal.kind === 'identity-center-user' && eventSource.startsWith('sso');
}
