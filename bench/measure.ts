import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One run of a command as a whole process, its start included. */
export interface Run {
	readonly seconds: number;
	/** Peak memory in MB, or null where the system does not tell. */
	readonly megabytes: number | null;
}

/** Runs a command to its end; its output is thrown away. Throws where it fails. */
export function measure(
	[command = '', ...args]: readonly string[],
	accepted: readonly number[] = [0],
): Promise<Run> {
	return new Promise((done, fail) => {
		const start = performance.now();
		const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'] });
		let megabytes: number | null = null;
		const timer = setInterval(() => {
			megabytes = peakOf(child.pid) ?? megabytes;
		}, 20);
		child.on('error', fail).on('close', (code) => {
			clearInterval(timer);
			if (code !== null && accepted.includes(code))
				done({ seconds: (performance.now() - start) / 1000, megabytes });
			else fail(new Error(`${command} ${args.join(' ')} ended with ${code}`));
		});
	});
}

/** The high-water mark that Linux keeps; read while the process lives, as it goes with it. */
function peakOf(pid: number | undefined): number | null {
	try {
		const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		return kilobytes === undefined ? null : Number(kilobytes) / 1000;
	} catch {
		// No such file: another system, or the process has just ended.
		return null;
	}
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
