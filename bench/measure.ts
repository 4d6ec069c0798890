import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One run of a command as a whole process, including its start. */
export interface Run {
	readonly seconds: number;
	/** The peak memory in MB, or null if the system does not tell. */
	readonly megabytes: number | null;
}

/** Runs a command to its end and ignores its output. Throws if the command fails. */
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

/** Reads the peak memory that Linux records. It can only be read while the process runs. */
function peakOf(pid: number | undefined): number | null {
	try {
		const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		return kilobytes === undefined ? null : Number(kilobytes) / 1000;
	} catch {
		// The file does not exist: this is another system, or the process has just ended.
		return null;
	}
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
