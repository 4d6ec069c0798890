import type { BreakerReason } from '../../shared/containment/breaker.ts';
import { whyOpensWith } from '../../shared/containment/breaker-gate.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import { announceBreaker } from '../../shared/notification/events/announce-breaker.ts';
import { signInFlagged } from '../../shared/notification/events/containment-events.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import type { JudgeDeps } from './deps.ts';
import type { WrittenDown } from './written-down.ts';

/** Hints and domain events, at the same time: one stage of calls, and more only when the breaker opens. */
export async function tellOthers(
	written: WrittenDown,
	{ configuration }: JudgeSettings,
	deps: JudgeDeps,
): Promise<void> {
	const { gate, requests } = written;
	const why = gate.isOpen
		? null
		: requests.entries
				.map((entry) => whyOpensWith(gate, entry, configuration))
				.find((one) => one !== null);
	await Promise.all([
		hintAtCase(written, deps),
		hintAtPolicies(written.containments, deps),
		publish(written, deps),
		why == null ? null : openBreaker(why, written, deps),
	]);
}

async function hintAtCase({ stored }: WrittenDown, { hints }: JudgeDeps): Promise<void> {
	if (!stored.case.needsMessage || stored.postedRevision >= stored.revision) return;
	await hints.toNotify([{ about: 'case', id: stored.case.id }], `revision ${stored.revision}`);
}

/** Has published what is requested; what waits for a human is not. */
export async function hintAtPolicies(
	containments: readonly Containment[],
	{ hints }: Pick<JudgeDeps, 'hints'>,
): Promise<void> {
	const waiting = containments.filter(({ state }) => state !== 'held' && state !== 'asked');
	const policies = new Set(policiesOf(waiting));
	const change = waiting.map(({ id, steps }) => `${id} ${steps}`).join(', ');
	await hints.toContain(
		[...policies].map((policy) => ({ policy })),
		change,
	);
}

async function publish({ followed, stored }: WrittenDown, { events }: JudgeDeps): Promise<void> {
	if (followed.verdict.disposition === 'alert')
		await events.publish([signInFlagged(followed, stored)]);
}

/** Told once: of two that open it at once the second finds it open. Reconcile tells what died in between. */
async function openBreaker(
	why: BreakerReason,
	{ followed }: WrittenDown,
	deps: JudgeDeps,
): Promise<void> {
	const { ledger, telemetry } = deps;
	const opened = await ledger.openBreaker({ why, at: followed.signIn.time });
	const opening = opened === 'opened' ? await ledger.breaker() : null;
	if (opening === null) return;
	telemetry.count('BreakerOpened', why);
	telemetry.warn('the breaker has opened: rules contain nobody until a human resumes', { why });
	await announceBreaker(opening, 'given', deps);
}
