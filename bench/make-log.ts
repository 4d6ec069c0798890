import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const REAL_RECORDS = resolve(import.meta.dirname, '../../shared/data/make-large-log.mjs');
const PER_FILE = 300;

/**
 * What the calls of an invented log show: no access key; in one record of twenty that of a job at the
 * office, or of a job at an address that nobody has listed, so that each of its calls is judged.
 */
export const KEYS = ['none', 'office', 'elsewhere'] as const;
type Keys = (typeof KEYS)[number];

interface MadeLog {
	readonly folder: string;
	readonly made: string;
}

/**
 * Makes a log of about so many unpacked bytes, of the real records where they are. It is made once
 * and kept in the folder for temporary files.
 */
export function makeLog(bytes: number): MadeLog {
	if (!existsSync(REAL_RECORDS)) return makeInvented(bytes, 'none');
	const made = 'real records, repeated with other ids, times and addresses';
	return { folder: makeOnce(`real-${bytes}`, (out) => repeatReal(out, bytes)), made };
}

/** Makes a log of invented records in the same way. */
export function makeInvented(bytes: number, keys: Keys): MadeLog {
	const folder = makeOnce(`invented-${keys}-${bytes}`, (out) => invent(out, { bytes, keys }));
	return { folder, made: 'invented records' };
}

function makeOnce(name: string, make: (out: string) => void): string {
	const folder = join(tmpdir(), `eyes-bench-${name}`);
	const out = join(folder, 'log');
	if (existsSync(join(folder, 'complete'))) return out;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	make(out);
	writeFileSync(join(folder, 'complete'), '');
	return out;
}

function repeatReal(out: string, bytes: number): void {
	const done = spawnSync(process.execPath, [REAL_RECORDS, '--out', out, '--bytes', String(bytes)], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (done.status !== 0) throw new Error(`${REAL_RECORDS} ended with ${done.status}`);
}

/** One record in fifty is a sign-in, as in the logs of busy accounts. */
function invent(out: string, { bytes, keys }: { bytes: number; keys: Keys }): void {
	let written = 0;
	for (let file = 0; written < bytes; file++) {
		const folder = join(
			out,
			'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03',
			String(1 + (file % 28)).padStart(2, '0'),
		);
		const records = Array.from({ length: PER_FILE }, (_, n) =>
			n % 50 === 0 ? login(file, n) : withKey(call(file, n), { n, keys }),
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

/** Ten jobs, each with a key and an address of its own. */
const JOBS = 10;

function withKey(record: ReturnType<typeof call>, { n, keys }: { n: number; keys: Keys }) {
	if (keys === 'none' || n % 20 !== 7) return record;
	const job = Math.floor(n / 20) % JOBS;
	const { userIdentity, ...rest } = record;
	return {
		...rest,
		userIdentity: { ...userIdentity, accessKeyId: `AKIAEXAMPLEBENCHJOB${job}` },
		sourceIPAddress: keys === 'office' ? `203.0.113.${job}` : `198.51.100.${job}`,
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
