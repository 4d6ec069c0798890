import { describe, expect, it } from 'vitest';
import { reportCredentials } from '../../../functions/report-credentials/report-credentials.ts';
import { dynamodbKeyUses } from '../../../shared/history/dynamodb-key-uses.ts';
import { dynamodbNotices } from '../../../shared/outbox/dynamodb-notices.ts';
import { dynamodbReportRuns } from '../../../shared/report/dynamodb-report-runs.ts';
import { readSummary } from '../../../shared/report/report-summary.ts';
import { daysAgo, GENERATED } from '../../support/a-user.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { csvOf, reportWorld, type World } from '../../support/report-world.ts';

const dynamo = withDynamo();
const WEEK = '2026-W49';
const PROD = '111122223333';
const DEV = '444455556666';
const DENIED = { why: 'the role eyes-report-reader cannot be assumed', isLasting: true };
const THROTTLED = { why: 'IAM asks to wait', isLasting: false };

function iso(days: number): string {
	return new Date(daysAgo(days)).toISOString();
}

/** An account with one old key. */
function anOldKey(account: string, days = 400): World {
	return {
		csv: csvOf(account, { dana: iso(days) }),
		keys: { dana: [{ id: `AKIAEXAMPLE${account.slice(0, 9)}`, createdAt: daysAgo(days) }] },
		tags: { dana: { Owner: 'platform team' } },
	};
}

async function given(worlds: Readonly<Record<string, World>>, report = {}) {
	const table = await dynamo().makeTable();
	const accounts = new Map(Object.entries(worlds));
	const world = reportWorld(table, accounts, report);
	const summary = () => {
		const text = world.archive.files.get(`reports/${WEEK}/summary.json`);
		return text === undefined ? null : readSummary(text);
	};
	const notices = () => dynamodbNotices(table).due(50);
	return { ...world, table, accounts, summary, notices };
}

describe('the weekly credential report', () => {
	it('reads every account, keeps the files, and is told once', async () => {
		const { start, drain, summary, notices, archive, sent, table } = await given({
			[PROD]: anOldKey(PROD),
			[DEV]: anOldKey(DEV, 10),
		});
		await start();
		await drain();
		expect(summary()).toMatchObject({
			week: WEEK,
			counts: { accounts: 2, users: 4, activeKeys: 2, action: 1, withoutOwner: 0 },
			failed: [],
			credentials: [{ user: 'dana', account: PROD, credential: 'AKIA…2223' }],
		});
		expect([...archive.files.keys()].filter((name) => !name.includes('/accounts/'))).toEqual([
			...[`keys/${PROD}.json`, `keys/${DEV}.json`],
			...[`reports/${WEEK}/report.json`, `reports/${WEEK}/summary.json`],
			...[`reports/${WEEK}/owners.json`, `reports/${WEEK}/eyes-credentials-${WEEK}.csv`],
			`reports/${WEEK}/eyes-credentials-${WEEK}.html`,
		]);
		expect((await notices()).map(({ id }) => id)).toEqual([
			`credential-report:${WEEK}`,
			`credential-report:${WEEK}:csv`,
			`credential-report:${WEEK}:html`,
		]);
		expect(sent.notify).toEqual([`notice credential-report:${WEEK} report ${WEEK}`]);
		expect((await dynamodbReportRuns(table).find(WEEK))?.toldAt).toBe(GENERATED);

		await start();
		await drain();
		expect(sent.notify).toHaveLength(1);
	});

	it('names an account that cannot be read, at once if asking again does not help', async () => {
		const { start, drain, summary, telemetry, asked } = await given({
			[PROD]: anOldKey(PROD),
			[DEV]: { ...anOldKey(DEV), fails: DENIED },
		});
		await start();
		await drain();
		expect(summary()?.failed).toEqual([{ account: DEV, why: DENIED.why }]);
		expect(telemetry.counted).toEqual(['ReportAccountFailed', 'ReportTold']);
		expect(asked.filter((one) => one.startsWith(`${DEV} report`))).toHaveLength(1);
	});

	it('asks three times if asking again may help', async () => {
		const { start, drain, summary, asked } = await given({
			[PROD]: { ...anOldKey(PROD), fails: THROTTLED },
		});
		await start();
		await drain();
		expect(asked).toHaveLength(3);
		expect(summary()).toMatchObject({ counts: { accounts: 0 }, failed: [{ account: PROD }] });
	});

	it('is told after two hours without the accounts that are missing', async () => {
		const { start, deliver, queue, summary, clock, telemetry } = await given({
			[PROD]: anOldKey(PROD),
			[DEV]: anOldKey(DEV),
		});
		await start();
		const [prod] = queue;
		if (prod !== undefined) await deliver(prod);
		await deliver({ about: 'run', week: WEEK });
		expect(summary()).toBeNull();
		clock.now += 2 * 3_600_000;
		await deliver({ about: 'run', week: WEEK });
		expect(summary()?.failed).toMatchObject([{ account: DEV }]);
		expect(summary()?.failed[0]?.why).toContain('within two hours');
		expect(telemetry.counted).toEqual(['ReportTold']);
	});

	it('goes on with a new message where time was up', async () => {
		const users = Object.fromEntries(
			Array.from({ length: 30 }, (_, at): [string, string] => [`user-${at}`, iso(400)]),
		);
		const keys = Object.fromEntries(
			Object.keys(users).map((user, at) => [
				user,
				[{ id: `AKIAEXAMPLE${String(at).padStart(9, '0')}`, createdAt: daysAgo(400) }],
			]),
		);
		const { start, drain, summary, clock, deps, asked } = await given({
			[PROD]: { csv: csvOf(PROD, users), keys },
		});
		// Every call takes a minute.
		const slow = { ...deps.reader };
		Object.assign(deps.reader, {
			accessKeys: (account: string, user: string) => {
				clock.now += 60_000;
				return slow.accessKeys(account, user);
			},
		});
		await start();
		await drain();
		expect(asked.filter((one) => one.includes(' keys '))).toHaveLength(30);
		expect(asked.filter((one) => one.endsWith(' report')).length).toBeGreaterThan(2);
		expect(summary()).toMatchObject({ counts: { action: 30 }, failed: [] });
	});

	it('asks for the keys again only where the report has changed, or after four weeks', async () => {
		const { start, drain, archive, accounts, clock, asked, deps } = await given({
			[PROD]: {
				csv: csvOf(PROD, { dana: iso(10), bora: iso(10) }),
				keys: { dana: [{ id: 'AKIAEXAMPLEDANA00001', createdAt: daysAgo(10) }] },
			},
		});
		const keysAsked = () => asked.splice(0).filter((one) => one.includes(' keys '));
		const nextWeek = async () => {
			clock.now += 7 * 86_400_000;
			await reportCredentials({ scheduledAt: new Date(clock.now).toISOString() }, deps);
			await drain();
		};
		await start();
		await drain();
		expect(keysAsked()).toHaveLength(2);
		await nextWeek();
		expect(keysAsked()).toEqual([]);
		accounts.set(PROD, { csv: csvOf(PROD, { dana: iso(3), bora: iso(10) }) });
		await nextWeek();
		expect(keysAsked()).toEqual([`${PROD} keys dana`]);
		for (let week = 0; week < 3; week++) await nextWeek();
		expect(keysAsked()).toContain(`${PROD} keys bora`);
		expect(archive.files.has('reports/2026-W53/report.json')).toBe(true);
	});

	it('knows from history that a key was used from an untrusted network', async () => {
		const world = await given({ [PROD]: anOldKey(PROD, 10) });
		await dynamodbKeyUses(world.table).remember(`AKIAEXAMPLE${PROD.slice(0, 9)}`, {
			...{ network: '192.0.2.77', classification: 'untrusted', agent: 'aws-cli/2.15.0' },
			...{ service: 'sts', action: 'AssumeRole', lastAt: daysAgo(3) },
		});
		await world.start();
		await world.drain();
		expect(world.summary()?.credentials).toMatchObject([
			{
				findings: [{ code: 'key-untrusted-use', detail: '192.0.2.77' }],
				owner: { value: 'platform team', tag: 'Owner' },
			},
		]);
	});

	it('compares with the latest earlier report, also if a week is missing', async () => {
		const world = await given({ [PROD]: anOldKey(PROD) });
		await world.start();
		await world.drain();
		const text = world.archive.files.get(`reports/${WEEK}/report.json`) ?? '';
		const later = await given({ [PROD]: anOldKey(PROD), [DEV]: anOldKey(DEV) });
		later.archive.files.set('reports/2026-W45/report.json', text);
		await later.start();
		await later.drain();
		expect(later.summary()?.counts).toMatchObject({ action: 2, new: 1, resolved: 0 });
	});

	it('writes to owners only where that is configured', async () => {
		const owners = [{ user: 'dana', owner: 'Dana', slack: 'U0123456789' }];
		const quiet = await given({ [PROD]: anOldKey(PROD) }, { owners });
		await quiet.start();
		await quiet.drain();
		expect(await quiet.notices()).toHaveLength(3);
		const telling = await given({ [PROD]: anOldKey(PROD) }, { owners, tellOwners: true });
		await telling.start();
		await telling.drain();
		expect((await telling.notices()).at(-1)).toMatchObject({
			kind: 'credential-report-owner',
			facts: { week: WEEK, number: '0' },
		});
	});

	it('refuses an event that is neither of the queue nor of the schedule', async () => {
		const { deps } = await given({});
		await expect(reportCredentials({ scheduledAt: 'Monday' }, deps)).rejects.toThrow('scheduledAt');
	});
});

describe('a report that is killed at any call', () => {
	it.each(['before', 'after'] as const)('ends in one message: %s the call', async (when) => {
		for (let call = 1, wasKilled = true; wasKilled; call++) {
			const world = await given({
				[PROD]: anOldKey(PROD),
				[DEV]: { ...anOldKey(DEV), fails: DENIED },
			});
			world.calls.killAt(call, when);
			await world.start().catch(() => {});
			await world.drain().catch(() => {});
			wasKilled = world.calls.isKilled();
			world.calls.restart();
			// Scheduler invokes again what failed, SQS delivers again, and reconcile wakes the rest.
			await world.start();
			await world.drain();
			world.clock.now += 3 * 3_600_000;
			for (const { week } of await world.deps.runs.overdue(world.clock.now))
				await world.deliver({ about: 'run', week });
			expect((await world.notices()).map(({ kind }) => kind)).toEqual([
				...['credential-report', 'credential-report-file', 'credential-report-file'],
			]);
			expect(world.summary()).toMatchObject({
				counts: { accounts: 1, action: 1 },
				failed: [{ account: DEV }],
			});
			expect(await world.deps.runs.overdue(world.clock.now)).toEqual([]);
		}
	});
});
