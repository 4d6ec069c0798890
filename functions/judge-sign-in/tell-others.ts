import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { openBreakerIfDue } from '../../shared/containment/planner.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import { announceBreaker } from '../../shared/notification/events/announce-breaker.ts';
import { signInFlagged } from '../../shared/notification/events/containment-events.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import type { JudgeDeps } from './deps.ts';
import type { RecordedSignIn } from './record-sign-in.ts';

/**
 * Sends hints and domain events, in one round of calls. It takes more rounds only if the breaker
 * opens.
 */
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

/** Sends notify a hint at a case whose card is due. */
export async function hintAtCase(
	{ stored }: Pick<RecordedSignIn, 'stored'>,
	{ hints }: Pick<JudgeDeps, 'hints'>,
): Promise<void> {
	if (!stored.case.needsMessage || stored.postedRevision >= stored.revision) return;
	await hints.toNotify([{ about: 'case', id: stored.case.id }], `revision ${stored.revision}`);
}

/**
 * Sends contain a hint at each policy that must deny now. Containments that wait for a human are
 * not published.
 */
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

/**
 * Opens the breaker if it is due, and tells it once. If the function is killed between the two,
 * reconcile tells it.
 */
async function openBreaker(
	{ plan }: RecordedSignIn,
	{ configuration }: JudgeSettings,
	deps: JudgeDeps,
): Promise<void> {
	if (plan === null) return;
	const limits = configuration.containment.breaker;
	const opening = await openBreakerIfDue(deps.ledger, plan, limits);
	if (opening === null) return;
	const { why } = opening;
	deps.telemetry.count('BreakerOpened', why);
	deps.telemetry.warn('circuit breaker opened: rules contain nobody until a human resumes', {
		why,
	});
	await announceBreaker(opening, 'given', deps);
}
