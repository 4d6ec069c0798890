import type { Case } from '../../shared/case/case.ts';
import { caseGaps } from '../../shared/case/case-key.ts';
import { type Followed, type Following, followSignIn } from '../../shared/case/follow-sign-in.ts';
import { MemoryCases } from '../../shared/case/memory-cases.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { MemoryKeyPasts } from '../../shared/history/memory-key-pasts.ts';
import { MemoryOwnAccounts } from '../../shared/history/memory-own-accounts.ts';
import type { Ours } from '../../shared/history/own-accounts.ts';
import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import { signInFromRecord } from '../../shared/sign-in/from-record.ts';
import { personKey } from '../../shared/sign-in/person-key.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { establishFacts } from '../../shared/verdict/judge.ts';
import { someSettings } from './some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads the sign-in of a record that is one. */
export function aSignInFrom(record: Fields): SignIn {
	const signIn = signInFromRecord(record);
	if (signIn.kind === 'refused') throw new Error(`${signIn.code}: ${signIn.detail}`);
	return signIn;
}

/**
 * Follows records through all modules in the order of judging. Gives what became of each, and the
 * cases at the end.
 */
export async function followRecords(
	records: readonly Fields[],
	settings: JudgeSettings = someSettings(),
	ageOf: Following['ageOf'] = () => null,
): Promise<{ followed: Followed[]; cases: Case[] }> {
	const history = new MemoryHistory();
	const cases = new MemoryCases(caseGaps(settings.configuration));
	const following = { history, cases, keyPasts: new MemoryKeyPasts(), ageOf };
	const followed: Followed[] = [];
	const closed: Case[] = [];
	const accounts = new MemoryOwnAccounts();
	const signIns = records.map(aSignInFrom).sort(compareSignIns);
	for (const signIn of signIns) accounts.addDelivery(signIn);
	for (const signIn of signIns)
		await history.announce(establishFacts(signIn, settings), personKey(signIn));
	for (const signIn of signIns) {
		closed.push(...cases.closeBefore(signIn.time));
		const judging = withDeliveries(settings, await accounts.recall(signIn));
		followed.push(await followSignIn(signIn, { ...following, settings: judging }));
		await accounts.remember(signIn);
	}
	return { followed, cases: [...closed, ...cases.closeAll()] };
}

/** Adds what the records themselves deliver, as replay does. */
function withDeliveries(settings: JudgeSettings, ours: Ours): JudgeSettings {
	const ownAccounts = new Set([...settings.ownAccounts, ...ours.accounts]);
	return { ...settings, ...ours, ownAccounts };
}

/** The accounts whose own records these are. */
export function deliveringAccounts(records: readonly Fields[]): string[] {
	return records.map(aSignInFrom).flatMap(({ recipient }) => recipient ?? []);
}

/** Gives what became of the last record by time. */
export async function followLast(
	records: readonly Fields[],
	settings?: JudgeSettings,
): Promise<Followed> {
	const { followed } = await followRecords(records, settings);
	const last = followed.at(-1);
	if (last === undefined) throw new Error('no records');
	return last;
}
