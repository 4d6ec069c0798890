import type { CaseKey } from '../../shared/case/case-key.ts';
import type { CaseAddition, CaseStore, StoredCase } from '../../shared/case/case-store.ts';
import { caseToJoin } from '../../shared/case/case-to-join.ts';
import type { JudgedSignIn } from '../../shared/verdict/judged-sign-in.ts';
import { aJudgedSignIn } from './a-case.ts';

/** The window of a case in these tests, in minutes. */
export const CASE_MINUTES = 30;
export const CASE_GAPS = { minutes: CASE_MINUTES, useHours: 24 };
export const MINJIS: CaseKey = {
	key: 'person|user:111122223333/minji.kim|192.0.2.77',
	subject: 'person',
};

type Given = Partial<Omit<CaseAddition, 'id' | 'number'>>;

/** Adds a sign-in as judge-sign-in does: the recalled case decides which case it joins. */
export async function addAsJudge(
	cases: CaseStore,
	judged: JudgedSignIn,
	{ whose = MINJIS, ...given }: Given = {},
): Promise<StoredCase> {
	const recalled = (await cases.recall([whose.key])).get(whose.key);
	return cases.add(anAddition(judged, { whose, recalled, ...given }), recalled);
}

/** The addition of a sign-in, after this case was recalled. */
export function anAddition(
	judged: JudgedSignIn,
	{
		whose = MINJIS,
		recalled,
		...given
	}: Given & { recalled?: Parameters<typeof caseToJoin>[0]['recalled'] } = {},
): CaseAddition {
	const { signIn } = judged;
	return {
		...caseToJoin({ key: whose.key, signIn, recalled, gaps: CASE_GAPS }),
		...{ whose, judged, name: signIn.principal.name ?? 'unknown' },
		...{ plan: { requests: [], notContained: null, advice: null }, requested: [], keyAsked: null },
		...given,
	};
}

/** The console login of `aJudgedSignIn` so many minutes later, with its own event id. */
export function aLogin(
	minute: number,
	{
		eventId = `login-${minute}`,
		...given
	}: Partial<JudgedSignIn['signIn']> & { verdict?: Partial<JudgedSignIn['verdict']> } = {},
): JudgedSignIn {
	const { verdict = {}, ...signIn } = given;
	const { time } = aJudgedSignIn().signIn;
	return aJudgedSignIn({ signIn: { time: time + minute * 60_000, eventId, ...signIn }, verdict });
}
