import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../infra/load-configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'eyes-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OFFICE = `networks: [{ name: 'office', cidrs: ['203.0.113.0/24'] }]`;
const SLACK = `slack: { channel: 'C0123456789' }`;
const REGIONS = `deployment: { regions: ['ap-northeast-2', 'us-west-2'] }`;

let files = 0;

function load(text: string) {
	files += 1;
	const file = join(folder, `eyes-${files}.config.mjs`);
	writeFileSync(file, text);
	return loadConfiguration(file, '2026-03-03');
}

describe('loadConfiguration', () => {
	it('gives the configuration with every default', async () => {
		const loaded = await load(`export default { ${OFFICE}, ${SLACK}, ${REGIONS} };`);
		expect(loaded).toMatchObject({
			configuration: { deployment: { kind: 'single-account', region: 'us-east-1' } },
			warnings: [],
		});
	});

	it('warns of an overdue review, but allows the deployment', async () => {
		const exemption = `exemptions: [{ principal: 'break-glass', reason: 'fire', review: '2026-01-01' }]`;
		const loaded = await load(`export default { ${OFFICE}, ${SLACK}, ${REGIONS}, ${exemption} };`);
		expect(loaded).toMatchObject({
			warnings: [expect.stringMatching(/^exemptions\.0\.review: 2026-01-01 has passed/)],
		});
	});

	it.each([
		[
			'a wrong setting',
			`export default { ${OFFICE}, ${SLACK}, nothing: 1 };`,
			/^nothing: no such setting/,
		],
		['a contradiction', `export default { ${OFFICE} };`, /^slack\.channel: is missing/],
		[
			'no default export',
			'export const config = {};',
			/has no default export; write: export default/,
		],
		['a file that does not run', 'throw new Error("broken");', /cannot be loaded: broken$/],
		[
			'an empty name',
			"export default { networks: [{ name: ' ' }] };",
			/^networks\.0\.name: "" is empty/,
		],
		[
			'an address of the runbook without https',
			`export default { ${OFFICE}, runbook: 'http://wiki/eyes' };`,
			/^runbook: "http:\/\/wiki\/eyes" does not begin with https/,
		],
	])('refuses %s', async (_, text, sentence) => {
		expect(await load(text)).toEqual({ errors: [expect.stringMatching(sentence)] });
	});

	it('refuses a file that is not there', async () => {
		const loaded = await loadConfiguration(join(folder, 'none.ts'), '2026-03-03');
		expect(loaded).toEqual({ errors: [expect.stringMatching(/none\.ts: no such file$/)] });
	});
});
