/** A value whose reads show the old state for a while after a write. */
export interface Lagging<T> {
	read(): T;
	write(value: T): void;
	/** The real state. */
	actual(): T;
	/** After each write so many reads show the old state. */
	lagBy(reads: number): void;
}

export function lagging<T>(first: T): Lagging<T> {
	let now = first;
	let old = first;
	let lag = 0;
	let late = 0;
	return {
		read() {
			if (late === 0) return now;
			late--;
			return old;
		},
		write(value) {
			old = late > 0 ? old : now;
			now = value;
			late = lag;
		},
		actual: () => now,
		lagBy(reads) {
			lag = reads;
			late = Math.min(late, reads);
		},
	};
}
