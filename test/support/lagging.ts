/** A value of which reads go on showing the old state for a while after a write. */
export interface Lagging<T> {
	read(): T;
	write(value: T): void;
	/** What is really there. */
	actual(): T;
	/** After the next writes, and after the last one too, this many reads are late. */
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
