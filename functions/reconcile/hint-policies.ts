import type { TargetId } from '../../shared/containment/containment.ts';
import type { SweepRooms } from './rooms.ts';

/** Asks for each target once, however many containments name it. */
export async function hintTargets(
	targets: Iterable<TargetId>,
	now: number,
	{ hints }: SweepRooms,
): Promise<void> {
	const each = [...new Set(targets)];
	await hints.toContain(
		each.map((target) => ({ target })),
		`sweep ${now}`,
	);
}
