import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOT_CONTAINED } from '../../../shared/containment/not-contained.ts';
import { assumeRole, consoleLogin, createSession, making } from '../../support/a-record.ts';
import { needsRealLogs, REAL_LOGS } from '../../support/needs.ts';
import { eyes, type Run, root, SAMPLE_DAY } from '../../support/run-eyes.ts';

const schema = JSON.parse(readFileSync(join(root, 'docs/replay-line.schema.json'), 'utf8'));
const isValid = new Ajv({ allowUnionTypes: true }).compile(schema);

function lines({ stdout }: Run): Record<string, unknown>[] {
	return stdout
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line));
}

function invalid(run: Run): unknown[] {
	return lines(run).flatMap((line) => (isValid(line) ? [] : [{ line, errors: isValid.errors }]));
}

/** The cards of cases in an output, each on one line. */
function cardsOf({ stdout }: Run): readonly string[] {
	const cards = stdout.split('\n\n').map((card) => card.replaceAll(/\n▌ */g, ' '));
	return cards.filter((card) => idIn(card) !== undefined);
}

function idIn(card: string): string | undefined {
	return /사건 ID (\w+)/.exec(card)?.[1];
}

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'eyes-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
	const path = join(folder, name);
	writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

describe('eyes replay', () => {
	it('shows the cards of the mode for every case that would be contained', async () => {
		const [observe, ask, contain] = await Promise.all(
			['observe', 'ask', 'contain'].map(async (mode) =>
				cardsOf(await eyes(['replay', ...SAMPLE_DAY, '--mode', mode])),
			),
		);
		const planned = observe?.filter((card) => /차단 계획 +(aws|identitystore):/.test(card)) ?? [];
		expect(planned.length).toBeGreaterThan(4);
		for (const card of planned) {
			const sameOf = (cards?: readonly string[]) =>
				cards?.find((one) => idIn(one) === idIn(card)) ?? '';
			expect(card).toContain(' · 차단하지 않음 AWS ');
			expect(sameOf(ask)).toContain(' · 승인 대기(모의) AWS ');
			expect(sameOf(contain)).toContain(' · 차단 완료(모의) AWS ');
		}
		const others = (cards?: readonly string[]) =>
			cards?.filter((card) => !planned.some((one) => idIn(one) === idIn(card)));
		expect(others(contain)).toEqual(others(observe));
	});

	it('gives the results that the README of the sample day describes', async () => {
		const run = await eyes(['replay', ...SAMPLE_DAY, '--format', 'jsonl']);
		expect(run.code).toBe(3);
		expect(invalid(run)).toEqual([]);
		const told = lines(run)
			.filter(({ disposition, posted }) => disposition === 'alert' || posted === true)
			.sort((a, b) => (String(a.time) < String(b.time) ? -1 : 1))
			.map(
				({ time, event, disposition, severity }) =>
					`${String(time).slice(11, 16)} ${event} ${disposition} ${severity}`,
			);
		expect(told).toEqual([
			'00:17 ConsoleLogin record low',
			'01:05 AssumeRoleWithWebIdentity alert medium',
			'04:20 AssumeRole alert medium',
			'05:02 UserAuthentication record low',
			'05:09 CreateToken alert critical',
			'06:10 UserAuthentication alert high',
			'06:10 CreateToken alert medium',
			'06:10 GetRoleCredentials alert medium',
			'07:33 GetCallerIdentity alert high',
			'07:34 AssumeRole alert critical',
			'07:41 AssumeRole alert high',
			'08:20 GetFederationToken alert critical',
			'09:30 AssumeRoleWithWebIdentity alert medium',
			'10:52 GetCallerIdentity alert high',
			'10:54 CreateUser alert high',
			'10:54 CreateAccessKey alert high',
			'12:15 ConsoleLogin watch low',
			'12:16 ConsoleLogin watch medium',
			'12:16 ConsoleLogin watch medium',
			'12:16 ConsoleLogin watch medium',
			'12:17 ConsoleLogin watch medium',
			'12:17 ConsoleLogin watch medium',
			'13:31 ConsoleLogin watch high',
			'13:32 ConsoleLogin alert critical',
		]);
	});

	it('reads files of any name in a folder, and names what is something else', async () => {
		const named = mkdtempSync(join(folder, 'other-'));
		const subscription = {
			messageType: 'DATA_MESSAGE',
			logEvents: [{ id: '0', message: JSON.stringify(consoleLogin()) }],
		};
		writeFileSync(
			join(named, '000000.gz'),
			gzipSync(JSON.stringify({ Records: [consoleLogin()] })),
		);
		writeFileSync(join(named, 'a-1-2026-03-03-04-25-00-9f'), JSON.stringify(subscription));
		writeFileSync(join(named, 'digest'), '{"digestStartTime":"2026-03-03T00:00:00Z"}');
		writeFileSync(join(named, '.DS_Store'), 'x');
		writeFileSync(join(named, 'notes.txt'), 'nothing to see\n');
		writeFileSync(join(named, 'old.zip'), 'PK\x03\x04\x00\xff', 'latin1');
		const trust = ['--trust', 'office=203.0.113.0/24'];
		const run = await eyes(['replay', named, ...trust, '--format', 'jsonl']);
		expect(run.stderr).toContain('2 records');
		expect(run.stderr).toContain('1 digest, 1 text file');
		expect(run.stderr).toContain('1 hidden file or folder');
		expect(run.code).toBe(3);
		expect(lines(run).flatMap(({ refused }) => refused ?? [])).toEqual([
			expect.stringMatching(/^other-format: a zip archive: unzip FILE/),
		]);
		expect(invalid(run)).toEqual([]);
	});

	it('counts what makes a credential, and what uses one, apart from the sign-ins', async () => {
		const path = join(mkdtempSync(join(folder, 'made-')), 'log.json');
		const refused = making('CreateUser', { eventID: 'e2', errorCode: 'AccessDenied' });
		const Records = [consoleLogin(), making('CreateAccessKey'), refused];
		writeFileSync(path, JSON.stringify({ Records }));
		const { stdout, stderr } = await eyes(['replay', path, '--trust', 'cafe=192.0.2.0/24']);
		const text = stdout + stderr;
		expect(text).toContain('3 records, 1 of the sign-in services');
		expect(text).toContain('  sign-ins: alert 1   watch 0   odd 0   record 0   ignore 0\n');
		expect(text).toContain('credentials made: 2 calls');
		expect(text).toContain('(1 refused, 1 without the name of what was made)');
		expect(text).toContain(
			'  at work from untrusted networks: 1 key in 2 calls; 2 told, 0 joined what was told\n' +
				'    high: AKIABORAEXAMPLE of bora (iam-user of 111122223333): 2 calls (1 failed) of iam from 203.0.113.9 2 on 2026-03-03; most telling: iam:CreateAccessKey, iam:CreateUser\n',
		);
		expect(text).not.toContain('so not alerted');
	});

	it('says what is not judged if uses of credentials are off', async () => {
		const folderOff = mkdtempSync(join(folder, 'off-'));
		const path = join(folderOff, 'log.json');
		const config = join(folderOff, 'eyes.config.ts');
		const networks = [{ name: 'cafe', cidrs: ['192.0.2.0/24'] }];
		writeFileSync(config, `export default ${JSON.stringify({ networks, use: { keys: false } })};`);
		writeFileSync(path, JSON.stringify({ Records: [consoleLogin(), making('CreateAccessKey')] }));
		const { stdout, stderr } = await eyes(['replay', path, '--config', config]);
		const text = stdout + stderr;
		expect(text).toContain('so not alerted: bora (iam-user) 1\n');
		expect(text).toContain(
			'not judged: calls with access keys that obtained no session, because use.keys is off\n',
		);
		expect(text).not.toContain('at work from');
	});

	it('prints the summary of each day at its end, and counts what is in it', async () => {
		const odd = (day: number, hour: number, n: number) =>
			consoleLogin({
				eventTime: `2026-03-0${day}T0${hour}:00:00Z`,
				...{ sourceIPAddress: `192.0.2.${n}`, responseElements: null },
			});
		const alert = consoleLogin({
			...{ eventTime: '2026-03-04T02:00:00Z', sourceIPAddress: '192.0.2.9' },
		});
		const path = file('odd.json', {
			Records: [odd(3, 1, 7), odd(3, 5, 7), odd(4, 1, 8), alert],
		});
		const options = [path, '--trust', 'office=203.0.113.0/24'];
		const text = await eyes(['replay', ...options]);
		const days = [...text.stdout.matchAll(/일일 요약 · (\S+)|AWS Login 감지/g)].map(
			([, day]) => day,
		);
		expect(days).toEqual(['2026-03-03', undefined, '2026-03-04']);
		const unwrapped = text.stdout.replaceAll(/\n▌ {2,}/g, ' ');
		expect(unwrapped).toContain('· 2회 · 192.0.2.7 · 처음 10:00 · 마지막 14:00');
		expect(text.stdout).toContain('told once a day: 3 in 2 daily summaries');

		const since = await eyes(['replay', ...options, '--since', '2026-03-04']);
		expect(since.stdout).not.toContain('일일 요약 · 2026-03-03');
		expect(since.stdout).toContain('told once a day: 1 in 1 daily summary');
		const only = await eyes(['replay', ...options, '--only', 'alert']);
		expect(only.stdout).not.toContain('일일 요약');

		const jsonl = await eyes(['replay', ...options, '--format', 'jsonl']);
		expect(invalid(jsonl)).toEqual([]);
		expect(lines(jsonl).map(({ posted, inSummary }) => [posted, inSummary])).toEqual([
			...[
				[false, true],
				[false, true],
				[false, true],
			],
			[true, false],
		]);
		const slack = await eyes(['replay', ...options, '--format', 'slack']);
		expect(lines(slack).filter(({ text: shown }) => String(shown).startsWith('일일'))).toHaveLength(
			2,
		);
	});

	it('has a schema with every reason for not containing', () => {
		const { notContained } = schema.definitions.judged.properties.containment.properties;
		expect(notContained.enum).toEqual([null, ...Object.keys(NOT_CONTAINED)]);
	});

	it('says what would be contained because of each alert, and why it is not', async () => {
		const run = await eyes([
			'replay',
			...SAMPLE_DAY,
			'--format',
			'jsonl',
			'--only',
			'alert',
			'--mode',
			'contain',
		]);
		// The mode replaces those of all accounts, and the management account stays covered.
		expect(run.stdout).toContain('"iam:222233334444"');
		const told = lines(run).flatMap(({ event, containment }) => {
			if (containment === undefined) return [];
			const { requests, notContained } = containment as {
				requests: { selector: { value: string } }[];
				notContained: string | null;
			};
			return [
				`${event}: ${requests.map(({ selector }) => selector.value.slice(0, 6)).join(' ') || notContained}`,
			];
		});
		expect(told.sort()).toEqual([
			'AssumeRole: AIDAX6 AROAWX',
			'AssumeRole: AROASW',
			'AssumeRole: AROAWX AROALT',
			'AssumeRoleWithWebIdentity: workload',
			'AssumeRoleWithWebIdentity: workload',
			'ConsoleLogin: arn:aw',
			'CreateAccessKey: AIDAQM',
			'CreateToken: 10e49d',
			'CreateToken: 9cc043',
			'CreateUser: AIDAQM',
			'GetCallerIdentity: AIDAQM',
			'GetCallerIdentity: AIDAX6',
			'GetFederationToken: AIDAX6 444455',
			'GetRoleCredentials: 10e49d',
			'UserAuthentication: 10e49d',
		]);
	});

	it('gives a step the id of the login that comes after it', async () => {
		const byId = new Map(
			lines(await eyes(['replay', ...SAMPLE_DAY, '--format', 'jsonl'])).map((line) => [
				line.eventId,
				line,
			]),
		);
		const steps = [...byId.values()].filter(
			({ event }) => event === 'CredentialChallenge' || event === 'CheckMfa',
		);
		expect(steps.length).toBeGreaterThan(4);
		for (const { reasons } of steps) {
			const [{ code, eventId }] = reasons as [{ code: string; eventId: string }];
			expect([
				code,
				['UserAuthentication', 'ConsoleLogin'].includes(String(byId.get(eventId)?.event)),
			]).toEqual(['step-of', true]);
		}
	});

	it.each(['jsonl', 'text', 'slack'])(
		'prints the same bytes as %s with any number of workers',
		async (format) => {
			const [one, two, five] = await Promise.all(
				['1', '2', '5'].map((workers) =>
					eyes(['replay', ...SAMPLE_DAY, '--format', format, '--workers', workers]),
				),
			);
			expect(one?.stdout.length).toBeGreaterThan(1000);
			expect(two?.stdout).toBe(one?.stdout);
			expect(five?.stdout).toBe(one?.stdout);
		},
	);

	it('prints one Slack message on each line and one card for each case', async () => {
		const slack = await eyes(['replay', ...SAMPLE_DAY, '--format', 'slack']);
		expect(
			lines(slack).every(
				({ text, attachments }) => typeof text === 'string' && Array.isArray(attachments),
			),
		).toBe(true);
		const text = await eyes(['replay', ...SAMPLE_DAY]);
		expect(text.stdout.match(/AWS (Login|액세스 키 사용) 감지/g)).toHaveLength(lines(slack).length);
		expect(text.stdout).toContain('not readable: 1 × no-time');
	});

	it('reads standard input, and ends with 0 if everything was read', async () => {
		const run = await eyes(
			['replay', '-', '--trust', 'office=203.0.113.0/24', '--format', 'jsonl'],
			JSON.stringify({ Records: [consoleLogin(), assumeRole({ sourceIPAddress: '192.0.2.1' })] }),
		);
		expect(run.code).toBe(0);
		expect(lines(run).map(({ source, disposition }) => [source, disposition])).toEqual([
			[{ file: '-', index: 0 }, 'record'],
			[{ file: '-', index: 1 }, 'alert'],
		]);
	});

	it('uses --trust in place of the configured networks', async () => {
		const path = file('login.json', { Records: [consoleLogin({ sourceIPAddress: '192.0.2.1' })] });
		const run = await eyes(['replay', path, '--trust', '192.0.2.0/24', '--format', 'jsonl']);
		expect(lines(run)).toMatchObject([
			{ network: { classification: 'trusted', name: '192.0.2.0/24' } },
		]);
	});

	it('filters by disposition and time', async () => {
		const run = await eyes([
			'replay',
			...SAMPLE_DAY,
			'--format',
			'jsonl',
			'--only',
			'alert,watch',
			'--since',
			'2026-03-03T07:00:00Z',
			'--until',
			'2026-03-03T17:15:00+09:00',
		]);
		expect(lines(run).map(({ event }) => event)).toEqual([
			'AssumeRole',
			'AssumeRole',
			'GetCallerIdentity',
		]);
	});

	it('continues after bad files and names each', async () => {
		const broken = file('broken.json', '{"Records":[');
		const noGzip = file('lie.json.gz', 'not gzip, not JSON');
		const good = file('good.json', {
			Records: [consoleLogin(), null, consoleLogin({ eventTime: 'soon' })],
		});
		const run = await eyes([
			'replay',
			broken,
			noGzip,
			good,
			'--trust',
			'203.0.113.0/24',
			'--format',
			'jsonl',
		]);
		expect(run.code).toBe(3);
		expect(invalid(run)).toEqual([]);
		const got = lines(run).map(({ source, disposition, refused }) => [
			(source as { file: string }).file,
			disposition,
			refused !== undefined,
		]);
		expect(got).toContainEqual([good, 'record', false]);
		expect(got.filter(([, , refused]) => refused)).toHaveLength(4);
	});

	it.each([
		['no path', ['replay'], "missing required argument 'path'"],
		[
			'a path that is not there',
			['replay', 'nowhere', '--trust', '203.0.113.0/24'],
			'nowhere: no such file or folder',
		],
		['an unknown option', ['replay', 'x', '--formt', 'text'], '--formt'],
		[
			'an unknown format',
			['replay', 'x', '--format', 'xml'],
			'Allowed choices are text, jsonl, slack',
		],
		['an unknown disposition', ['replay', 'x', '--only', 'alerts'], 'Choose from alert'],
		[
			'an invalid time',
			['replay', 'x', '--since', 'monday'],
			"argument 'monday' is invalid. Write 2026-03-03",
		],
		['no workers', ['replay', 'x', '--workers', '0'], 'from 1 to 256'],
		[
			'a CIDR with host bits',
			['replay', ...SAMPLE_DAY, '--trust', '203.0.113.5/24'],
			'did you mean 203.0.113.0/24',
		],
		[
			'nearly the whole internet',
			['replay', ...SAMPLE_DAY, '--trust', 'a=0.0.0.0/1', '--trust', 'b=128.0.0.0/1'],
			'wider than /8, so strangers would be trusted',
		],
		[
			'a private range alone',
			['replay', ...SAMPLE_DAY, '--trust', '10.0.0.0/8', '--mode', 'contain'],
			'without public networks or VPC endpoints',
		],
		[
			'a configuration that is not there',
			['replay', 'cli/sample-day', '--config', 'none.ts'],
			'none.ts: no such file',
		],
	])('ends with 2 and a sentence for %s', async (_, args, sentence) => {
		const { code, stdout, stderr } = await eyes(args);
		expect([code, stdout]).toEqual([2, '']);
		expect(stderr).toContain(sentence);
		expect(stderr).not.toMatch(/^\s+at /m);
	});

	it('names every error of a configuration', async () => {
		const config = file(
			'bad.config.mjs',
			'export default { networks: [{ name: "a", cidrs: ["0.0.0.0/0"] }], locale: "fr" };',
		);
		const { code, stderr } = await eyes(['replay', 'cli/sample-day', '--config', config]);
		expect(code).toBe(2);
		expect(stderr).toContain('locale');
	});

	it('reads a session of Roles Anywhere and an unknown call into valid lines', async () => {
		const Records = [createSession(), assumeRole({ eventName: 'GetNewKey' })];
		const log = file('new.json', { Records });
		const trust = ['--trust', 'office=203.0.113.0/24'];
		const run = await eyes(['replay', log, ...trust, '--format', 'jsonl']);
		expect(invalid(run)).toEqual([]);
		expect(lines(run)).toMatchObject([
			{ principal: { kind: 'certificate' }, credential: { kind: 'certificate' } },
			{ disposition: 'odd', event: 'GetNewKey' },
		]);
	});

	it('reads 7,678 real records, with every line valid and every refusal explained', async (context) => {
		needsRealLogs(context);
		const trust = ['--trust', 'office=203.0.113.0/24'];
		const run = await eyes(['replay', REAL_LOGS, ...trust, '--format', 'jsonl']);
		expect(invalid(run)).toEqual([]);
		expect(lines(run).length).toBeGreaterThan(200);
		expect(run.code).toBe(3);
		expect(lines(run).filter(({ refused }) => refused !== undefined)).toHaveLength(5);
	});
});
