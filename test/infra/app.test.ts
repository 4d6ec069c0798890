import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ORGANIZATION, SINGLE } from '../support/synthesize.ts';

const folder = mkdtempSync(join(tmpdir(), 'eyes-app-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the app like `cdk -c config=…`. */
function run(name: string, configuration: object) {
	const file = join(folder, `${name}.config.mjs`);
	const outdir = join(folder, name);
	writeFileSync(file, `export default ${JSON.stringify(configuration)};`);
	const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/app.ts'], {
		cwd: join(import.meta.dirname, '..', '..'),
		encoding: 'utf8',
		env: {
			...process.env,
			CDK_VALIDATION: undefined,
			CDK_OUTDIR: outdir,
			CDK_CONTEXT_JSON: JSON.stringify({ config: file }),
		},
	});
	const templates = () => readdirSync(outdir).filter((one) => one.endsWith('.template.json'));
	return { status, stdout, stderr, templates };
}

const OFFICE = { networks: [{ name: 'office', cidrs: ['203.0.113.0/24'] }] };

describe('the app', () => {
	it('writes the stacks of a single account to the folder of cdk', () => {
		const { status, templates } = run('single', { ...OFFICE, ...SINGLE });
		expect(status).toBe(0);
		expect(templates()).toEqual([
			'eyes-region-ap-northeast-2.template.json',
			'eyes-system.template.json',
		]);
	});

	it('writes the stacks of an organization to the folder of cdk', () => {
		const { status, templates } = run('organization', { ...OFFICE, ...ORGANIZATION });
		expect(status).toBe(0);
		expect(templates()).toEqual([
			'eyes-system-bus.template.json',
			'eyes-system-management-ap-northeast-2.template.json',
			'eyes-system-management-us-east-1.template.json',
			'eyes-system-management.template.json',
			'eyes-system.template.json',
		]);
	});

	it('writes nothing if the configuration contradicts itself, and says what to do', () => {
		const contradiction = { ...OFFICE, ...SINGLE, containment: { policyType: 'scp' } };
		const { status, stderr } = run('contradiction', contradiction);
		expect(status).toBe(1);
		expect(stderr).toMatch(
			/^eyes-system cannot be deployed:\n {2}containment\.policyType: .*set it to "iam"/,
		);
	});
});
