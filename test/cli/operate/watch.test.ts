import { describe, expect, it } from 'vitest';
import { addStatus } from '../../../cli/operate/options.ts';
import { status } from '../../../cli/operate/status.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aWorld } from './operate-world.ts';

/** Runs `eyes status --watch` until it has shown the status so often. */
async function watched(times: number, isTerminal: boolean, ...args: string[]) {
	const world = aWorld();
	const stopping = new AbortController();
	let shown = 0;
	const tell = async (line: string) => {
		await world.deps.tell(line);
		if (line.startsWith('Daily summary') && ++shown === times) stopping.abort();
	};
	const screen = { isTerminal, stopSignal: () => stopping.signal };
	const options = parseOptions(addStatus, ['--watch', ...args]);
	const code = await status(options, { ...world.deps, tell, screen });
	return { code, printed: world.printed() };
}

describe('eyes status --watch', () => {
	it('shows the status again until it is stopped, and ends with 0', async () => {
		const { code, printed } = await watched(2, false, '1');
		expect(code).toBe(0);
		expect(printed.match(/Breaker: closed/g)).toHaveLength(2);
		expect(printed.match(/^--- 2026-03-03/gm)).toHaveLength(2);
	});

	it('clears a terminal before each refresh, and writes nothing but text elsewhere', async () => {
		const clear = '\u001B[2J';
		expect((await watched(1, true)).printed.startsWith(clear)).toBe(true);
		expect((await watched(1, false)).printed).not.toContain('\u001B');
	});

	it('says how often it refreshes, and refuses other numbers', async () => {
		expect((await watched(1, true)).printed).toContain('every 5 s, Ctrl-C ends');
		expect((await watched(1, true, '60')).printed).toContain('every 60 s');
		for (const seconds of ['0', '3601', '1.5', 'often'])
			expect(() => parseOptions(addStatus, ['--watch', seconds])).toThrow(/from 1 to 3600/);
		expect(parseOptions(addStatus, [])).toMatchObject({ watch: null });
		expect(() => parseOptions(addStatus, ['--watch', '--format', 'json'])).toThrow(/for people/);
	});
});
