import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../functions/environment.ts';
import { bundleCode, codeOf, entryOf, FUNCTIONS, writeBundle } from '../../infra/bundle.ts';
import { aConfiguration } from '../support/some-settings.ts';
import { ORGANIZATION, SINGLE } from '../support/synthesize.ts';

// The folder is outside of the project, so that its node_modules cannot be used.
const parent = mkdtempSync(join(tmpdir(), 'eyes-bundle-'));
afterAll(() => rmSync(parent, { recursive: true }));

const VARIABLES = {
	AWS_REGION: 'us-east-1',
	EYES_TABLE: 'table',
	EYES_ACCOUNT: '111122223333',
	EYES_PARTITION: 'aws',
	EYES_INGEST_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/eyes-ingest',
	EYES_NOTIFY_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/eyes-notify.fifo',
	EYES_CONTAIN_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/eyes-contain.fifo',
	EYES_REPORT_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/eyes-report',
	EYES_REPORT_BUCKET: 'eyes-reports-111122223333-us-east-1-0a1b2c3d',
	EYES_EVENTS_BUS: 'eyes-events',
	EYES_SLACK_SECRET: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:slack',
	EYES_SCP: '',
};

describe('a bundle', () => {
	it.each(FUNCTIONS)('of %s starts with only Node and its configuration', (name) => {
		const folder = join(parent, name);
		writeBundle(folder, codeOf(name), aConfiguration(SINGLE));
		const script = `console.log(typeof require('./index.js').handler)`;
		const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
			cwd: folder,
			env: VARIABLES,
			encoding: 'utf8',
		});
		expect(stderr).toBe('');
		expect(stdout).toBe('function\n');
	});

	it('is the same if it is built again', () => {
		expect(bundleCode(entryOf('notify'))).toBe(codeOf('notify'));
	});

	it('contains the checked configuration', () => {
		const configuration = aConfiguration(ORGANIZATION);
		writeBundle(join(parent, 'configured'), '', configuration);
		expect(readConfiguration(join(parent, 'configured'))).toEqual(configuration);
	});
});
