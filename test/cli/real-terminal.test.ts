import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { columnWidth } from '../../shared/notification/card/column-width.ts';
import { needsScript } from '../support/needs.ts';
import { eyes, HERE, root } from '../support/run-eyes.ts';

const ESCAPE = '\u001b';
const COLOURS = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');

/** Variables by which Node decides on colours before it looks at the terminal: CI is one of them. */
const COLOUR_VARIABLES = { CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined };

/** What a terminal of 72 columns receives: stdout and stderr together. */
function inTerminal(args: string, env: NodeJS.ProcessEnv): string {
	const node = `stty cols 72; exec "${process.execPath}" cli/eyes.ts ${args}`;
	const run = spawnSync('script', ['-qec', node, '/dev/null'], {
		...{ cwd: root, encoding: 'utf8', input: '' },
		env: { ...HERE, ...COLOUR_VARIABLES, COLUMNS: undefined, TERM: 'xterm', ...env },
	});
	return run.stdout.replaceAll('\r\n', '\n');
}

it('shows progress, colours and lines as wide as the terminal', (context) => {
	needsScript(context);
	const shown = inTerminal('sample-day --locale en', {});
	expect(shown.slice(0, 500)).toMatch(/\rreading: \d+ of 15 files \(\d+ %\)/);
	expect(shown).toMatch(COLOURS);
	const lines = shown.replaceAll(COLOURS, '').split(/[\r\n]/);
	expect(lines.filter((line) => columnWidth(line) > 72 && !line.includes('AWSLogs'))).toEqual([]);
	expect(lines).toContainEqual(expect.stringMatching(/^ {4}\S+AWSLogs\S+\.json: eventTime/));
	expect(lines).toContainEqual(expect.stringMatching(/^ {2}who, in alerts and/));
	expect(lines).toContainEqual(expect.stringMatching(/^ {4}\S+.* and \d+ more$/));
});

it.for([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('has no escape codes with %o', (env, context) => {
	needsScript(context);
	const shown = inTerminal('sample-day', env);
	expect(shown).toContain('powered by');
	expect(shown).not.toContain(ESCAPE);
	if ('TERM' in env) expect(shown).not.toContain('\r');
});

it('shows the same as a file that is as wide', async (context) => {
	needsScript(context);
	const piped = await eyes(['sample-day', '--severity', 'high'], '', { COLUMNS: '72' });
	const shown = inTerminal('sample-day --severity high', { NO_COLOR: '1' });
	const cards = (text: string) => text.split(/[\r\n]/).filter((line) => line.startsWith('▌'));
	expect(cards(shown)).toEqual(cards(piped.stdout));
});
