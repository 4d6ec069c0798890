import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * CDK makes a function depend on its role and on the role's policy; naming the role twice is
 * harmless.
 */
const HARMLESS = ['W3005'];

/** What cfn-lint says of templates, all in one run. */
export function cfnLint(templates: Readonly<Record<string, object>>): {
	stdout: string;
	status: number | null;
} {
	const folder = mkdtempSync(join(tmpdir(), 'eyes-lint-'));
	try {
		const files = Object.entries(templates).map(([name, template]) => {
			const file = join(folder, `${name}.template.json`);
			writeFileSync(file, JSON.stringify(template));
			return file;
		});
		const options = ['--ignore-checks', ...HARMLESS, '--', ...files];
		const { stdout, status } = spawnSync('cfn-lint', options, { encoding: 'utf8' });
		return { stdout, status };
	} finally {
		rmSync(folder, { recursive: true });
	}
}
