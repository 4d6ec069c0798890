import { fitPattern, sizeOf } from '../../infra/fit-pattern.ts';
import { ALL_READ, NO_ROOM } from '../exit-codes.ts';
import { type RoomDeps, roomOnBuses } from './room.ts';

/** What `eyes doctor` works with. It only reads. */
export interface DoctorDeps extends RoomDeps {
	readonly tell: (line: string) => Promise<void>;
}

/**
 * Runs `eyes doctor`: says how long the event pattern of credential uses is, and on each bus whether
 * its rule has room. Gives the exit code.
 */
export async function doctor({ tell, ...deps }: DoctorDeps): Promise<number> {
	const { pattern } = fitPattern(deps.configuration);
	const { eventPatternCharacters: most } = deps.configuration.deployment;
	if (pattern === null) {
		await tell('use: neither keys nor sessions are judged, so no rule of ours has wildcards.');
		return ALL_READ;
	}
	await tell(`event pattern of credential uses: ${sizeOf(pattern)} of ${most} characters`);
	const rooms = await roomOnBuses(deps);
	for (const { line } of rooms) await tell(line);
	return rooms.every(({ isRoom }) => isRoom) ? ALL_READ : NO_ROOM;
}
