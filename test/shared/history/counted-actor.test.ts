import { describe, expect, it } from 'vitest';
import type { UserAge } from '../../../shared/credential/user-age.ts';
import { type CountedActor, countedActor } from '../../../shared/history/counted-actor.ts';
import { YOUNG_MS } from '../../../shared/history/makers.ts';
import { MemoryHistory } from '../../../shared/history/memory-history.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	createSession,
	DIRECTORY_USER,
	iamUser,
	making,
	OTHER_ACCOUNT,
	portalEvent,
	roleSession,
	rootIdentity,
} from '../../support/a-record.ts';
import { factsOf, follow } from '../../support/follow-history.ts';

type Fields = Readonly<Record<string, unknown>>;

const userKey = (name: string, account = ACCOUNT) =>
	`user:${account}/AIDA${name.toUpperCase()}EXAMPLE0001`;
const BORA = userKey('bora');
const ARI = userKey('ari');
const KEY = 'AKIANEWEXAMPLE000001';
const DAY = 86_400_000;

/** The actor of the last of the records. */
async function actorOf(records: readonly Fields[], age: UserAge | null = null) {
	const history = new MemoryHistory();
	const all = factsOf(records);
	let last: CountedActor | null = null;
	for (const facts of all) {
		const { known } = await follow(history, facts);
		last = countedActor({ facts: { ...facts, age }, known });
	}
	return last;
}

const at = (minute: number) => ({ eventTime: `2026-03-03T01:${10 + minute}:00Z` });
const time = Date.parse('2026-03-03T01:10:00Z');
const unknown = (key: string) => ({ key, age: 'unknown' });
const young = (key: string) => ({ key, age: 'young' });

/** Takes the role `dev`. */
const obtains = (minute: number, session: string, over: Fields = {}) =>
	assumeRole({
		...at(minute),
		responseElements: { assumedRoleUser: { assumedRoleId: `AROADEVEXAMPLE0001:${session}` } },
		requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/dev`, roleSessionName: session },
		...over,
	});
const devSession = (session: string) => ({ userIdentity: roleSession('dev', session) });
const externalCaller = (session: string) => ({
	userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: `AROAX:${session}` },
});
const showing = (keyId: string, user = 'bora') => ({
	userIdentity: { ...iamUser(user), accessKeyId: keyId },
});
const madeKey = (minute: number, over: Fields = {}, keyId = KEY, userName = 'bora') =>
	making('CreateAccessKey', {
		...at(minute),
		responseElements: { accessKey: { accessKeyId: keyId, userName } },
		...over,
	});

const { principalId } = iamUser();
const renamed = { ...iamUser('noname'), principalId };
const sessionIssuer = { ...renamed, type: 'IAMUser' };
const federated = assumeRole({
	eventName: 'GetSessionToken',
	userIdentity: {
		...{ type: 'FederatedUser', principalId: `${ACCOUNT}:f1`, accountId: ACCOUNT },
		...{ arn: `arn:aws:sts::${ACCOUNT}:federated-user/f1`, sessionContext: { sessionIssuer } },
	},
});

describe('the actor of a sign-in', () => {
	it.each<[string, readonly Fields[], string]>([
		['a user', [consoleLogin()], BORA],
		['a user who was renamed', [consoleLogin({ userIdentity: renamed })], BORA],
		[
			'a user of whom only the name is known',
			[consoleLogin({ userIdentity: { ...iamUser(), principalId: undefined } })],
			`user:${ACCOUNT}/bora`,
		],
		['a federated session of a user who was renamed', [federated], BORA],
		['root', [consoleLogin({ userIdentity: rootIdentity() })], `root:${ACCOUNT}`],
		['a directory user', [portalEvent('UserAuthentication')], `idc:${DIRECTORY_USER}`],
		[
			'a session of which nobody knows who obtained it',
			[obtains(0, 'x', devSession('a'))],
			`role:${ACCOUNT}/dev`,
		],
		['a session that a user obtained', [obtains(0, 'a'), obtains(1, 'b', devSession('a'))], BORA],
		[
			'a long chain',
			[obtains(0, 'a'), ...[1, 2, 3].map((n) => obtains(n, 'a', devSession('a')))],
			BORA,
		],
		[
			'a chain whose beginning nobody knows',
			[obtains(0, 'b', devSession('a')), obtains(1, 'c', devSession('b'))],
			`role:${ACCOUNT}/dev`,
		],
		['an external account', [obtains(0, 'x', externalCaller('s1'))], 'account:999988887777'],
		[
			'a session that an external account obtained',
			[obtains(0, 'a', externalCaller('s1')), obtains(1, 'b', devSession('a'))],
			'account:999988887777',
		],
		[
			'a certificate, of which one holder can have many',
			[createSession()],
			`role:${ACCOUNT}/backup`,
		],
	])('is for %s', async (_, records, key) => {
		expect(await actorOf(records)).toEqual(unknown(key));
	});

	it('is a user in the account where the user is', async () => {
		const user = { userIdentity: iamUser('bora', OTHER_ACCOUNT) };
		expect(await actorOf([consoleLogin(user)])).toEqual(unknown(userKey('bora', OTHER_ACCOUNT)));
	});

	it('is nobody for an AWS service', async () => {
		expect(await actorOf([assumeRole({ userIdentity: { type: 'AWSService' } })])).toBeNull();
	});
});

describe('the age of an actor', () => {
	it.each<[string, UserAge, object]>([
		['older, if IAM tells of both', { user: 1, credential: 1 }, { key: BORA, age: 'older' }],
		['unknown, if IAM does not tell of the user', { user: null, credential: 1 }, unknown(BORA)],
		['unknown, if it does not tell of the key', { user: 1, credential: null }, unknown(BORA)],
		['young for a young key', { user: 1, credential: time - DAY }, young(`new:${ACCOUNT}`)],
		['young for a young user', { user: time - DAY, credential: null }, young(`new:${ACCOUNT}`)],
		[
			'older after seven days',
			{ user: 1, credential: time - YOUNG_MS },
			{ key: BORA, age: 'older' },
		],
	])('is %s', async (_, age, actor) => {
		expect(await actorOf([consoleLogin(at(0))], age)).toEqual(actor);
	});
});

it('is not counted for a federated session whose name another user took as well', async () => {
	const taken = assumeRole({
		...{ ...at(0), eventName: 'GetFederationToken', userIdentity: iamUser('ari') },
		requestParameters: { name: 'f1' },
		responseElements: { federatedUser: { federatedUserId: `${ACCOUNT}:f1` } },
	});
	expect(await actorOf([taken, { ...federated, ...at(1) }])).toEqual(young(BORA));
});

describe('what somebody made', () => {
	const ari = { userIdentity: iamUser('ari') };
	const OLD: UserAge = { user: 1, credential: 1 };

	it.each<[string, readonly Fields[], string]>([
		['a key', [madeKey(0, ari), assumeRole({ ...at(1), ...showing(KEY) })], ARI],
		[
			'a password',
			[
				making('UpdateLoginProfile', { ...at(0), ...ari, requestParameters: { userName: 'bora' } }),
				consoleLogin(at(1)),
			],
			ARI,
		],
		[
			'a password of a user whose name the request writes in another way',
			[
				making('UpdateLoginProfile', { ...at(0), ...ari, requestParameters: { userName: 'BORA' } }),
				consoleLogin(at(1)),
			],
			ARI,
		],
		[
			'a user, whatever they show',
			[
				making('CreateUser', {
					...{ ...at(0), ...ari },
					responseElements: { user: { userName: 'bora', userId: 'AIDABORAEXAMPLE0001' } },
				}),
				consoleLogin(at(1)),
			],
			ARI,
		],
		[
			'a key of a key that they had made',
			[
				madeKey(0, ari),
				madeKey(1, showing(KEY), 'AKIASECOND', 'chan'),
				assumeRole({ ...at(2), ...showing('AKIASECOND', 'chan') }),
			],
			ARI,
		],
		[
			'a session of a key that they had made',
			[
				madeKey(0, ari),
				assumeRole({
					...{ ...at(1), ...showing(KEY), eventName: 'GetSessionToken', requestParameters: null },
					responseElements: { credentials: { accessKeyId: 'ASIABORA' } },
				}),
				assumeRole({ ...at(2), ...showing('ASIABORA') }),
			],
			ARI,
		],
		[
			'what a session made whose role nobody is known for',
			[madeKey(0, devSession('x')), assumeRole({ ...at(1), ...showing(KEY) })],
			`role:${ACCOUNT}/dev`,
		],
		['their own key', [madeKey(0), assumeRole({ ...at(1), ...showing(KEY) })], BORA],
	])('is theirs for seven days: %s', async (_, records, maker) => {
		expect(await actorOf(records, OLD)).toEqual(young(maker));
	});

	it.each<[string, readonly Fields[]]>([
		[
			'it is their own session, of which IAM tells the age only now',
			[
				assumeRole({
					...{ ...at(0), ...showing(KEY), eventName: 'GetSessionToken', requestParameters: null },
					responseElements: { credentials: { accessKeyId: 'ASIABORA' } },
				}),
				assumeRole({ ...at(1), ...showing('ASIABORA') }),
			],
		],
		[
			'it was made a week ago',
			[
				{ ...madeKey(0, ari), eventTime: '2026-02-24T01:11:00Z' },
				assumeRole({ ...at(1), ...showing(KEY) }),
			],
		],
		['it is another key', [madeKey(0, ari), assumeRole({ ...at(1), ...showing('AKIAOTHER') })]],
		[
			'the user of that name is another one',
			[
				making('CreateUser', {
					...{ ...at(0), ...ari },
					responseElements: { user: { userName: 'bora', userId: 'AIDAFORMEREXAMPLE001' } },
				}),
				consoleLogin(at(1)),
			],
		],
		[
			'the attempt failed',
			[
				madeKey(0, { ...ari, errorCode: 'AccessDenied' }),
				assumeRole({ ...at(1), ...showing(KEY) }),
			],
		],
		['it was made later', [madeKey(2, ari), assumeRole({ ...at(1), ...showing(KEY) })].slice(1)],
		[
			'somebody set a password, and a key is shown',
			[
				making('UpdateLoginProfile', { ...at(0), ...ari, requestParameters: { userName: 'bora' } }),
				assumeRole({ ...at(1), ...showing(KEY) }),
			],
		],
	])('is not theirs if %s', async (_, records) => {
		expect(await actorOf(records, OLD)).toEqual({ key: BORA, age: 'older' });
	});
});
