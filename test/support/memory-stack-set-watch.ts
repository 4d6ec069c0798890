import type { StackSetWatch, WatchState } from '../../shared/stack-sets/watch-state.ts';

/** Keeps the state of the watch in memory. */
export function memoryStackSetWatch(): StackSetWatch {
	let kept: WatchState | null = null;
	return {
		read: async () => kept,
		write: async (state) => {
			kept = state;
		},
	};
}
