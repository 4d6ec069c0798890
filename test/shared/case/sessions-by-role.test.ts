import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	mergeSessions,
	NO_SESSIONS,
	rolesBySessions,
	sessionsIn,
} from '../../../shared/case/sessions-by-role.ts';
import type { SignIn } from '../../../shared/sign-in/sign-in.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';

const DEPLOY = 'arn:aws:iam::111122223333:role/deploy';
const ADMIN = 'arn:aws:iam::444455556666:role/admin';
const idOf = (role: string) => `AROA${role.replaceAll(/\W/g, '').toUpperCase().slice(-20)}`;

interface Seen {
	/** The role and the name of the session that was made, and of the one that called. */
	readonly made?: readonly [role: string, session: string];
	readonly calling?: readonly [role: string, session: string];
}

function aSignIn({ made, calling }: Seen, over: Partial<SignIn> = {}): SignIn {
	const { signIn } = aJudgedSignIn();
	const session = made && {
		...{ userId: `${idOf(made[0])}:${made[1]}`, roleArn: made[0], name: made[1] },
		...{ issuedAt: signIn.time, endsAt: null },
	};
	const principal = calling && {
		...({
			kind: 'role-session',
			id: `${idOf(calling[0])}:${calling[1]}`,
			name: calling[1],
		} as const),
		...{ arn: null, account: '111122223333' },
	};
	return {
		...signIn,
		...(session === undefined ? {} : { session }),
		...(principal === undefined ? {} : { principal, callerIssuer: calling?.[0] ?? null }),
		...over,
	};
}
const rolesOf = (signIns: readonly SignIn[], denied: readonly string[] = []) =>
	rolesBySessions(signIns.map(sessionsIn).reduce(mergeSessions, NO_SESSIONS), denied).map(
		({ role, roleId, sessions, isMore }) => [role ?? roleId, sessions, isMore],
	);

describe('the sessions of roles in a case', () => {
	it('are counted once each, made or calling, the role with most sessions first', () => {
		const made = ['one', 'two', 'three'].map((name) => aSignIn({ made: [DEPLOY, name] }));
		const chained = ['one', 'one', 'two'].map((name) =>
			aSignIn({ calling: [DEPLOY, name], made: [ADMIN, `from-${name}`] }),
		);
		expect(rolesOf([...made, ...chained])).toEqual([
			[DEPLOY, 3, false],
			[ADMIN, 2, false],
		]);
	});

	it('are those of one role whether or not a record prints its path', () => {
		const path = DEPLOY.replace('role/', 'role/team/a/');
		const one = aSignIn({ made: [DEPLOY, 'one'] });
		const other = { ...one, session: one.session && { ...one.session, roleArn: path } };
		expect(rolesOf([one, other])).toEqual([[DEPLOY, 1, false]]);
	});

	it('have the id of the role if no record names it, and the name as soon as one does', () => {
		const unnamed = aSignIn({ calling: [DEPLOY, 'one'] }, { callerIssuer: null });
		expect(rolesOf([unnamed])).toEqual([[idOf(DEPLOY), 1, false]]);
		expect(rolesOf([unnamed, aSignIn({ made: [DEPLOY, 'two'] })])).toEqual([[DEPLOY, 2, false]]);
	});

	it('leave out roles of which every session is denied one by one', () => {
		const signIns = [
			aSignIn({ made: [DEPLOY, 'one'] }),
			aSignIn({ made: [ADMIN, 'one'] }),
			aSignIn({ made: [ADMIN, 'two'] }),
		];
		const denied = [`${idOf(DEPLOY)}:one`, `${idOf(ADMIN)}:one`];
		expect(rolesOf(signIns, denied)).toEqual([[ADMIN, 2, false]]);
	});

	it('are not taken for a denied one because of a name that was searched for', () => {
		// The SHA-256 of both ids begins with the same 32 bits.
		const [denied, open] = ['n42391', 'n77295'];
		const signIns = [aSignIn({ made: [DEPLOY, denied] }), aSignIn({ made: [DEPLOY, open] })];
		expect(rolesOf(signIns, [`${idOf(DEPLOY)}:${denied}`])).toEqual([[DEPLOY, 2, false]]);
	});

	it('are none of a failed attempt, of a session without an id, or of a strange role', () => {
		const denied = aSignIn({ made: [DEPLOY, 'one'] }, { outcome: 'failure' });
		const made = aSignIn({ made: [DEPLOY, 'one'] });
		const noId = { ...made, session: made.session && { ...made.session, userId: null } };
		const strange = aSignIn({ made: ['arn:aws:iam::111122223333:role/$(reboot)', 'one'] });
		expect(rolesOf([denied, noId])).toEqual([]);
		expect(rolesOf([strange]).flat()).not.toContain('arn:aws:iam::111122223333:role/$(reboot)');
	});

	it('are at most twenty roles and fifty sessions of each, which says that there are more', () => {
		const many = Array.from({ length: 200 }, (_, n) => aSignIn({ made: [DEPLOY, `session-${n}`] }));
		expect(rolesOf(many)).toEqual([[DEPLOY, 50, true]]);
		const roles = Array.from({ length: 30 }, (_, n) =>
			aSignIn({ made: [`${DEPLOY}-${String(n).padStart(20, 'X')}`, 'one'] }),
		);
		expect(rolesOf(roles)).toHaveLength(20);
	});

	it('are the same in any order, with repeats, and put together in any parts', () => {
		const seen = fc.record(
			{
				made: fc.tuple(fc.constantFrom(DEPLOY, ADMIN), fc.string({ minLength: 2, maxLength: 3 })),
				calling: fc.tuple(fc.constantFrom(DEPLOY, ADMIN), fc.constantFrom('one', 'two')),
			},
			{ requiredKeys: [] },
		);
		const orders = fc
			.array(seen, { maxLength: 150, size: 'max' })
			.chain((all) =>
				fc.tuple(
					fc.constant(all),
					fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }),
					fc.nat(all.length),
				),
			);
		fc.assert(
			fc.property(orders, ([all, shuffled, at]) => {
				const sum = (part: readonly Seen[]) =>
					part.map((one) => sessionsIn(aSignIn(one))).reduce(mergeSessions, NO_SESSIONS);
				expect(mergeSessions(sum(shuffled.slice(0, at)), sum(shuffled.slice(at)))).toEqual(
					sum(all),
				);
			}),
		);
	});
});
