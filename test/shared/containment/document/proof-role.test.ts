import { describe, expect, it } from 'vitest';
import type { DenyScope, PolicyId } from '../../../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { countInText, readDenied } from '../../../../shared/containment/document/read-denied.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import { aContainment, END, HOUR, NOW, someOptions } from '../../../support/a-containment.ts';
import {
	CALLERS,
	type CallerName,
	everyRequest,
	PROD,
	WAYS,
} from '../../../support/request-contexts.ts';
import { simulate } from '../../../support/simulate.ts';

const ROLE = { key: 'aws:userid', value: 'AROADEVELOPERROLE2222:*' } as const;
const CUT = NOW + 60_000;
const POLICIES: readonly PolicyId[] = ['scp', `iam:${PROD}`];

interface Asking {
	readonly caller: CallerName;
	readonly way?: keyof typeof WAYS;
	/** When the session was issued; if it is missing, that of the caller's context. */
	readonly issuedAt?: number;
	readonly at?: number;
	readonly denyScope?: DenyScope;
	readonly policy?: PolicyId;
}

/** What the engine answers while the developer role is cut. */
async function answerTo({
	caller,
	way = 'untrustedV4',
	issuedAt,
	at = NOW + HOUR,
	denyScope = 'untrusted-networks',
	policy = 'scp',
}: Asking) {
	const cut = aContainment(ROLE, { denyScope, issuedBefore: CUT });
	const { text, refusals } = renderDenyDocument([cut], someOptions(policy));
	expect([refusals, validateDenyDocument(text, someOptions(policy))]).toEqual([[], []]);
	const who = CALLERS[caller];
	const issued =
		issuedAt === undefined ? {} : { 'aws:TokenIssueTime': new Date(issuedAt).toISOString() };
	return simulate(
		who,
		{ ...who.context, ...everyRequest(who, at), ...issued, ...WAYS[way] },
		policy === 'scp' ? { scp: text } : { attached: text },
	);
}

describe.each(POLICIES)('a cut role, in %s', (policy) => {
	it('denies every session that was issued before, whatever its name', async () => {
		for (const caller of ['role', 'otherRole'] as const)
			expect(await answerTo({ caller, policy, issuedAt: CUT - 1_000 })).toBe('denied');
	});

	it('does not deny a session that was issued after', async () => {
		for (const issuedAt of [CUT, CUT + 1_000, NOW + HOUR])
			expect(await answerTo({ caller: 'role', policy, issuedAt })).toBe('allowed');
	});

	it.each([
		['officeV4', 'allowed'],
		['officeV6', 'allowed'],
		['ownEndpoint', 'allowed'],
		['serviceForUntrusted', 'allowed'],
		['unknownEndpoint', 'denied'],
		['noNetwork', 'denied'],
		['nothing', 'denied'],
	] as const)('with %s is %s', async (way, expected) => {
		expect(await answerTo({ caller: 'role', policy, way })).toBe(expected);
	});

	it('denies an old session from inside only if everything is denied', async () => {
		const inside = { caller: 'role', policy, way: 'officeV4', denyScope: 'everything' } as const;
		expect(await answerTo(inside)).toBe('denied');
		expect(await answerTo({ ...inside, issuedAt: CUT })).toBe('allowed');
	});

	it('ends by the clock', async () => {
		expect(await answerTo({ caller: 'role', policy, at: END - 1_000 })).toBe('denied');
		expect(await answerTo({ caller: 'role', policy, at: END })).toBe('allowed');
	});

	it('never denies anybody else, with temporary or long-term credentials', async () => {
		const others = Object.keys(CALLERS).filter(
			(name): name is CallerName => !['role', 'otherRole'].includes(name),
		);
		for (const caller of others)
			expect([caller, await answerTo({ caller, policy })]).toEqual([caller, 'allowed']);
	});
});

describe('two cuts of one role', () => {
	const render = (...cuts: (readonly [until: number, issuedBefore: number])[]) =>
		readDenied(
			renderDenyDocument(
				cuts.map(([until, issuedBefore]) => aContainment(ROLE, { until, issuedBefore })),
				someOptions(),
			).text,
		).map(({ until, issuedBefore }) => [until, issuedBefore]);

	it('are one statement if one of them denies as much for as long', () => {
		expect(render([END, CUT], [END - HOUR, CUT])).toEqual([[END, CUT]]);
		expect(render([END, CUT], [END, CUT - 60_000], [END, CUT])).toEqual([[END, CUT]]);
	});

	it('are both there if one lasts longer and the other denies more sessions', () => {
		expect(render([END, CUT - 60_000], [END - HOUR, CUT])).toEqual([
			[END - HOUR, CUT],
			[END, CUT - 60_000],
		]);
	});
});

describe('a cut role', () => {
	it('is refused alone if it has no time, or one far ahead', () => {
		const kim = aContainment({ key: 'aws:userid', value: 'AROADEVELOPERROLE2222:kim' });
		for (const issuedBefore of [undefined, NOW + 2 * HOUR, Number.NaN]) {
			const cut = aContainment(ROLE, issuedBefore === undefined ? {} : { issuedBefore });
			const { text, refusals } = renderDenyDocument([cut, kim], someOptions());
			expect(refusals).toMatchObject([{ kind: 'malformed', refused: [cut.id] }]);
			expect(readDenied(text).map(({ selector }) => selector.value)).toEqual([kim.selector.value]);
		}
	});

	it.each([
		['the whole role', 'AROADEVELOPERROLE2222:*'],
		['one session of it', 'AROADEVELOPERROLE2222:breakglass'],
	])('is refused if %s is protected', (_, value) => {
		const cut = aContainment(ROLE, { issuedBefore: CUT });
		const protectedPrincipals = [{ key: 'aws:userid', value } as const];
		const { refusals } = renderDenyDocument([cut], someOptions('scp', { protectedPrincipals }));
		expect(refusals).toEqual([{ kind: 'protected', refused: [cut.id] }]);
	});
});

describe('what a text holds', () => {
	it('is counted by principals, whole roles and statements', () => {
		const kim = (denyScope: DenyScope) =>
			aContainment({ key: 'aws:userid', value: 'AIDAKIMKIMKIMKIMKIM22' }, { denyScope });
		const all = [
			...[aContainment(ROLE, { issuedBefore: CUT }), kim('untrusted-networks')],
			aContainment({ key: 'aws:userid', value: 'AROAOPERATOROPERATO22:*' }, { issuedBefore: CUT }),
			aContainment(kim('everything').selector, { denyScope: 'everything', until: END - HOUR }),
		];
		for (const policy of POLICIES) {
			const { text } = renderDenyDocument(all, someOptions(policy));
			expect(countInText(text)).toEqual({ principals: 1, roles: 2, statements: 3 });
		}
		const { text } = renderDenyDocument([], someOptions());
		expect(countInText(text)).toEqual({ principals: 0, roles: 0, statements: 0 });
	});
});

describe('the validation', () => {
	const { text } = renderDenyDocument([aContainment(ROLE, { issuedBefore: CUT })], someOptions());
	const problemsOf = (edited: string) => {
		expect(edited).not.toBe(text);
		return validateDenyDocument(edited, someOptions()).join('\n');
	};

	it('finds a role without the time before which its sessions are denied', () => {
		expect(problemsOf(text.replace(/,"aws:TokenIssueTime":"[^"]+"/, ''))).toContain(
			'aws:TokenIssueTime: is missing, so all sessions of "AROADEVELOPERROLE2222:*"',
		);
	});

	it('finds a time that would let new sessions be denied, and one in another form', () => {
		const at = (time: string) => text.replace(/("aws:TokenIssueTime":)"[^"]+"/, `$1"${time}"`);
		expect(problemsOf(at('2026-03-03T09:00:00Z'))).toContain('is more than an hour ahead');
		expect(problemsOf(at('yesterday'))).toContain('is not a time like');
	});

	it('finds the time in a statement about something else than roles', () => {
		expect(problemsOf(text.replace('2222:*"]', '2222:*","AROADEVELOPERROLE2222:kim"]'))).toContain(
			'belongs only to a statement in which all values are AROA…:*',
		);
	});

	it('finds another pattern', () => {
		expect(problemsOf(text.replace('2222:*"', '2222:k*"'))).toContain('is none of');
		expect(problemsOf(text.replace('AROADEVELOPERROLE2222:*', '*'))).toContain('is none of');
	});
});
