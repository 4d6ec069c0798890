import { judge } from '../../shared/verdict/judge.ts';
import type { JudgeDeps } from './deps.ts';
import { readEvent } from './read-event.ts';
import { recallSignIn } from './recall-sign-in.ts';
import { tellOthers } from './tell-others.ts';
import { writeDown } from './write-down.ts';

/**
 * One event of AWS, from its text to all that follows from it (design, section 3): read, recall, judge, write down, tell
 * others. Three stages of calls, each repeatable: killed anywhere and run again it ends the same, and the event is only
 * acknowledged after the hints are sent. Throws a RefusedEventError for what cannot be read.
 */
export async function judgeSignIn(body: string, deps: JudgeDeps): Promise<void> {
	const signIn = readEvent(body);
	const recalled = await recallSignIn(signIn, deps);
	const { facts, known, settings } = recalled;
	const { verdict, remembered } = judge(facts, known, settings);
	const followed = { signIn, verdict, known, theCase: null };
	const written = await writeDown({ followed, remembered, recalled }, deps);
	deps.telemetry.count('SignIn', verdict.disposition);
	if (written !== null) await tellOthers(written, settings, deps);
}
