import { giveRoom, type Place, type SessionRoom } from './session-room.ts';

/** The rooms of actors in the memory of this process: for replay, and for tests. */
export function memorySessionRoom(): SessionRoom {
	const rooms = new Map<string, readonly Place[]>();
	return {
		takeRoom: async (actor, asked) => {
			const { places, given } = giveRoom(rooms.get(actor) ?? [], asked);
			rooms.set(actor, places);
			return given;
		},
	};
}
