import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { openBreakerIfDue } from '../../shared/containment/planner.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import { announceBreaker } from '../../shared/notification/events/announce-breaker.ts';
import { signInFlagged } from '../../shared/notification/events/containment-events.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import type { JudgeDeps } from './deps.ts';
import type { RecordedSignIn } from './record-sign-in.ts';

/** Hints and domain events, at the same time: one stage of calls, more only when the breaker opens. */
export async function tellOthers(
	recorded: RecordedSignIn,
	settings: JudgeSettings,
	deps: JudgeDeps,
): Promise<void> {
	await Promise.all([
		hintAtCase(recorded, deps),
		hintAtPolicies(recorded.containments, deps),
		publish(recorded, deps),
		openBreaker(recorded, settings, deps),
	]);
}

async function hintAtCase({ stored }: RecordedSignIn, { hints }: JudgeDeps): Promise<void> {
	if (!stored.case.needsMessage || stored.postedRevision >= stored.revision) return;
	await hints.toNotify([{ about: 'case', id: stored.case.id }], `revision ${stored.revision}`);
}

/** Has the policies published that must deny; what waits for a human is not published. */
export async function hintAtPolicies(
	containments: readonly Containment[],
	{ hints }: Pick<JudgeDeps, 'hints'>,
): Promise<void> {
	const due = containments.filter(({ state }) => state !== 'held' && state !== 'asked');
	const policies = new Set(policiesOf(due));
	const change = due.map(({ id, steps }) => `${id} ${steps}`).join(', ');
	await hints.toContain(
		[...policies].map((policy) => ({ policy })),
		change,
	);
}

async function publish({ judged, stored }: RecordedSignIn, { events }: JudgeDeps): Promise<void> {
	if (judged.verdict.disposition === 'alert') await events.publish([signInFlagged(judged, stored)]);
}

/** Told once. A function killed between opening and telling leaves it to reconcile. */
async function openBreaker(
	{ judged, plan, gate }: RecordedSignIn,
	{ configuration }: JudgeSettings,
	deps: JudgeDeps,
): Promise<void> {
	const due = { gate, entries: plan.entries };
	const at = judged.signIn.time;
	const opening = await openBreakerIfDue(deps.ledger, due, { at, configuration });
	if (opening === null) return;
	const { why } = opening;
	deps.telemetry.count('BreakerOpened', why);
	deps.telemetry.warn('circuit breaker opened: rules contain nobody until a human resumes', {
		why,
	});
	await announceBreaker(opening, 'given', deps);
}
