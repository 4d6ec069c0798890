import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSignIns } from '../shared/sign-in/compare-sign-ins.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	createSession,
	deniedAssumeRole,
	iamUser,
	making,
	OFFICE,
	OTHER_ACCOUNT,
	portalEvent,
	roleSession,
	rootIdentity,
	UNTRUSTED,
	usingKey,
} from './support/a-record.ts';
import { type AgeOf, HUB, inFunctions, inReplay } from './support/both-ways.ts';
import { withDynamo } from './support/each-ledger.ts';
import { aSignInFrom } from './support/follow-records.ts';
import { CONTAIN, HUB_ACCOUNT } from './support/judge-deps.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const SETTINGS = { ...CONTAIN, ...HUB, use: { sessions: true } };

/** Judges the same records in both ways. */
async function bothWays(
	inOrder: readonly Fields[],
	arrivals: readonly Fields[] = inOrder,
	age?: AgeOf,
) {
	const replay = await inReplay(inOrder, SETTINGS, age);
	const functions = await inFunctions(arrivals, SETTINGS, await dynamo().makeTable(), age);
	return { replay, functions };
}

function minute(n: number): string {
	return new Date(Date.parse('2026-03-03T01:00:00Z') + n * 60_000)
		.toISOString()
		.replace('.000', '');
}

function chained(n: number, { role, caller, network }: Readonly<Record<string, string>>): Fields {
	return assumeRole({
		...{ eventID: `chain-${n}`, eventTime: minute(n), sourceIPAddress: network },
		userIdentity: roleSession('dev', `${caller}`),
		requestParameters: {
			roleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
			roleSessionName: `t${n}`,
		},
		responseElements: {
			credentials: { accessKeyId: 'ASIANEWEXAMPLE', expiration: 'Mar 3, 2026, 8:00:00 AM' },
			assumedRoleUser: {
				assumedRoleId: `AROA${role?.toUpperCase()}EXAMPLE0001:t${n}`,
				arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/t${n}`,
			},
		},
	});
}

describe('replay and the functions', () => {
	it('begin a new case each day while the sign-ins of one person never stop', async () => {
		const loop = Array.from({ length: 150 }, (_, n) =>
			consoleLogin({
				...{ eventID: `loop-${n}`, eventTime: minute(29 * n), sourceIPAddress: UNTRUSTED },
				additionalEventData: { MFAUsed: 'Yes' },
			}),
		);
		const { replay, functions } = await bothWays(loop);
		expect(functions.cases).toEqual(replay.cases);
		expect(functions.denied).toEqual(replay.denied);
		expect(replay.cases).toHaveLength(3);
	});

	it('open the circuit breaker in the same way for sessions of one role whose initiators are unknown', async () => {
		const records = Array.from({ length: 7 }, (_, n) =>
			chained(n, { role: 'deploy', caller: `s${n}`, network: `192.0.2.${10 + n}` }),
		);
		const { replay, functions } = await bothWays(records);
		expect(replay.breaker).toEqual(functions.breaker);
		expect(replay).toEqual(functions);
	});

	it('count the sessions of one role in the same way', async () => {
		const records = Array.from({ length: 13 }, (_, n) =>
			chained(n * 20, { role: 'deploy', caller: `x${n}`, network: UNTRUSTED }),
		);
		const { replay, functions } = await bothWays(records);
		// The sessions that call and those that they make are bounded together.
		expect(replay.denied).toHaveLength(10);
		expect(replay).toEqual(functions);
	});

	it('deny who works through an MCP server of AWS in the same way', async () => {
		const server = 'aws-mcp.amazonaws.com';
		const caller = roleSession('dev', 'bora');
		const signedIn = consoleLogin({
			...{ eventName: 'CreateOAuth2Token', eventTime: minute(0), eventID: 'token' },
			...{ userIdentity: caller, sourceIPAddress: UNTRUSTED },
			additionalEventData: { success: 'true', grant_type: 'authorization_code' },
		});
		const through = assumeRole({
			...{ eventTime: minute(9), eventID: 'through', sourceIPAddress: server },
			userIdentity: { ...caller, invokedBy: server },
		});
		const { replay, functions } = await bothWays([signedIn, through]);
		expect(JSON.stringify(replay.plans)).toContain('aws-mcp');
		expect(replay).toEqual(functions);
	});

	it('open it at five people whose age IAM tells, and count nobody whom one of them made', async () => {
		const from = (n: number, name: string) => ({
			...{ eventID: `event-${n}`, eventTime: minute(n), sourceIPAddress: `192.0.2.${n}` },
			userIdentity: iamUser(name),
		});
		const made = ['x', 'y', 'z'].map((name, n) =>
			making('CreateUser', {
				...from(n, PEOPLE[0] ?? ''),
				responseElements: { user: { userName: name, userId: iamUser(name).principalId } },
			}),
		);
		const logins = ['x', 'y', 'z', ...PEOPLE].map((name, n) => consoleLogin(from(10 + n, name)));
		const old: AgeOf = () => ({ user: 1, credential: 1 });
		const { replay, functions } = await bothWays([...made, ...logins], undefined, old);
		expect(replay.breaker).toEqual([`${minute(10 + 3 + 4).replace('Z', '.000Z')} people`]);
		expect(replay).toEqual(functions);
	});

	it('tell once a day what nobody can understand, and never as a case', async () => {
		const odd = (eventID: string, n: number, sourceIPAddress: string) =>
			consoleLogin({ eventID, eventTime: minute(n), sourceIPAddress, responseElements: null });
		const { replay, functions } = await bothWays([
			...[odd('one', 0, UNTRUSTED), odd('two', 5, UNTRUSTED), odd('office', 7, OFFICE)],
			odd('next-day', 24 * 60, UNTRUSTED),
		]);
		expect(replay.summaries.map(({ lines }) => lines.map(({ count }) => count))).toEqual([
			...[[2], [1]],
		]);
		expect(replay).toMatchObject({ cases: [], plans: [] });
		expect(functions).toEqual(replay);
	});

	it('tell a listed workload at once the first time, and then once a day', async () => {
		const role = `arn:aws:iam::${ACCOUNT}:role/dev`;
		const listed = { ...SETTINGS, workloads: [{ role, reason: 'nightly jobs' }] };
		const records = Array.from({ length: 5 }, (_, n) =>
			chained(n * 20, { role: 'deploy', caller: `run-${n}`, network: `192.0.2.${n}` }),
		);
		const replay = await inReplay(records, listed);
		const functions = await inFunctions(records, listed, await dynamo().makeTable());
		expect(replay.summaries).toMatchObject([{ lines: [{ kind: 'workload', role, count: 4 }] }]);
		expect(replay.plans).toHaveLength(1);
		expect(functions).toEqual(replay);
	});

	it('put a stolen key at work, and what it does next, into one case', async () => {
		const actions = ['GetCallerIdentity', 'ListBuckets', 'ListUsers', 'AttachUserPolicy'];
		const records = Array.from({ length: 60 }, (_, n) =>
			usingKey(actions[n % actions.length] ?? '', {
				...{ eventID: `use-${n}`, eventTime: minute(n / 4), sourceIPAddress: UNTRUSTED },
				eventSource: n % 4 === 1 ? 's3.amazonaws.com' : 'iam.amazonaws.com',
			}),
		);
		const { replay, functions } = await bothWays(records);
		expect(replay.cases).toHaveLength(1);
		expect(replay.cases[0]).toContain('"calls":60');
		expect(functions).toEqual(replay);
	});

	it('ignore the monitor itself, but not a principal that is only named like it', async () => {
		const ours = (account: string): Fields => ({
			...roleSession('eyes-contain', 'eyes-contain'),
			...{ accountId: account, principalId: 'AROAEYESCONTAINEXAMPLE:eyes-contain' },
			arn: `arn:aws:sts::${account}:assumed-role/eyes-contain/eyes-contain`,
			sessionContext: {
				sessionIssuer: {
					...{ type: 'Role', accountId: account, userName: 'eyes-contain' },
					arn: `arn:aws:iam::${account}:role/eyes/eyes-contain`,
				},
				attributes: { creationDate: '2026-03-03T00:30:00Z' },
			},
		});
		const taking = (account: string, eventID: string) =>
			assumeRole({
				...{ eventID, sourceIPAddress: '3.34.12.99', recipientAccountId: account },
				userIdentity: ours(account),
				requestParameters: {
					roleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/ops`,
					roleSessionName: 'eyes-contain',
				},
			});
		const monitor = await bothWays([taking(HUB_ACCOUNT, 'monitor')]);
		expect(monitor.replay).toMatchObject({ ignored: 1, plans: [], cases: [] });
		expect(monitor.replay).toEqual(monitor.functions);
		const imitation = await bothWays([taking(ACCOUNT, 'imitation')]);
		expect(imitation.replay).toMatchObject({ ignored: 0, plans: [expect.any(String)] });
		expect(imitation.replay).toEqual(imitation.functions);
	});
});

const NETWORKS = [OFFICE, UNTRUSTED, '198.51.100.7', '203.0.114.8', '2001:db8:ffff:51::9'];
const PEOPLE = ['ari', 'bora', 'chan', 'dana', 'eun', 'gyu'];

/** One event at some minute; the values decide which. */
const act = fc.record({
	gap: fc.constantFrom(0, 1, 1, 3, 10, 45, 90),
	kind: fc.constantFrom(
		...(['login', 'failure', 'denied', 'root', 'key', 'chain', 'portal', 'copy', 'odd'] as const),
		...(['unknown', 'certificate', 'user-made', 'key-made', 'password-made', 'token'] as const),
		...(['use', 'use', 'use', 'session-use', 'stays'] as const),
	),
	person: fc.constantFrom(...PEOPLE),
	network: fc.constantFrom(...NETWORKS),
	account: fc.constantFrom(ACCOUNT, OTHER_ACCOUNT),
	session: fc.constantFrom('a', 'b', 'c', 'd'),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** What credentials do: everyday calls, and those of somebody who wants to stay. */
const CALLS = {
	use: [
		['sts.amazonaws.com', 'GetCallerIdentity'],
		['s3.amazonaws.com', 'ListBuckets'],
		['ec2.amazonaws.com', 'DescribeInstances'],
	],
	stays: [
		['iam.amazonaws.com', 'AttachUserPolicy'],
		['cloudtrail.amazonaws.com', 'StopLogging'],
	],
} as const;

function recordOf({ kind, person, network, account, session }: Act, n: number, at: number): Fields {
	const common = {
		...{ eventID: `event-${String(n).padStart(3, '0')}`, eventTime: minute(at) },
		...{ sourceIPAddress: network, recipientAccountId: account },
	};
	const made = {
		credentials: { accessKeyId: 'ASIANEWEXAMPLE', expiration: 'Mar 3, 2026, 8:00:00 AM' },
		assumedRoleUser: {
			assumedRoleId: `AROADEVEXAMPLE0001:${session}${n % 7}`,
			arn: `arn:aws:sts::${account}:assumed-role/dev/${session}${n % 7}`,
		},
	};
	const asked = {
		roleArn: `arn:aws:iam::${account}:role/dev`,
		roleSessionName: `${session}${n % 7}`,
	};
	const other = PEOPLE[n % PEOPLE.length] ?? person;
	switch (kind) {
		case 'login':
		case 'copy':
			return consoleLogin({ ...common, userIdentity: iamUser(person, account) });
		case 'odd':
			return consoleLogin({
				...{ ...common, userIdentity: iamUser(person, account), responseElements: null },
			});
		case 'unknown':
			return assumeRole({
				...common,
				eventName: 'GetNewKey',
				userIdentity: iamUser(person, account),
			});
		case 'certificate':
			return createSession(common);
		case 'failure':
			return consoleLogin({ ...common, userIdentity: iamUser(person, account) }, 'Failure');
		case 'denied':
			return deniedAssumeRole({ ...common, userIdentity: iamUser(person, account) });
		case 'root':
			return consoleLogin({ ...common, userIdentity: rootIdentity(account) }, 'Failure');
		case 'key': {
			// Every second call is made with a session that the user obtained for themself.
			const accessKeyId = n % 2 === 0 ? `AKIA${person}EXAMPLE` : `ASIA${person}${session}`;
			const userIdentity = { ...iamUser(person, account), accessKeyId };
			return assumeRole({
				...common,
				userIdentity,
				requestParameters: asked,
				responseElements: made,
			});
		}
		case 'chain': {
			const userIdentity = roleSession('dev', `${session}${n % 5}`);
			return assumeRole({
				...common,
				userIdentity,
				requestParameters: asked,
				responseElements: made,
			});
		}
		case 'portal':
			return portalEvent('UserAuthentication', common);
		case 'user-made': {
			const userId = iamUser(other).principalId;
			return making('CreateUser', {
				...{ ...common, userIdentity: iamUser(person, account) },
				responseElements: { user: { userName: other, userId } },
			});
		}
		case 'key-made':
			return making('CreateAccessKey', {
				...{ ...common, userIdentity: roleSession('dev', `${session}${n % 5}`) },
				responseElements: { accessKey: { userName: other, accessKeyId: `AKIA${other}EXAMPLE` } },
			});
		case 'password-made':
			return making('UpdateLoginProfile', {
				...{ ...common, userIdentity: iamUser(person, account) },
				requestParameters: { userName: other },
			});
		case 'use':
		case 'stays': {
			const [eventSource, eventName] = CALLS[kind][n % CALLS[kind].length] ?? [];
			return usingKey(eventName ?? '', {
				...{ ...common, eventSource, ...(n % 3 === 0 ? { errorCode: 'AccessDenied' } : {}) },
				userIdentity: { ...iamUser(person, account), accessKeyId: `AKIA${person}EXAMPLE` },
			});
		}
		case 'session-use':
			return usingKey('DescribeInstances', {
				...{ ...common, userIdentity: roleSession('dev', `${session}${n % 7}`) },
			});
		case 'token':
			return assumeRole({
				...{ ...common, eventName: 'GetSessionToken', requestParameters: null },
				userIdentity: { ...iamUser(person, account), accessKeyId: `AKIA${person}EXAMPLE` },
				responseElements: { credentials: { accessKeyId: `ASIA${person}${session}` } },
			});
	}
}

/** Sorts records by time; those of one second in the order that judging gives them. */
function story(acts: readonly Act[]): Fields[] {
	let at = 0;
	const records = acts.map((one, n) => {
		at += one.gap;
		return recordOf(one, n, at);
	});
	return records.toSorted((one, other) => compareSignIns(aSignInFrom(one), aSignInFrom(other)));
}

/** Puts every record at its place, and some of them again later. */
const withRepeats = fc
	.array(fc.record({ act, again: fc.integer({ min: 0, max: 6 }) }), { minLength: 5, maxLength: 28 })
	.map((parts) => {
		const records = story(parts.map((part) => part.act));
		const arrivals = records.map((record, n) => ({ record, at: n }));
		const repeats = parts.flatMap(({ again }, n) =>
			again >= 5 ? [{ record: records[n] ?? {}, at: n + again - 3.5 }] : [],
		);
		const all = [...arrivals, ...repeats].toSorted((one, other) => one.at - other.at);
		return { records, arrivals: all.map(({ record }) => record) };
	});

/**
 * The limits are too high for the breaker and the limit of sessions to matter, and all sign-ins of
 * a person are one case.
 */
const ROOMY = {
	...SETTINGS,
	containment: {
		...CONTAIN.containment,
		breaker: { people: 1_000, movedPeople: 1_000, accounts: 1_000 },
	},
	limits: { caseMinutes: 1_440 },
};

const shuffled = fc
	.array(act, { minLength: 3, maxLength: 10 })
	.map(story)
	.chain((records) => {
		const all = [...records, ...records];
		const arrivals = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
		return arrivals.map((order) => ({ records, arrivals: afterInitiators(order, records) }));
	});

/**
 * Puts before each record the one that shows who obtained the calling session. If it comes later,
 * the case stays that of the session (docs/verdicts.md, Limits).
 */
function afterInitiators(order: readonly Fields[], records: readonly Fields[]): Fields[] {
	const came = new Set<Fields>();
	const put = (record: Fields): Fields[] => {
		const { principal } = aSignInFrom(record);
		const earlier = records.slice(0, records.indexOf(record));
		const obtained = earlier.filter(
			(one) => !came.has(one) && aSignInFrom(one).session?.userId === principal.id,
		);
		came.add(record);
		return [...obtained.flatMap(put), record];
	};
	return order.flatMap(put);
}

/** What IAM tells: some users are old, some young, and of some it tells nothing. */
const ageOf: AgeOf = ({ principal: { name } }) => {
	const young = Date.parse('2026-03-01T00:00:00Z');
	if (name === 'gyu') return { user: young, credential: young };
	return name === 'eun' ? null : { user: 1, credential: 1 };
};

/** Each run fills a table. Set `EYES_RUNS=500` for a longer search. */
const numRuns = Number(process.env.EYES_RUNS ?? 6);
const timeout = 120_000 + numRuns * 10_000;

describe('a session that is used before the record arrives that shows who obtained it', () => {
	it('stays in its case when it is delivered again', async () => {
		const userIdentity = { ...iamUser('ari'), accessKeyId: 'AKIAARIEXAMPLE' };
		const obtaining = {
			...chained(0, { role: 'dev', caller: '', network: UNTRUSTED }),
			userIdentity,
		};
		const use = chained(1, { role: 'deploy', caller: 't0', network: UNTRUSTED });
		const table = await dynamo().makeTable();
		const once = await inFunctions([use, obtaining], SETTINGS, table);
		expect(once.cases).toHaveLength(2);
		const twice = await inFunctions([use, obtaining, use, obtaining], SETTINGS, table);
		expect(twice.outlines).toEqual(once.outlines);
		expect(twice.denied).toEqual(once.denied);
	});
});

describe('random records', () => {
	it('in the order of time, some delivered twice, give the same cases, plans, breaker and summaries', {
		timeout,
	}, async () => {
		await fc.assert(
			fc.asyncProperty(withRepeats, async ({ records, arrivals }) => {
				const { replay, functions } = await bothWays(records, arrivals, ageOf);
				expect({ ...functions, ignored: replay.ignored }).toEqual(replay);
			}),
			{ numRuns },
		);
	});

	it('in any order, each delivered twice, give the same cases and deny the same people', {
		timeout,
	}, async () => {
		await fc.assert(
			fc.asyncProperty(shuffled, async ({ records, arrivals }) => {
				const replay = await inReplay(records, ROOMY);
				const table = await dynamo().makeTable();
				const arrived = await inFunctions(arrivals, ROOMY, table);
				expect(arrived.outlines).toEqual(replay.outlines);
				expect(arrived.summaries).toEqual(replay.summaries);
				expect(arrived.denied).toEqual(replay.denied);
				// Judges all once more in order: now every sign-in is judged with everything that
				// came before it.
				const again = await inFunctions(records, ROOMY, table);
				expect(again.cases).toEqual(replay.cases);
			}),
			{ numRuns },
		);
	});
});
