import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../support/run-eyes.ts';
import { type AwsStandIn, CALLER, NO_STACK, startAwsStandIn } from '../operate/aws-stand-in.ts';

const CONFIGURATION = `export default {
	networks: [{ name: 'office', cidrs: ['203.0.113.0/24'] }],
	slack: { channel: 'C0123456789' },
	deployment: { region: 'ap-northeast-2' },
};`;

let aws: AwsStandIn;
let folder = '';
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'eyes-verify-'));
	writeFileSync(join(folder, 'eyes.config.ts'), CONFIGURATION);
	aws = await startAwsStandIn({ GetCallerIdentity: CALLER, DescribeStacks: NO_STACK });
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await aws.stop();
});

async function verify(...args: readonly string[]) {
	const child = spawn(process.execPath, [join(root, 'cli/eyes.ts'), 'verify', ...args], {
		cwd: folder,
		env: {
			...{ PATH: process.env.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: 'true' },
			...{ AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
		},
	});
	const ended = new Promise((done) => child.on('close', done));
	const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
	return { code: await ended, stdout, stderr };
}

it('writes a report where nothing is deployed and nothing may be asked, and only reads', async () => {
	const { code, stdout, stderr } = await verify('--out', 'report.md', '--mask');
	expect([code, stdout]).toEqual([10, '']);
	expect(stderr).toContain('15 of 15: A new account\n');
	expect(stderr).toMatch(/answers: 1 as expected, \d+ different, \d+ not checked, 0 in doubt\.\n$/);
	const report = readFileSync(join(folder, 'report.md'), 'utf8');
	expect(report).toContain('account ACCOUNT-1: the account');
	expect(report).toContain('DIFFERS: ap-northeast-2 has no stack eyes-system\n');
	expect(report).toContain('not checked: you are not allowed x:GetRole');
	// A REST call has no name here.
	expect(aws.asked.filter((action) => !/^$|^(Get|List|Describe)/.test(action))).toEqual([]);
	expect(aws.asked.length).toBeGreaterThan(10);
});

it('says that the report cannot be written', async () => {
	const { code, stderr } = await verify('--out', 'no-such-folder/report.md');
	expect(code).toBe(7);
	expect(stderr).toContain('the report cannot be written: ENOENT');
});
