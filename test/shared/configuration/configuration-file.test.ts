import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
	CONFIGURATION_FILE,
	readConfigurationFile,
} from '../../../shared/configuration/configuration-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'eyes-configuration-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a configuration file', () => {
	it('is read without being checked', async () => {
		const file = join(folder, 'good.config.mjs');
		writeFileSync(file, 'export default { anything: 1 };');
		expect(await readConfigurationFile(file, 'good')).toEqual({ input: { anything: 1 } });
	});

	it('that is missing under its usual name gives an error with the command to copy the example', async () => {
		const read = await readConfigurationFile(join(folder, 'none.ts'), CONFIGURATION_FILE);
		expect(read).toEqual({
			error: expect.stringContaining('`cp eyes.config.example.ts eyes.config.ts`'),
		});
	});

	it('that is missing under another name gives an error with that name', async () => {
		const read = await readConfigurationFile(join(folder, 'none.ts'), 'none.ts');
		expect(read).toEqual({ error: 'none.ts: no such file' });
	});

	it('in the project is an example that is accepted except for the networks', async () => {
		const { default: example } = await import('../../../eyes.config.example.ts');
		expect(example).toMatchObject({ networks: [], locale: 'ko' });
	});
});
