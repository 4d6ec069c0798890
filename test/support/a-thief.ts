import fc from 'fast-check';
import type { UserAge } from '../../shared/credential/user-age.ts';
import { isObject } from '../../shared/record/json-object.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	making,
	OTHER_ACCOUNT,
	roleSession,
} from './a-record.ts';
import type { AgeOf } from './both-ways.ts';

type Fields = Readonly<Record<string, unknown>>;

const ACCOUNTS = [ACCOUNT, OTHER_ACCOUNT, '333344445555'];
const VENDOR = '999988887777';
const START = Date.parse('2026-03-03T01:00:00Z');
const DAY = 86_400_000;
const LONG_AGO = START - 400 * DAY;

/** A time of the stories, in seconds after their beginning. */
export const at = (second: number) => ({
	eventTime: new Date(START + second * 1_000).toISOString().replace('.000', ''),
});

const EVERYTHING = [
	...(['obtain', 'chain', 'session-token', 'login', 'vendor', 'vendor-chain'] as const),
	...(['make-user', 'make-key', 'set-password', 'rename'] as const),
];
type Kind = (typeof EVERYTHING)[number];
/** A thief does everything, or one thing again and again. */
export const PLANS: readonly (readonly Kind[])[] = [
	EVERYTHING,
	['make-user', 'login'],
	['make-key', 'obtain'],
	['make-key', 'session-token', 'obtain'],
	['obtain', 'make-key', 'set-password', 'login'],
	['set-password', 'login'],
	['obtain', 'chain'],
	['obtain', 'rename'],
	['vendor', 'vendor-chain'],
];

/** What the thief does next. The numbers choose among what they have. */
export const act = (plan: readonly Kind[]) =>
	fc.record({
		kind: fc.constantFrom(...plan),
		which: fc.nat({ max: 40 }),
		account: fc.constantFrom(...ACCOUNTS),
		role: fc.constantFrom('dev', 'ops', 'admin'),
		address: fc.nat({ max: 250 }),
		gap: fc.integer({ min: 1, max: 60 }),
		/** The record of what was made arrives much later, if ever. */
		isLate: fc.boolean(),
	});
type Act = ReturnType<typeof act> extends fc.Arbitrary<infer T> ? T : never;

interface Key {
	readonly user: string;
	readonly keyId: string;
}

const STOLEN: Key = { user: 'bora', keyId: 'AKIABORAEXAMPLE' };

/** Where something happens, and with which role. */
type Place = Omit<Act, 'kind' | 'which' | 'gap'>;

/** Somebody who holds one stolen key, and what they come to hold. */
export class Thief {
	readonly records: Fields[] = [];
	readonly late: Fields[] = [];
	/** When IAM made each user and credential, by id. */
	readonly made = new Map<string, number>();
	readonly #keys: Key[] = [STOLEN];
	readonly #tokens: Key[] = [];
	readonly #passwords: string[] = [];
	readonly #sessions: Fields[] = [];
	readonly #vendors: Fields[] = [];
	#renames = 0;
	#second = 0;
	#number = 0;

	does({ kind, which, gap, ...one }: Act): void {
		this.#second += gap;
		this.#number++;
		const pick = <T>(all: readonly T[]): T | undefined => all[which % Math.max(all.length, 1)];
		const key = pick(this.#keys) ?? STOLEN;
		const [session, vendor] = [pick(this.#sessions), pick(this.#vendors)];
		const [token, password] = [pick(this.#tokens), pick(this.#passwords)];
		const maker = session ?? this.#showing(key);
		switch (kind) {
			case 'obtain':
				this.#obtains(this.#showing(which % 2 === 0 ? key : (token ?? key)), one, this.#sessions);
				break;
			case 'chain':
				if (session !== undefined) this.#obtains(session, one, this.#sessions);
				break;
			case 'vendor':
				this.#obtains(vendorRole(which), one, this.#vendors);
				break;
			case 'vendor-chain':
				if (vendor !== undefined) this.#obtains(vendor, one, this.#vendors);
				break;
			case 'session-token':
				this.#takesToken(key, one);
				break;
			case 'login':
				if (password !== undefined) this.#logsIn(password, one);
				break;
			case 'rename':
				this.#renames++;
				break;
			case 'make-user':
			case 'make-key':
			case 'set-password':
				this.#makes(kind, maker, { ...one, which });
		}
	}

	/** Everybody whose key the thief holds has a new name after each renaming, and the same id. */
	#showing({ user, keyId }: Key): Fields {
		const userName = `${user}${this.#renames === 0 ? '' : this.#renames}`;
		const arn = `arn:aws:iam::${ACCOUNT}:user/${userName}`;
		return { ...iamUser(user), userName, arn, accessKeyId: keyId };
	}

	#common({ address, account }: Pick<Act, 'address' | 'account'>): Fields {
		return {
			...at(this.#second),
			eventID: `event-${String(this.#number).padStart(4, '0')}`,
			sourceIPAddress: `192.0.2.${address}`,
			recipientAccountId: account,
		};
	}

	#obtains(userIdentity: Fields, one: Place, into: Fields[]): void {
		const { role, account } = one;
		const name = `s${this.#number}`;
		const caller = isObject(userIdentity) ? String(userIdentity.accountId) : account;
		// The account of the caller records the call; the vendor's does not deliver to us.
		const recipientAccountId = caller === VENDOR ? account : caller;
		this.records.push(
			assumeRole({
				...{ ...this.#common(one), recipientAccountId, userIdentity },
				requestParameters: {
					roleArn: `arn:aws:iam::${account}:role/${role}`,
					roleSessionName: name,
				},
				responseElements: {
					assumedRoleUser: { assumedRoleId: `AROA${account}${role.toUpperCase()}:${name}` },
				},
			}),
		);
		into.push(sessionOf({ account, role, name }));
	}

	#takesToken(key: Key, one: Place): void {
		const keyId = `ASIA${this.#number}`;
		this.records.push(
			assumeRole({
				...{ ...this.#common({ ...one, account: ACCOUNT }), userIdentity: this.#showing(key) },
				eventName: 'GetSessionToken',
				requestParameters: null,
				responseElements: { credentials: { accessKeyId: keyId } },
			}),
		);
		this.#tokens.push({ user: key.user, keyId });
	}

	#logsIn(user: string, one: Place): void {
		const common = this.#common({ ...one, account: ACCOUNT });
		this.records.push(consoleLogin({ ...common, userIdentity: iamUser(user) }));
	}

	#makes(
		kind: 'make-user' | 'make-key' | 'set-password',
		userIdentity: Fields,
		one: Place & Pick<Act, 'which'>,
	): void {
		const common = { ...this.#common({ ...one, account: ACCOUNT }), userIdentity };
		const now = START + this.#second * 1_000;
		const user = kind === 'make-user' ? `u${this.#number}` : (OTHERS[one.which % 20] ?? '');
		const record = () => {
			switch (kind) {
				case 'make-user': {
					const { principalId: userId } = iamUser(user);
					this.made.set(`${userId}`, now);
					this.#passwords.push(user);
					this.made.set(`password of ${user}`, now);
					return making('CreateUser', {
						...common,
						responseElements: { user: { userName: user, userId } },
					});
				}
				case 'make-key': {
					const keyId = `AKIA${this.#number}`;
					this.#keys.push({ user, keyId });
					this.made.set(keyId, now);
					return making('CreateAccessKey', {
						...common,
						responseElements: { accessKey: { userName: user, accessKeyId: keyId } },
					});
				}
				case 'set-password':
					this.#passwords.push(user);
					return making('UpdateLoginProfile', {
						...common,
						requestParameters: { userName: user },
					});
			}
		};
		// Of a new password IAM tells only when the first one was made (docs/containment.md).
		const isLate = one.isLate && kind !== 'set-password';
		(isLate ? this.late : this.records).push(record());
	}
}

/** Users of the company, whose users and passwords are old. */
const OTHERS = Array.from({ length: 20 }, (_, n) => `person${n}`);

function vendorRole(which: number): Fields {
	const principalId = `AROAVENDOREXAMPLE${which % 3}:name${which % 5}`;
	return { type: 'AWSAccount', accountId: VENDOR, principalId };
}

function sessionOf({ account, role, name }: Readonly<Record<string, string>>): Fields {
	return {
		...roleSession(`${role}`, `${name}`),
		principalId: `AROA${account}${role?.toUpperCase()}:${name}`,
		arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
		accountId: account,
		sessionContext: {
			sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${role}` },
		},
	};
}

/** What IAM tells: whom the thief made, and that all others are old. */
export function iamOf(made: ReadonlyMap<string, number>): AgeOf {
	return ({ principal: { name, id }, clues: { accessKeyId } }): UserAge => {
		const credential = accessKeyId ?? `password of ${name}`;
		return {
			user: made.get(id ?? '') ?? LONG_AGO,
			credential: made.get(credential) ?? LONG_AGO,
		};
	};
}
