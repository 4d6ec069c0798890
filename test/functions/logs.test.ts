import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';

const SECRET = 'what-somebody-wrote';

function logged(cause: unknown): string {
	const lines: string[] = [];
	for (const stream of [process.stdout, process.stderr]) {
		vi.spyOn(stream, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
	}
	telemetry('contain').error('it failed', {}, cause);
	return lines.join();
}

function parserError(): unknown {
	try {
		return v.parse(v.object({ ts: v.string() }), { ts: 1, text: SECRET });
	} catch (error) {
		return error;
	}
}

describe('a logged error', () => {
	afterEach(() => vi.restoreAllMocks());

	it.each([
		['a parser', parserError()],
		['a parser behind another error', new Error('outer', { cause: parserError() })],
		['a parser among others', new AggregateError([parserError()], 'all of it')],
		['a service', Object.assign(new Error('refused'), { PolicyDocument: SECRET })],
	])('says what went wrong, and not what was read or sent: of %s', (_, cause) => {
		const line = logged(cause);
		expect(line).toMatch(/Expected string but received 1|refused/);
		expect(line).not.toContain(SECRET);
	});
});
