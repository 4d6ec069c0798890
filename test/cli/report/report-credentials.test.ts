import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eyes, type Run, root } from '../../support/run-eyes.ts';

const CREDENTIALS = 'cli/sample-day/credentials';
const DEV = `${CREDENTIALS}/harbor-dev.csv`;
const PROD = `${CREDENTIALS}/harbor-prod.csv`;
const CONFIG = ['--config', 'cli/sample-day/eyes.config.ts'];
const AT = ['--at', '2026-03-09T09:00'];
const TRAIL = ['--trail', 'cli/sample-day/AWSLogs'];
const SIDE_FILES = [
	...['--access-keys', `${CREDENTIALS}/access-keys.json`],
	...['--service-credentials', `${CREDENTIALS}/service-credentials.json`],
];

/** Runs the command on both accounts of the sample company, without a trail. */
function report(...args: string[]): Promise<Run> {
	return eyes(['report', 'credentials', DEV, PROD, ...CONFIG, ...AT, ...args]);
}

const nullableText = v.nullable(v.string());
const json = v.object({
	week: v.string(),
	at: v.string(),
	accounts: v.array(v.object({ account: v.string(), at: v.string() })),
	failed: v.array(v.object({ account: v.string(), why: v.string() })),
	counts: v.record(v.string(), v.nullable(v.number())),
	credentials: v.array(
		v.looseObject({
			...{ user: v.string(), account: v.string(), partition: v.string(), credential: v.string() },
			...{ ageDays: v.nullable(v.number()), lastUsed: nullableText, isNew: v.boolean() },
			owner: v.nullable(v.object({ value: v.string(), source: v.string(), tag: nullableText })),
			use: v.looseObject({}),
			findings: v.array(
				v.looseObject({ code: v.string(), severity: v.string(), benchmarks: v.looseObject({}) }),
			),
		}),
	),
});

function read({ stdout }: Run) {
	return v.parse(v.pipe(v.string(), v.parseJson(), json), stdout);
}

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'eyes-report-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
	const path = join(folder, name);
	writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

function emptyFolder(name: string): string {
	const path = join(folder, name);
	mkdirSync(path, { recursive: true });
	return path;
}

const dev = readFileSync(join(root, DEV), 'utf8');

describe('eyes report credentials on the sample company', () => {
	let whole: Run;
	beforeAll(async () => {
		whole = await report(...TRAIL, ...SIDE_FILES, '--format', 'json');
	});

	it('finds which keys are old, whose they are, and what still uses them', () => {
		const { week, at, failed, counts, credentials } = read(whole);
		expect([week, at, failed]).toEqual(['2026-W11', '2026-03-09T00:00:00.000Z', []]);
		expect(counts).toEqual({
			...{ accounts: 2, users: 11, activeKeys: 5, action: 9, new: null, resolved: null },
			...{ withoutOwner: 7, oldestKeyDays: 1393 },
		});
		expect(
			credentials.map(({ user, credential, ageDays, owner, findings }) =>
				[user, credential, ageDays, owner?.source, findings.map(({ code }) => code).join('+')].join(
					' ',
				),
			),
		).toEqual([
			'taeho.lim AKIA2PCWJ3N4MEXAMPLE 1393  key-untrusted-use+key-too-old',
			'break-glass user 1200  user-dormant',
			'metrics-export AKIAEXAMPLEMETRC7Q2M 412 configuration key-untrusted-use+key-too-old',
			'BedrockAPIKey-h4q2 ACCAEXAMPLEBEDRCKH4Q2 96  service-credential-no-expiry+service-credential-too-old',
			'dongha.shin password 80  password-no-mfa',
			'break-glass password 330  password-unused',
			'hana.oh@harbor.example AKIAEXAMPLEHANA1X118 118 user-name key-too-old',
			'build-agent AKIAEXAMPLEBUILD47KQ 47  key-never-used',
			'legacy-backup AKIAEXAMPLELEGACY9BK 1390  inactive-key-kept',
			'hana.oh@harbor.example user 300 user-name two-active-keys',
		]);
	});

	it('says where the stolen key was used', () => {
		const [stolen] = read(whole).credentials;
		expect(stolen?.use.trail).toMatchObject({
			...{ programs: ['aws-cli 2.31', 'aws-cli 2.33'], networkCount: 2, services: ['sts'] },
			networks: [
				{ network: '192.0.2.77', classification: 'untrusted' },
				{ network: 'seoul-hq', classification: 'trusted' },
			],
		});
	});

	it('names what it could not read of the trail, and ends with 3', () => {
		expect(whole.code).toBe(3);
		expect(whole.stderr).toContain('trail: 15 files, 77 records, 2026-03-03 to 2026-03-03');
		expect(whole.stderr).toContain('trail, not readable: 1 × no-time');
	});

	it('says what is new and what is resolved since an earlier report', async () => {
		const { credentials, ...earlier } = read(whole);
		const before = {
			...{ ...earlier, ageBands: [1, 1, 1, 1, 1] },
			credentials: credentials.map((one) =>
				one.user === 'dongha.shin' ? { ...one, user: 'gone' } : one,
			),
		};
		const previous = file('previous.json', before);
		const now = await report(...SIDE_FILES, ...TRAIL, '--format', 'json', '--previous', previous);
		expect(read(now).counts).toMatchObject({ action: 9, new: 1, resolved: 1 });
		const added = read(now).credentials.filter(({ isNew }) => isNew);
		expect(added.map(({ user }) => user)).toEqual(['dongha.shin']);
	});

	it('reads what aws iam get-credential-report prints, with its time, from standard input', async () => {
		const printed = {
			Content: Buffer.from(dev).toString('base64'),
			ReportFormat: 'text/csv',
			GeneratedTime: '2026-03-08T22:30:00+00:00',
		};
		const args = ['report', 'credentials', '-', ...CONFIG, ...AT, '--format', 'json'];
		const run = await eyes(args, JSON.stringify(printed));
		expect([run.code, run.stderr]).toEqual([0, '']);
		expect(read(run).accounts).toEqual([
			{ account: '444455556666', at: '2026-03-08T22:30:00.000Z' },
		]);
		expect(read(run).credentials[0]).toMatchObject({
			...{ user: 'taeho.lim', credential: 'access-key-1', ageDays: 1393 },
		});
	});

	it('says that a CSV does not tell its time, if nobody does', async () => {
		const run = await eyes(['report', 'credentials', DEV, ...CONFIG, '--format', 'json']);
		expect(run.stderr).toContain('ages are counted up to now');
		expect((await report()).stderr).toBe('');
	});
});

describe('the formats', () => {
	it('prints a text without colours to a file', async () => {
		const { code, stdout, stderr } = await report();
		expect([code, stderr]).toEqual([0, '']);
		expect(stdout.split('\n').slice(0, 3)).toEqual([
			'주간 액세스 키 점검 · 2026년 11주차',
			'조치 필요 8 · 담당자 미상 6 · 최장 수명 1,393일',
			'2026-03-09 09:00:00 (KST)',
		]);
		expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
	});

	it('prints a CSV', async () => {
		const { code, stdout } = await report('--format', 'csv');
		expect([code, stdout.startsWith('\uFEFF')]).toEqual([0, true]);
		const rows: string[][] = parse(stdout, { bom: true });
		expect(rows.slice(0, 2).map((row) => row.slice(0, 4))).toEqual([
			['계정 ID', '계정', '사용자', '자격 증명'],
			['4444-5555-6666', 'harbor-dev', 'taeho.lim', 'access-key-1'],
		]);
	});

	it('prints an HTML file', async () => {
		const { code, stdout } = await report('--format', 'html');
		expect(code).toBe(0);
		expect(stdout).toMatch(/^<!doctype html>\n<html lang="ko">/);
		expect(stdout).toContain('taeho.lim');
	});

	it('shows the numbers of the benchmarks that are asked for', async () => {
		const { stdout } = await report('--benchmark', '3.0,5.0', '--benchmark', '7.0');
		expect(stdout).toContain('CIS 3.0 1.14, CIS 5.0 1.13, CIS 7.0 2.12');
	});
});

describe('the exit code', () => {
	it.each([
		['critical', 0],
		['high', 4],
		['info', 4],
	])('with --fail-on %s is %i', async (severity, code) => {
		expect((await report('--fail-on', severity)).code).toBe(code);
	});

	it('is 3 if a file cannot be read, which is named, and 3 beats 4', async () => {
		const broken = file('broken.csv', 'user,arn\nkim,"minsu');
		const run = await report(broken, '--fail-on', 'high', '--format', 'json');
		expect(run.code).toBe(3);
		expect(read(run).accounts).toHaveLength(2);
		expect(read(run).failed).toMatchObject([
			{ account: broken, why: expect.stringContaining('Quote Not Closed') },
		]);
	});

	it.each([
		['folder', '', 'it is a folder'],
		['semicolons.csv', 'user;arn\nkim;x', 'its first line is not the header'],
		['cut.json', '{"Content":"dXNlc', 'or not all of it'],
		['empty.csv', ' ', 'it is empty'],
	])('is 3 with the reason for a file that is no report: %s', async (name, text, why) => {
		const path = name === 'folder' ? emptyFolder(name) : file(name, text);
		const run = await eyes(['report', 'credentials', path, ...CONFIG, ...AT]);
		expect([run.code, run.stdout]).toEqual([3, expect.stringContaining(why)]);
	});

	it('is 3 if a trail cannot be joined to keys, because no file has their ids', async () => {
		const run = await eyes(['report', 'credentials', DEV, ...CONFIG, ...AT, ...TRAIL]);
		expect([run.code, run.stdout]).toEqual([3, expect.stringContaining('add --access-keys')]);
	});

	it('is 2 if --at is before what the report says', async () => {
		const run = await eyes(['report', 'credentials', DEV, ...CONFIG, '--at', '2020-01-01']);
		expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('--at: is before')]);
	});

	it('is 3 if nothing can be read, and nobody is told that nothing was found', async () => {
		const other = file('other.json', { Users: [] });
		const run = await eyes(['report', 'credentials', other, ...CONFIG, ...AT]);
		expect(run.code).toBe(3);
		expect(run.stdout).toContain('조회한 계정이 없어 이상 여부를 알 수 없습니다.');
	});

	it('is 3 if an account is in two files', async () => {
		const again = file('again.csv', dev);
		const run = await report(again, '--format', 'json');
		expect([run.code, read(run).failed.map(({ account }) => account)]).toEqual([3, [again]]);
	});

	it('is 3 if a side file names a user whom no report has', async () => {
		const keys = file('keys.json', { nobody: [] });
		const run = await report('--access-keys', keys);
		expect([run.code, run.stderr]).toEqual([3, 'not in any credential report: nobody\n']);
	});
});

describe('a command line that asks for something impossible', () => {
	const other = () => file('other.csv', dev.replaceAll('444455556666', '777788889999'));

	it.each<[string, () => string[], string]>([
		['a missing file', () => ['nowhere.csv'], 'nowhere.csv: no such file'],
		[
			'a name in two accounts',
			() => [DEV, other(), '--access-keys', file('two.json', { 'taeho.lim': [] })],
			'taeho.lim: is a user of two accounts; name it by its ARN: arn:aws:iam::444455556666:user/taeho.lim',
		],
		[
			'a trail without trusted networks',
			() => [DEV, ...TRAIL, '--config', file('none.mjs', 'export default { networks: [] };')],
			'--trail: without trusted networks every key would look stolen',
		],
		[
			'an empty folder for a trail',
			() => [DEV, ...CONFIG, '--trail', emptyFolder('empty')],
			'holds no CloudTrail records',
		],
		[
			'a missing folder for a trail',
			() => [DEV, ...CONFIG, '--trail', 'no-logs'],
			'no-logs: no such file or folder',
		],
		[
			'side files without a report',
			() => [...CONFIG, ...SIDE_FILES],
			'--access-keys and --service-credentials belong to credential reports on disk',
		],
		[
			'a side file that is no JSON',
			() => [DEV, ...CONFIG, '--access-keys', PROD],
			`${PROD}: is not JSON of the form`,
		],
		[
			'a side file with a key without a status',
			() => [DEV, ...CONFIG, '--access-keys', file('bad.json', { 'taeho.lim': [{}] })],
			'bad.json: taeho.lim, entry 0: AccessKeyId',
		],
		[
			'an earlier report that is none',
			() => [DEV, ...CONFIG, '--previous', DEV],
			`${DEV}: is not a report that --format json has written`,
		],
		[
			'an earlier report that is missing',
			() => [DEV, ...CONFIG, '--previous', 'before.json'],
			'before.json: cannot be read',
		],
		['an unknown format', () => [DEV, '--format', 'xml'], 'Allowed choices are text, csv, json'],
		['an unknown severity', () => [DEV, '--fail-on', 'bad'], 'Allowed choices are info, low'],
		['an unknown benchmark', () => [DEV, '--benchmark', '8.0'], 'Choose from 3.0, 4.0.1'],
		['a time that is none', () => [DEV, '--at', 'monday'], 'Write 2026-03-03'],
	])('ends with 2 and a sentence for %s', async (_, args, sentence) => {
		const { code, stdout, stderr } = await eyes(['report', 'credentials', ...args()]);
		expect([code, stdout]).toEqual([2, '']);
		expect(stderr).toContain(sentence);
		expect(stderr).not.toMatch(/^\s+at /m);
	});
});

describe('the help', () => {
	it('names every option, the exit code of --fail-on, and an example', async () => {
		const { code, stdout } = await eyes(['report', 'credentials', '--help']);
		expect(code).toBe(0);
		const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
		expect(options).toEqual([
			...['--config', '--trust', '--trail', '--access-keys', '--service-credentials'],
			...['--previous', '--at', '--benchmark', '--format', '--fail-on'],
		]);
		expect(stdout).toContain('exit with 4 if a finding is at least so severe');
		expect(stdout).toContain('npm run eyes -- report credentials report.json --access-keys');
		expect((await eyes(['--help'])).stdout).toMatch(/report +credentials: which access keys/);
	});
});
