import { describe, expect, it } from 'vitest';
import type { AccountReader } from '../../../shared/report/account-reader.ts';
import type { KeptKeys } from '../../../shared/report/kept-keys.ts';
import { type ReadAccountDeps, readAccount } from '../../../shared/report/read-account.ts';
import { daysAgo, GENERATED } from '../../support/a-user.ts';
import { csvOf } from '../../support/report-world.ts';

const ACCOUNT = '111122223333';
const FAILED = { kind: 'failed', why: 'IAM asks to wait', isLasting: false } as const;

function iso(days: number): string {
	return new Date(daysAgo(days)).toISOString();
}

function read<T>(value: T) {
	return { kind: 'read', value } as const;
}

/** A reader of an account with the users `dana` and `bora`; the test says what differs. */
function given(over: Partial<AccountReader> = {}) {
	const asked: string[] = [];
	const reader: AccountReader = {
		credentialReport: async () =>
			read({ csv: csvOf(ACCOUNT, { dana: iso(3), bora: iso(10) }), at: GENERATED }),
		rootSummary: async () => read({ hasAccessKey: false, hasPassword: true, hasMfa: false }),
		serviceCredentials: async () => read({ credentials: [], notAsked: [] }),
		accessKeys: async (_, user) =>
			read([{ id: `KEY-${user}`, createdAt: daysAgo(900), status: 'active' } as const]),
		keyLastUsed: async () => ({ kind: 'gone' }),
		userDetails: async () => read({ tags: { Owner: 'dana' }, policies: [] }),
		...over,
	};
	const accessKeys = reader.accessKeys;
	Object.assign(reader, {
		accessKeys: (account: string, user: string) => {
			asked.push(user);
			return accessKeys(account, user);
		},
	});
	const run = (kept: KeptKeys = {}, now = GENERATED, deps: Partial<ReadAccountDeps> = {}) =>
		readAccount(ACCOUNT, kept, {
			...{ reader, now: () => now, isTimeUp: () => false },
			isFlagged: async ({ user }) => user === 'dana',
			...deps,
		});
	return { run, asked };
}

async function credentialsOf(outcome: ReturnType<ReturnType<typeof given>['run']>) {
	const result = await outcome;
	if (result.kind !== 'read') throw new Error(result.kind);
	return result;
}

describe('readAccount', () => {
	it('adds what the report lacks: true dates, root, tags of flagged users', async () => {
		const { credentials, kept, notes } = await credentialsOf(given().run());
		const [root, dana, bora] = credentials.users;
		expect(root).toMatchObject({ hasMfa: false, password: { isEnabled: true } });
		expect(dana).toMatchObject({
			keys: [{ id: 'KEY-dana', createdAt: daysAgo(900), changedAt: daysAgo(3) }],
			tags: { Owner: 'dana' },
		});
		expect(bora?.tags).toBeNull();
		expect(Object.keys(kept)).toHaveLength(2);
		expect(notes).toEqual([]);
	});

	it('does not ask again for what it kept, but for four weeks old lists', async () => {
		const { run, asked } = given();
		const { kept } = await credentialsOf(run());
		asked.length = 0;
		const again = await credentialsOf(run(kept));
		expect(asked).toEqual([]);
		expect(again.credentials.users[1]?.keys).toMatchObject([{ createdAt: daysAgo(900) }]);
		await run(kept, GENERATED + 29 * 86_400_000);
		expect(asked).toEqual(['dana', 'bora']);
	});

	it('keeps what was read when time is up, and when IAM fails', async () => {
		const stopped = given();
		expect(
			await stopped.run({}, GENERATED, { isTimeUp: () => stopped.asked.length > 0 }),
		).toMatchObject({ kind: 'unfinished' });
		const failing = given({
			accessKeys: async (_, user) => (user === 'dana' ? read([]) : FAILED),
		});
		const outcome = await failing.run();
		expect(outcome).toMatchObject(FAILED);
		expect(Object.keys(outcome.kept ?? {})).toHaveLength(1);
	});

	it('marks users who are gone', async () => {
		const { run } = given({ accessKeys: async () => ({ kind: 'gone' }) });
		const { credentials, kept } = await credentialsOf(run());
		expect(credentials.users.map(({ isGone }) => isGone)).toEqual([false, true, true]);
		expect(kept).toEqual({});
	});

	it('adds users who are younger than the report, with their service credentials', async () => {
		const credential = {
			...{ user: 'BedrockAPIKey-x', id: 'ACCAEXAMPLE', service: 'bedrock.amazonaws.com' },
			...{ isActive: true, createdAt: daysAgo(1), expiresAt: null },
		};
		const { run } = given({
			serviceCredentials: async () => read({ credentials: [credential], notAsked: [] }),
		});
		const { credentials } = await credentialsOf(run());
		expect(credentials.users.at(-1)).toMatchObject({
			arn: `arn:aws:iam::${ACCOUNT}:user/BedrockAPIKey-x`,
			serviceCredentials: [{ id: 'ACCAEXAMPLE' }],
		});
	});

	it('says which parts could not be read', async () => {
		const { run } = given({
			rootSummary: async () => FAILED,
			serviceCredentials: async () =>
				read({ credentials: [], notAsked: [{ service: 'logs', why: 'logs is not known' }] }),
		});
		expect((await credentialsOf(run())).notes).toEqual(['IAM asks to wait', 'logs is not known']);
	});

	it.each([
		[csvOf('444455556666', { dana: iso(3) }), 'is about other accounts'],
		['no report', 'cannot be read'],
	])('fails for good if the report is another one: %s', async (csv, why) => {
		const { run } = given({ credentialReport: async () => read({ csv, at: GENERATED }) });
		const outcome = await run();
		expect(outcome).toMatchObject({ kind: 'failed', isLasting: true });
		expect(outcome).toHaveProperty('why', expect.stringContaining(why));
	});

	it('tells what may not be read beside the findings, but fails where asking again may help', async () => {
		const lasting = { ...FAILED, why: 'ListUserTags is denied', isLasting: true };
		const { run } = given({ userDetails: async () => lasting });
		expect((await credentialsOf(run())).notes).toEqual(['ListUserTags is denied']);
		const passing = given({ userDetails: async () => FAILED });
		expect(await passing.run()).toMatchObject(FAILED);
	});

	it('never begins the details for ever anew', async () => {
		let isTimeUp = false;
		const names = Array.from({ length: 10 }, (_, at): [string, string] => [`user-${at}`, iso(3)]);
		const csv = csvOf(ACCOUNT, Object.fromEntries(names));
		const late = given({
			credentialReport: async () => read({ csv, at: GENERATED }),
			userDetails: async () => {
				isTimeUp = true;
				return read({ tags: {}, policies: [] });
			},
		});
		const run = (kept: KeptKeys) => {
			isTimeUp = false;
			return late.run(kept, GENERATED, { isTimeUp: () => isTimeUp, isFlagged: async () => true });
		};
		const first = await run({});
		expect(first).toMatchObject({ kind: 'unfinished' });
		const { notes } = await credentialsOf(run(first.kept ?? {}));
		expect(notes[0]).toContain('were not read in time');
	});

	it('notes a key of root that the report does not show', async () => {
		const { run } = given({
			rootSummary: async () => read({ hasAccessKey: true, hasPassword: null, hasMfa: true }),
		});
		expect((await credentialsOf(run())).notes[0]).toContain('root has an access key');
	});

	it('asks for the last use of keys that the report mixes up', async () => {
		const made = daysAgo(30);
		const twins = ['A', 'B'].map((id) => ({ id, createdAt: made, status: 'active' }) as const);
		const { run } = given({
			accessKeys: async () => read(twins),
			keyLastUsed: async (_, id) =>
				id === 'A' ? read({ kind: 'used', at: daysAgo(2), service: 's3', region: null }) : FAILED,
		});
		const { credentials } = await credentialsOf(run());
		expect(credentials.users[1]?.keys.map(({ use }) => use.kind)).toEqual(['used', 'shared']);
	});
});
