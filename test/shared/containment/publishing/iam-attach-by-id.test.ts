import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../../shared/containment/containment.ts';
import { givenNames, rename } from '../../../support/given-iam-names.ts';
import { awsError } from '../../../support/scripted-calls.ts';

const ACCOUNT = '111122223333';
const NOW = Date.UTC(2026, 2, 3);
const THIEF = 'AIDATHIEFTHIEFTHIEF1';
const OTHER = 'AIDAOTHEROTHEROTHER1';
const BORA: Attachment = { kind: 'user', name: 'bora', id: THIEF };

type Account = ReturnType<typeof givenNames>;

function applyTo(account: Account, attachment: Attachment = BORA) {
	const told: string[] = [];
	const applied = account.open().applyTo({ account: ACCOUNT, attachment }, NOW, async (name) => {
		told.push(name);
	});
	return applied.then((answer) => ({ answer, told }));
}

function renamed() {
	return givenNames({
		users: [
			['cleo', 'AIDACLEOCLEOCLEOCLE1'],
			['bora', OTHER],
			['bora2', THIEF],
		],
	});
}

describe('attaching the policy to the user or role with the id', () => {
	it('calls nothing more than attaching by name where nobody was renamed', async () => {
		const account = givenNames({ users: [['bora', THIEF]] });
		expect(await applyTo(account)).toEqual({ answer: { kind: 'applies' }, told: ['bora'] });
		expect(account.calls).toEqual([
			'ListEntitiesForPolicy',
			'AttachUserPolicy',
			'ListEntitiesForPolicy',
		]);
	});

	it('accepts the id under any name', async () => {
		const account = renamed();
		account.attached.add(THIEF);
		expect(await applyTo(account)).toEqual({ answer: { kind: 'applies' }, told: [] });
		expect([...account.attached]).toEqual([THIEF]);
	});

	it('follows a thief whose name was given to another user, and tells the new name', async () => {
		const account = renamed();
		expect(await applyTo(account)).toEqual({
			answer: { kind: 'applies' },
			told: ['bora', 'bora2'],
		});
		expect(account.attached).toContain(THIEF);
		expect(await account.open().detachAllBut([BORA])).toEqual({
			kind: 'detached',
			names: ['bora'],
		});
		expect([...account.attached]).toEqual([THIEF]);
	});

	it('follows a thief whose name nobody has now', async () => {
		const account = givenNames({ users: [['Bora.2', THIEF]] });
		expect(await applyTo(account)).toMatchObject({ answer: { kind: 'applies' } });
		expect([...account.attached]).toEqual([THIEF]);
	});

	it.each(['AccessDenied', 'LimitExceededException'])(
		'follows them although the policy cannot be attached under the old name: %s',
		async (name) => {
			const account = renamed();
			account.refused.set('AttachUserPolicy', awsError(name));
			account.beforeCall = (operation) => {
				if (operation === 'ListUsers') account.refused.clear();
			};
			expect(await applyTo(account)).toMatchObject({ answer: { kind: 'applies' } });
			expect([...account.attached]).toEqual([THIEF]);
		},
	);

	it('reports the refusal if the name is still theirs', async () => {
		const account = givenNames({ users: [['BORA', THIEF]] });
		account.refused.set('AttachUserPolicy', awsError('LimitExceededException'));
		expect(await applyTo(account)).toMatchObject({
			answer: { kind: 'failed', reason: 'too-many-policies' },
		});
	});

	it.each([
		['a user', BORA, 'ListUsers', { users: [['bora', OTHER]] }],
		[
			'a role',
			{ kind: 'role', name: 'deploy', id: 'AROADEPLOYEXAMPLE01' },
			'ListRoles',
			{ roles: [['deploy', OTHER]] },
		],
	] as const)(
		'fails, naming both ids, if %s was made anew under the name',
		async (_, attachment, lists, given) => {
			const account = givenNames(given);
			const { answer } = await applyTo(account, attachment);
			expect(answer).toMatchObject({
				kind: 'failed',
				reason: 'renamed',
				remediation: expect.stringMatching(/^[A-Z].+\.$/),
			});
			expect(JSON.stringify(answer)).toContain(attachment.id);
			expect(JSON.stringify(answer)).toContain(OTHER);
			expect(account.calls).toContain(lists);
			await account.open().detachAllBut([attachment]);
			expect(account.attached.size).toBe(0);
		},
	);

	it('fails if neither the name nor the id exists', async () => {
		expect(await applyTo(givenNames({}))).toMatchObject({
			answer: {
				kind: 'failed',
				reason: 'principal-missing',
				remediation: expect.stringContaining(THIEF),
			},
		});
	});

	it('fails if the id may not be looked up, and says which right is missing', async () => {
		const account = renamed();
		account.refused.set('ListUsers', awsError('AccessDenied'));
		expect(await applyTo(account)).toMatchObject({
			answer: {
				kind: 'failed',
				reason: 'renamed',
				remediation: expect.stringContaining('Allow iam:ListUsers'),
			},
		});
	});

	it('comes again if the look-up is throttled', async () => {
		const account = renamed();
		account.refused.set('ListUsers', awsError('Throttling'));
		expect(await applyTo(account)).toMatchObject({
			answer: { kind: 'retry', reason: 'throttled' },
		});
	});

	it('fails, and is repaired by the next run, if they are renamed at every attempt', async () => {
		const account = renamed();
		let renames = 0;
		account.beforeCall = (operation) => {
			const now = [...account.users].find(([, id]) => id === THIEF)?.[0] ?? '';
			if (operation === 'AttachUserPolicy') rename(account.users, now, `thief-${++renames}`);
		};
		expect(await applyTo(account)).toMatchObject({ answer: { kind: 'failed', reason: 'renamed' } });
		account.beforeCall = () => {};
		expect(await applyTo(account)).toMatchObject({ answer: { kind: 'applies' } });
		expect(account.attached).toContain(THIEF);
	});

	it('goes by the name where an older version has not stored the id', async () => {
		const account = renamed();
		const { id, ...byName } = BORA;
		expect(await applyTo(account, byName)).toMatchObject({ answer: { kind: 'applies' } });
		expect(await account.open().detachAllBut([byName])).toMatchObject({ names: [] });
		expect([...account.attached]).toEqual([OTHER]);
	});
});

describe('the role of a permission set', () => {
	const name = 'AWSReservedSSO_Admin_0123456789abcdef';
	const role: Attachment = { kind: 'permission-set-role', name, id: 'AROAADMINEXAMPLE01' };

	it('has the policy if the role of the session references it', async () => {
		const account = givenNames({ roles: [[name, 'AROAADMINEXAMPLE01']] });
		account.attached.add('AROAADMINEXAMPLE01');
		expect(await applyTo(account, role)).toMatchObject({ answer: { kind: 'applies' } });
	});

	it('does not have it if another role of the same name does', async () => {
		const account = givenNames({ roles: [[name, 'AROAANOTHEREXAMPLE']] });
		account.attached.add('AROAANOTHEREXAMPLE');
		expect(await applyTo(account, role)).toMatchObject({
			answer: { kind: 'failed', reason: 'principal-missing' },
		});
	});
});

describe('detaching by name, while somebody exchanges two names', () => {
	it('asks for another run if one who needs the policy has lost it', async () => {
		const account = givenNames({
			users: [
				['bora', THIEF],
				['cleo', OTHER],
			],
		});
		for (const id of [THIEF, OTHER]) account.attached.add(id);
		account.beforeCall = (operation) => {
			if (operation !== 'DetachUserPolicy') return;
			rename(account.users, 'cleo', 'x');
			rename(account.users, 'bora', 'cleo');
		};
		expect(await account.open().detachAllBut([BORA])).toMatchObject({ kind: 'retry' });
	});
});

const NAMES = ['bora', 'cleo', 'dora', 'x'] as const;
const IDS = [THIEF, OTHER, 'AIDATHIRDTHIRDTHIRD1'] as const;
const name = fc.constantFrom(...NAMES);
/** What an accomplice can do between any two of our calls. */
const trick = fc.oneof(
	fc.record({ does: fc.constant('rename'), from: name, to: name }),
	fc.record({ does: fc.constant('delete'), from: name, to: name }),
	fc.record({ does: fc.constant('create'), from: name, to: name }),
	fc.record({ does: fc.constant('detach'), from: name, to: name }),
);
type Trick = typeof trick extends fc.Arbitrary<infer T> ? T : never;

function play({ users, attached }: Account, { does, from, to }: Trick, at: number): void {
	const id = users.get(from);
	if (does === 'rename') rename(users, from, to);
	if (does === 'create' && id === undefined) users.set(from, `AIDANEW${at}`);
	if (id === undefined) return;
	if (does === 'detach' || does === 'delete') attached.delete(id);
	if (does === 'delete') users.delete(from);
}

describe('an accomplice who renames, deletes, makes and detaches between any two calls', () => {
	it('never has a denial confirmed that the id did not have, and the next run repairs it', async () => {
		const tricks = fc.array(fc.record({ call: fc.nat(40), trick }), { maxLength: 12 });
		const wanted = fc.uniqueArray(fc.record({ id: fc.constantFrom(...IDS), name }), {
			minLength: 1,
			selector: ({ id }) => id,
		});
		await fc.assert(
			fc.asyncProperty(tricks, wanted, async (row, whom) => {
				const users = NAMES.slice(0, 3).map((one, at): [string, string] => [one, IDS[at] ?? '']);
				const account = givenNames({ users });
				const needed = whom.map((one): Attachment => ({ kind: 'user', ...one }));
				account.beforeCall = () => {
					const at = account.calls.length;
					for (const { call, trick: one } of row) if (call === at) play(account, one, at);
				};
				for (const attachment of needed) {
					const { answer } = await applyTo(account, attachment);
					if (answer.kind === 'applies') expect(account.listed).toContain(attachment.id);
				}
				await account.open().detachAllBut(needed);

				account.beforeCall = () => {};
				for (const attachment of needed) {
					const exists = [...account.users.values()].includes(attachment.id ?? '');
					const { answer } = await applyTo(account, attachment);
					expect(answer.kind).toBe(exists ? 'applies' : 'failed');
				}
				expect(await account.open().detachAllBut(needed)).toMatchObject({ kind: 'detached' });
				const living = new Set(account.users.values());
				const expected = needed.map(({ id }) => id).filter((id) => living.has(id ?? ''));
				const having = [...account.attached].filter((id) => living.has(id));
				expect(having.toSorted()).toEqual(expected.toSorted());
			}),
			{ numRuns: 500 },
		);
	});
});
