import type { BrakeOpening } from '../../shared/containment/ledger/ledger-breaker.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { ALL_READ } from '../exit-codes.ts';
import { nameOf } from './containment-text.ts';
import type { ResumeOptions } from './options.ts';
import { withNames } from './overview.ts';
import { decide, type OperateRooms } from './deps.ts';
import { brakeLines } from './status.ts';
import { tellWhoActs } from './tell-who-acts.ts';

/**
 * `eyes resume`: closes the brake. What it held stays held, because it was asked of a human: each is listed with both
 * commands. Gives the exit code.
 */
export async function resume({ reason }: ResumeOptions, rooms: OperateRooms): Promise<number> {
	const { ledger, configuration, tell } = rooms;
	const before = await ledger.brake();
	for (const line of brakeLines(before, configuration.timeZone)) await tell(line);
	if (isOpen(before)) {
		await tellWhoActs(rooms);
		const after = await ledger.resumeBrake(decide(rooms, reason));
		await tell(
			isOpen(after)
				? 'It has opened once more since: look with eyes status, then decide again.'
				: 'The brake is closed: rules contain again, and people are counted anew.',
		);
	} else await tell('There is nothing to resume.');
	await tellHeld(rooms);
	return ALL_READ;
}

function isOpen(brake: BrakeOpening | null): boolean {
	return brake !== null && brake.resumed === null;
}

async function tellHeld(rooms: OperateRooms): Promise<void> {
	const open = await rooms.ledger.open();
	const held = open.filter(({ targets }) => targets.some(({ state }) => state === 'held'));
	if (held.length === 0) return rooms.tell('Nothing is held.');
	await rooms.tell(`${held.length} held, each of which waits for you:`);
	for (const { containment, caseName } of await withNames(held, rooms)) {
		const { id, selector } = containment;
		await rooms.tell('');
		await rooms.tell(`${nameOf(containment, caseName)}: ${selector.key} = ${selector.value}`);
		await rooms.tell(`  deny:     ${commandLine(`contain ${id} --reason "…"`)}`);
		await rooms.tell(`  let go:   ${commandLine(`release ${id} --reason "…"`)}`);
	}
}
