import { describe, expect, it } from 'vitest';
import { Progress } from '../../../cli/replay/progress.ts';
import { Summary } from '../../../cli/replay/summary.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ESCAPE = '\u001b';

/** A terminal that keeps what was written to it. */
function terminal({ isTTY = true, columns = 100 } = {}) {
	const written: string[] = [];
	const write = (text: unknown) => written.push(String(text)) > 0;
	return { isTTY, columns, write, written };
}

/** Reads one small and one large file, and judges. */
function run(stream: ReturnType<typeof terminal>, env: NodeJS.ProcessEnv = {}): void {
	const folder = temporaryFolder({ a: 'x'.repeat(100), b: 'x'.repeat(900) });
	const summary = new Summary();
	const progress = new Progress(stream, summary, env);
	progress.start([`${folder}/a`, `${folder}/b`]);
	Object.assign(summary, { files: 1, records: 7, signIns: 1 });
	progress.read({ file: 0, bytes: 100, ended: true }, 1000);
	progress.read({ file: 1, bytes: 1, ended: false }, 1100);
	summary.files = 2;
	progress.read({ file: 1, bytes: 400, ended: false }, 1300);
	Object.defineProperty(summary, 'alerts', { value: 1 });
	progress.judged(50, 1001, 1600);
	progress.clear();
}

describe('progress', () => {
	it('shows per cent of what is read, then of what is judged, with the alerts', () => {
		const stream = terminal();
		run(stream);
		expect(stream.written.map((text) => text.trim())).toEqual([
			'reading: 1 of 2 files (10 %)  0 MB  7 records  1 sign-in',
			'reading: 2 of 2 files (50 %)  0 MB  7 records  1 sign-in',
			'judging: 50 of 1,001 sign-ins (4 %)  1 alert',
			'',
		]);
	});

	it('leaves nothing behind, and uses no escape codes', () => {
		const stream = terminal();
		run(stream);
		const all = stream.written.join('');
		expect(all).not.toContain(ESCAPE);
		expect(all).toMatch(/\r {56}\r$|\r {44}\r$/);
	});

	it('is never wider than the terminal', () => {
		const stream = terminal({ columns: 30 });
		run(stream);
		for (const text of stream.written) expect(text.replaceAll('\r', '').length).toBeLessThan(30);
	});

	it('prints nothing if stderr is no terminal, or one that cannot go back', () => {
		const [pipe, dumb] = [terminal({ isTTY: false }), terminal()];
		run(pipe);
		run(dumb, { TERM: 'dumb' });
		expect([pipe.written, dumb.written]).toEqual([[], []]);
	});
});
