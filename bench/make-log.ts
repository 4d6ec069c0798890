import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const REAL_RECORDS = resolve(import.meta.dirname, '../../shared/data/make-large-log.mjs');
const PER_FILE = 300;

/**
 * Makes a log of about so many unpacked bytes. It is made once and kept in the folder for temporary
 * files.
 */
export function makeLog(bytes: number): { folder: string; made: string } {
	const isReal = existsSync(REAL_RECORDS);
	const folder = join(tmpdir(), `eyes-bench-${isReal ? 'real' : 'invented'}-${bytes}`);
	const made = isReal
		? 'real records, repeated with other ids, times and addresses'
		: 'invented records';
	if (existsSync(join(folder, 'complete'))) return { folder: join(folder, 'log'), made };
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	if (isReal) repeatReal(join(folder, 'log'), bytes);
	else invent(join(folder, 'log'), bytes);
	writeFileSync(join(folder, 'complete'), '');
	return { folder: join(folder, 'log'), made };
}

function repeatReal(out: string, bytes: number): void {
	const done = spawnSync(process.execPath, [REAL_RECORDS, '--out', out, '--bytes', String(bytes)], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (done.status !== 0) throw new Error(`${REAL_RECORDS} ended with ${done.status}`);
}

/** One record in fifty is a sign-in, as in the logs of busy accounts. */
function invent(out: string, bytes: number): void {
	let written = 0;
	for (let file = 0; written < bytes; file++) {
		const folder = join(
			out,
			'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03',
			String(1 + (file % 28)).padStart(2, '0'),
		);
		const records = Array.from({ length: PER_FILE }, (_, n) =>
			n % 50 === 0 ? login(file, n) : call(file, n),
		);
		const text = JSON.stringify({ Records: records });
		mkdirSync(folder, { recursive: true });
		writeFileSync(
			join(folder, `111122223333_CloudTrail_us-east-1_${file}.json.gz`),
			gzipSync(text),
		);
		written += text.length;
	}
}

function common(file: number, n: number) {
	const time = new Date(Date.UTC(2026, 2, 1 + (file % 28), 0, 0, (file * 37 + n * 11) % 86_400));
	return {
		eventVersion: '1.11',
		userIdentity: {
			type: 'IAMUser',
			principalId: `AIDA${n % 40}EXAMPLE`,
			arn: `arn:aws:iam::111122223333:user/u${n % 40}`,
			accountId: '111122223333',
			userName: `u${n % 40}`,
		},
		eventTime: time.toISOString().replace('.000', ''),
		awsRegion: 'us-east-1',
		sourceIPAddress: n % 3 === 0 ? `203.0.113.${n % 250}` : `192.0.2.${(file + n) % 250}`,
		userAgent:
			'aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/linux#6.6.9 md/arch#x86_64 lang/python#3.11.9',
		eventID: `00000000-0000-4000-8000-${String(file * PER_FILE + n).padStart(12, '0')}`,
		recipientAccountId: '111122223333',
		eventCategory: 'Management',
	};
}

function login(file: number, n: number) {
	return {
		...common(file, n),
		eventSource: 'signin.amazonaws.com',
		eventName: 'ConsoleLogin',
		responseElements: { ConsoleLogin: 'Success' },
		additionalEventData: { MFAUsed: 'Yes', LoginTo: 'https://console.aws.amazon.com/' },
	};
}

function call(file: number, n: number) {
	const item = {
		instanceId: `i-${n}`,
		state: { code: 16, name: 'running' },
		tags: [{ key: 'team', value: `t${n}` }],
	};
	return {
		...common(file, n),
		eventSource: 'ec2.amazonaws.com',
		eventName: 'DescribeInstances',
		requestParameters: {
			filterSet: { items: [item, item] },
			maxResults: 100,
			note: `{"nested":"text ${n}"}`,
		},
		responseElements: null,
		readOnly: true,
	};
}
