import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Repeat, ToldUses } from '../../../functions/judge-credential-use/told-uses.ts';
import { MemoryHistory } from '../../../shared/history/memory-history.ts';
import { compareSignIns } from '../../../shared/sign-in/compare-sign-ins.ts';
import type { SignIn } from '../../../shared/sign-in/sign-in.ts';
import type { JudgeSettings } from '../../../shared/verdict/evidence.ts';
import { establishFacts, judge } from '../../../shared/verdict/judge.ts';
import type { Verdict } from '../../../shared/verdict/verdict.ts';
import {
	ACCOUNT,
	iamUser,
	OFFICE,
	roleSession,
	UNTRUSTED,
	usingKey,
} from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';
import { someSettings } from '../../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const SETTINGS = someSettings({ use: { sessions: true } });
const T0 = Date.parse('2026-03-03T01:00:00Z');

/** Judges uses with the whole history, and asks the memory of a process before. */
class Process {
	readonly told = new ToldUses(SETTINGS.configuration.use);
	readonly history = new MemoryHistory();
	readonly settings: JudgeSettings = SETTINGS;

	async take(signIn: SignIn): Promise<{ repeat: Repeat | null; verdict: Verdict }> {
		const facts = establishFacts(signIn, this.settings);
		const repeat = this.told.find(facts);
		const known = await this.history.recall(facts);
		const { verdict, remembered } = judge(facts, known, this.settings);
		// What is a repeat does not reach history in the function.
		if (repeat === null) {
			await this.history.remember(facts, remembered);
			this.told.learn(facts, { judged: { signIn, verdict, known }, remembered });
		}
		return { repeat, verdict };
	}
}

function use(minutes: number, event = 'DescribeInstances', over: Fields = {}): SignIn {
	const eventTime = new Date(T0 + minutes * 60_000).toISOString();
	return aSignInFrom(usingKey(event, { eventTime, sourceIPAddress: UNTRUSTED, ...over }));
}

async function repeats(signIns: readonly SignIn[]): Promise<(string | null)[]> {
	const process = new Process();
	const kinds: (string | null)[] = [];
	for (const signIn of signIns) kinds.push((await process.take(signIn)).repeat?.kind ?? null);
	return kinds;
}

describe('a failed call', () => {
	const session = {
		userIdentity: { ...roleSession('dev', 'bora'), accessKeyId: 'ASIABORAEXAMPLE' },
	};

	it.each([
		['of a resource of others with a key that works', 'Client.AuthFailure', {}, 'alert'],
		['with the same error without its prefix', 'AuthFailure', {}, 'alert'],
		['about a token that a key does not have', 'ExpiredToken', {}, 'alert'],
		['with a key that does not exist', 'InvalidClientTokenId', {}, 'ignore'],
		['with a session that has ended', 'ExpiredToken', session, 'ignore'],
	])('%s', async (_, errorCode, over, disposition) => {
		const { verdict } = await new Process().take(use(0, 'DescribeImages', { errorCode, ...over }));
		expect(verdict.disposition).toBe(disposition);
	});
});

describe('the memory of what was told', () => {
	it('knows a repeat by all but time, action, outcome and agent', async () => {
		const denied = { errorCode: 'AccessDenied', userAgent: 'other' };
		expect(await repeats([use(0), use(1), use(2, 'ListBuckets', denied)])).toEqual([
			...[null, 'again', 'again'],
		]);
	});

	it.each([
		['key', { userIdentity: { ...iamUser(), accessKeyId: 'AKIAOTHEREXAMPLE' } }],
		['network', { sourceIPAddress: '198.51.100.7' }],
		['Region', { awsRegion: 'eu-west-1' }],
		['account', { recipientAccountId: '444455556666' }],
		['endpoint', { vpcEndpointId: 'vpce-00000000000000001' }],
		['principal', { userIdentity: { ...iamUser('ari'), accessKeyId: 'AKIABORAEXAMPLE' } }],
		['service in between', { userIdentity: { ...KEY(), invokedBy: 'athena.amazonaws.com' } }],
		['record in another account', { sharedEventID: 's', recipientAccountId: '444455556666' }],
	])('knows nothing of another %s', async (_, over) => {
		expect(await repeats([use(0), use(1, 'DescribeInstances', over)])).toEqual([null, null]);
	});

	it("knows calls into another account by the caller's own records", async () => {
		const call = (minutes: number, over: Fields = {}) =>
			use(minutes, 'Decrypt', { sharedEventID: `shared-${minutes}`, ...over });
		const copy = { recipientAccountId: '444455556666' };
		expect(await repeats([call(0), call(1), use(2), call(3, copy), call(4, copy)])).toEqual([
			...[null, 'again', 'again', null, null],
		]);
	});

	it('knows a credential that is refused apart from one that works', async () => {
		const refused = (minutes: number) =>
			use(minutes, 'DescribeInstances', { errorCode: 'InvalidClientTokenId' });
		expect(await repeats([use(0), refused(1), refused(2), use(3)])).toEqual([
			...[null, null, 'ignored', 'again'],
		]);
	});

	it('knows no telling action, unless that was told before', async () => {
		const stop = (minutes: number) =>
			use(minutes, 'StopLogging', { eventSource: 'cloudtrail.amazonaws.com' });
		expect(await repeats([use(0), stop(1), stop(2), use(3), stop(0.5)])).toEqual([
			...[null, null, 'again', 'again', null],
		]);
	});

	it('does not trust the name of a session for long, which its initiator chooses', async () => {
		const machine = { userIdentity: roleSession('dev', 'i-0123456789abcdef0') };
		const call = (minutes: number) => use(minutes, 'DescribeInstances', machine);
		expect(await repeats([call(0), call(0.5), call(2), call(2.5)])).toEqual([
			...[null, 'ignored', null, 'ignored'],
		]);
	});

	it('knows nothing that is earlier than what was told', async () => {
		expect(await repeats([use(5), use(4), use(6), use(5.5), use(4.5)])).toEqual([
			...[null, null, 'again', 'again', 'again'],
		]);
	});

	it('knows a use for an hour, however often it is repeated', async () => {
		const kinds = await repeats([use(0), use(59), use(61), use(62), use(300)]);
		expect(kinds).toEqual([null, 'again', null, 'again', null]);
	});

	it('has room for a thousand credentials, and forgets the first', async () => {
		const process = new Process();
		const from = (n: number) =>
			use(n / 1_000, 'DescribeInstances', {
				userIdentity: { ...iamUser(), accessKeyId: `AKIA${n}EXAMPLE` },
			});
		for (let n = 0; n < 1_200; n++) await process.take(from(n));
		expect(process.told.find(establishFacts(later(from(100)), SETTINGS))).toBeNull();
		expect(process.told.find(establishFacts(later(from(1_100)), SETTINGS))?.kind).toBe('again');
	});
});

function KEY(): Fields {
	return { ...iamUser(), accessKeyId: 'AKIABORAEXAMPLE' };
}

function later(signIn: SignIn): SignIn {
	return { ...signIn, time: signIn.time + 5 * 60_000 };
}

const someUse = fc
	.record({
		minute: fc.integer({ min: 0, max: 60 * 30 }),
		who: fc.constantFrom(
			{ ...iamUser(), accessKeyId: 'AKIABORAEXAMPLE' },
			{ ...iamUser('ari'), accessKeyId: 'AKIAARIEXAMPLE' },
			roleSession('dev', 'bora'),
			roleSession('dev', 'i-0a1b2c3d4e5f60718'),
		),
		sourceIPAddress: fc.constantFrom(UNTRUSTED, '198.51.100.7', OFFICE, '10.0.0.7'),
		call: fc.constantFrom(
			['ec2.amazonaws.com', 'DescribeInstances'],
			['sts.amazonaws.com', 'GetCallerIdentity'],
			['iam.amazonaws.com', 'AttachUserPolicy'],
			['iam.amazonaws.com', 'CreateUser'],
		),
		errorCode: fc.constantFrom(undefined, 'AccessDenied', 'ExpiredToken'),
		recipientAccountId: fc.constantFrom(ACCOUNT, '444455556666'),
	})
	.map(({ minute, who, call: [eventSource, event], ...over }) =>
		use(minute, event, { ...over, eventSource, userIdentity: who }),
	);

describe('every answer of the memory', () => {
	it('is the one that the whole history gives', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(someUse, { maxLength: 120, size: 'max' }), async (uses) => {
				const process = new Process();
				for (const signIn of uses.toSorted(compareSignIns)) {
					const { repeat, verdict } = await process.take(signIn);
					// The credential has grown older by some minutes, which nobody is shown.
					const { credential: _, ...expected } = verdict;
					if (repeat?.kind === 'again') expect(repeat.judged.verdict).toMatchObject(expected);
					if (repeat?.kind === 'ignored') expect(verdict.disposition).toBe('ignore');
				}
			}),
		);
	});
});
