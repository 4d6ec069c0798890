import type { BrakeReason } from '../../shared/containment/breaker.ts';
import { whyOpensWith } from '../../shared/containment/breaker-gate.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { targetsOf } from '../../shared/containment/policy-id.ts';
import { announceBrake } from '../../shared/notification/events/announce-breaker.ts';
import { signInFlagged } from '../../shared/notification/events/containment-events.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import type { JudgeRooms } from './deps.ts';
import type { WrittenDown } from './written-down.ts';

/** Hints and domain events, at the same time: one stage of calls, and more only when the brake opens. */
export async function tellOthers(
	written: WrittenDown,
	{ configuration }: JudgeSettings,
	rooms: JudgeRooms,
): Promise<void> {
	const { gate, wishes } = written;
	const why = gate.isOpen
		? null
		: wishes.entries.map((entry) => whyOpensWith(gate, entry, configuration)).find((one) => one !== null);
	await Promise.all([
		hintAtCase(written, rooms),
		hintAtTargets(written.containments, rooms),
		publish(written, rooms),
		why == null ? null : openBrake(why, written, rooms),
	]);
}

async function hintAtCase({ stored }: WrittenDown, { hints }: JudgeRooms): Promise<void> {
	if (!stored.case.posted || stored.saidRevision >= stored.revision) return;
	await hints.toNotify([{ about: 'case', id: stored.case.id }], `revision ${stored.revision}`);
}

/** Has published what is wished; what waits for a human is not. */
export async function hintAtTargets(
	containments: readonly Containment[],
	{ hints }: Pick<JudgeRooms, 'hints'>,
): Promise<void> {
	const waiting = containments.filter(({ state }) => state !== 'held' && state !== 'asked');
	const targets = new Set(targetsOf(waiting));
	const change = waiting.map(({ id, steps }) => `${id} ${steps}`).join(', ');
	await hints.toContain(
		[...targets].map((target) => ({ target })),
		change,
	);
}

async function publish({ followed, stored }: WrittenDown, { events }: JudgeRooms): Promise<void> {
	if (followed.verdict.disposition === 'alert') await events.publish([signInFlagged(followed, stored)]);
}

/** Told once: of two that open it at once the second finds it open. The sweep tells what died in between. */
async function openBrake(why: BrakeReason, { followed }: WrittenDown, rooms: JudgeRooms): Promise<void> {
	const { ledger, telemetry } = rooms;
	const opened = await ledger.openBrake({ why, at: followed.signIn.time });
	const opening = opened === 'opened' ? await ledger.brake() : null;
	if (opening === null) return;
	telemetry.count('BrakeOpened', why);
	telemetry.warn('the brake has opened: rules contain nobody until a human resumes', { why });
	await announceBrake(opening, 'given', rooms);
}
