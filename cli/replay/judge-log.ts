import type { Case } from '../../shared/case/case.ts';
import { type Followed, followSignIn } from '../../shared/case/follow-sign-in.ts';
import { MemoryCases } from '../../shared/case/memory-cases.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { AwaitingSteps, type Released } from './awaiting-steps.ts';

/** Where a sign-in was found: the number of its file in sorted order, and its position there. */
export interface Place {
	readonly file: number;
	readonly index: number;
}

export interface PlacedSignIn extends Place {
	readonly signIn: SignIn;
}

/** The order of judging; the place decides only between copies of one record. */
export function comparePlaced(a: PlacedSignIn, b: PlacedSignIn): number {
	return compareSignIns(a.signIn, b.signIn) || a.file - b.file || a.index - b.index;
}

/** What happens to the results. `followed` comes in the order of judging, `line` when its reasons are final. */
export interface JudgedSink {
	followed(followed: Followed): void;
	line(line: Released<Place>): Promise<void>;
	closed(theCase: Case): Promise<void>;
}

/** Judges a whole log, sorted by `comparePlaced`, with history and cases in memory. */
export async function judgeLog(
	signIns: Iterable<PlacedSignIn>,
	settings: JudgeSettings,
	sink: JudgedSink,
): Promise<void> {
	const history = new MemoryHistory();
	const cases = new MemoryCases(settings.configuration.limits.caseMinutes);
	const steps = new AwaitingSteps<Place>();
	for (const { signIn, file, index } of signIns) {
		for (const theCase of cases.closeBefore(signIn.time)) await sink.closed(theCase);
		const followed = await followSignIn(signIn, { history, cases, settings });
		sink.followed(followed);
		for (const line of steps.take({ file, index }, followed)) await sink.line(line);
	}
	for (const line of steps.end()) await sink.line(line);
	for (const theCase of cases.closeAll()) await sink.closed(theCase);
}
