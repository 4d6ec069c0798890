import { setTimeout } from 'node:timers/promises';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { ALL_READ } from '../exit-codes.ts';
import { canGoBack } from '../terminal.ts';
import type { OperateDeps } from './deps.ts';

/** Where something is shown again and again. */
export interface Screen {
	/** True for a terminal, which is cleared before each refresh. */
	readonly isTerminal: boolean;
	/** From now on Ctrl-C aborts this signal instead of ending the process. */
	readonly stopSignal: () => AbortSignal;
}

/** Clears the terminal and what can be scrolled back to, and puts the cursor on the first line. */
const CLEAR = '\u001B[2J\u001B[3J\u001B[H';

/** Shows something every few seconds until somebody presses Ctrl-C. Gives the exit code. */
export async function watch(
	show: () => Promise<void>,
	seconds: number,
	{ screen, tell, now, settings }: Pick<OperateDeps, 'screen' | 'tell' | 'now' | 'settings'>,
): Promise<number> {
	const { timeZone } = settings.configuration;
	const stop = screen.stopSignal();
	while (!stop.aborted) {
		const when = dateTime(now(), timeZone);
		const every = `every ${seconds} s, Ctrl-C ends`;
		await tell(screen.isTerminal ? `${CLEAR}${when}, ${every}` : `--- ${when}`);
		await show();
		await pause(seconds * 1000, stop);
	}
	return ALL_READ;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
	try {
		await setTimeout(ms, undefined, { signal });
	} catch (error) {
		if (!signal.aborted) throw error;
	}
}

/** The terminal of this process. The first Ctrl-C ends the watching, the second one the process. */
export function processScreen(): Screen {
	return {
		isTerminal: canGoBack(process.stdout),
		stopSignal: () => {
			const stopping = new AbortController();
			process.once('SIGINT', () => stopping.abort());
			return stopping.signal;
		},
	};
}
