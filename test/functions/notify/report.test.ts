import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reportNoticeId } from '../../../shared/outbox/notices.ts';
import type { ReportedCredential } from '../../../shared/report/report.ts';
import { ownersFile, summaryFile, threadFile } from '../../../shared/report/report-files.ts';
import type { ReportSummary } from '../../../shared/report/report-summary.ts';
import { GENERATED } from '../../support/a-user.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import {
	aRecord,
	deliver,
	type GivenNotify,
	givenNotify,
	openCaseOf,
	untilDone,
} from './given-notify.ts';

const WEEK = '2026-W49';
const ID = reportNoticeId(WEEK);
const HINT = { about: 'notice', id: ID } as const;

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack();
});
beforeEach(() => slack.reset());
afterAll(() => slack.stop());

const anOldKey: ReportedCredential = {
	...{ account: '111122223333', partition: 'aws', user: 'dana', credential: 'AKIA…7Q2M' },
	...{
		at: GENERATED,
		createdAt: 0,
		ageDays: 400,
		lastUsedAt: null,
		owner: null,
		isGone: false,
		isNew: false,
	},
	use: { iam: null, history: null, trail: null },
	findings: [{ code: 'key-too-old', severity: 'high', dueAt: null, detail: null }],
};

const summary: ReportSummary = {
	...{ week: WEEK, at: GENERATED, failed: [], notes: [], more: 0, credentials: [anOldKey] },
	...{ ageBands: [3, 0, 0, 1, 0], previousAgeBands: null },
	counts: {
		...{ accounts: 1, users: 4, activeKeys: 4, action: 1, new: null, resolved: null },
		...{ withoutOwner: 1, oldestKeyDays: 400 },
	},
};

/** A report that the function has kept and left in the outbox. */
async function givenReport(owner: object | null = null): Promise<GivenNotify> {
	const given = givenNotify(slack);
	const { archive, notices } = given;
	await archive.put(summaryFile(WEEK), JSON.stringify(summary), '');
	await archive.put(threadFile(WEEK, 'csv'), '\uFEFFaccount\r\n', '');
	await archive.put(threadFile(WEEK, 'html'), '<!doctype html>', '');
	const share = { recipient: owner, owner: 'Dana', credentials: [anOldKey] };
	await archive.put(ownersFile(WEEK), JSON.stringify(owner === null ? [] : [share]), '');
	await notices.add({ id: ID, kind: 'credential-report', at: 1, facts: { week: WEEK } });
	for (const [at, file] of ['csv', 'html'].entries()) {
		const facts = { week: WEEK, file };
		await notices.add({ id: `${ID}:${file}`, kind: 'credential-report-file', at: at + 2, facts });
	}
	if (owner !== null) {
		const facts = { week: WEEK, number: '0' };
		await notices.add({ id: `${ID}:owner-0`, kind: 'credential-report-owner', at: 4, facts });
	}
	return given;
}

function methods(): string[] {
	return slack.calls.map(({ method, answer }) =>
		answer === 'ok' ? method : `${method} ${answer}`,
	);
}

describe('the report in Slack', () => {
	it('is one message with two files in its thread', async () => {
		const given = await givenReport();
		await untilDone([aRecord(HINT)], given);
		const [message, ...others] = slack.messages.filter(({ thread_ts }) => thread_ts === undefined);
		expect(others).toEqual([]);
		expect(JSON.stringify(message?.blocks)).toContain('data_table');
		expect(
			slack.files.map((file) => ({ name: file.name, threadTs: file.message?.thread_ts })),
		).toEqual([
			{ name: `eyes-credentials-${WEEK}.csv`, threadTs: message?.ts },
			{ name: `eyes-credentials-${WEEK}.html`, threadTs: message?.ts },
		]);
		expect(await given.notices.due(9)).toEqual([]);
	});

	it('is shown by older blocks if Slack refuses the newer ones, and each refusal is logged', async () => {
		slack.script({ method: 'chat.postMessage', refuseBlock: 'data_table', times: 9 });
		const given = await givenReport();
		await untilDone([aRecord(HINT)], given);
		const types = slack.messages[0]?.blocks.map((block) => Object(block).type);
		expect(types).toEqual(['header', 'section', 'section', 'table', 'context']);
		expect(given.telemetry.logged).toMatchObject([
			{
				message: 'Slack refused the form of a message, a simpler one is sent instead',
				fields: { error: 'invalid_blocks' },
			},
		]);
	});

	it('is shown as text if Slack refuses every table', async () => {
		slack.script({ method: 'chat.postMessage', refuseBlock: 'data_table', times: 9 });
		slack.script({ method: 'chat.postMessage', refuseBlock: 'table', times: 9 });
		const given = await givenReport();
		await untilDone([aRecord(HINT)], given);
		const [message] = slack.messages;
		expect(message?.blocks).toEqual([]);
		expect(message?.text).toContain('dana');
		expect(methods().filter((one) => one.startsWith('chat.'))).toEqual([
			...['chat.postMessage invalid_blocks', 'chat.postMessage invalid_blocks', 'chat.postMessage'],
		]);
	});

	it('comes after an alert that is due at the same time', async () => {
		const given = await givenReport();
		await openCaseOf(given.cases, 'minji', 'low');
		await untilDone([aRecord(HINT)], given);
		const [first] = slack.messages;
		expect(first?.text).toContain('minji');
	});

	it('does not share a file twice if only the answer was lost', async () => {
		slack.script({ method: 'files.completeUploadExternal', taken: true, status: 503 });
		const given = await givenReport();
		await untilDone([aRecord(HINT)], given);
		expect(slack.files.map(({ name }) => name)).toEqual([
			...[`eyes-credentials-${WEEK}.csv`, `eyes-credentials-${WEEK}.html`],
		]);
	});

	it('uploads a file again if its bytes did not arrive', async () => {
		slack.script({ method: 'upload', status: 500 });
		const given = await givenReport();
		await untilDone([aRecord(HINT)], given);
		const [csv, html] = [`eyes-credentials-${WEEK}.csv`, `eyes-credentials-${WEEK}.html`];
		const shared = slack.files.filter(({ message }) => message !== null);
		expect(slack.files.map(({ name }) => name)).toEqual([csv, csv, html]);
		expect(shared.map(({ name }) => name)).toEqual([csv, html]);
		expect(Buffer.from(shared[0]?.bytes ?? []).toString()).toBe('\uFEFFaccount\r\n');
	});

	it('waits as long as Slack asks before it uploads a file', async () => {
		slack.script({ method: 'files.getUploadURLExternal', status: 429, retryAfter: 7 });
		const given = await givenReport();
		const asked = () =>
			slack.calls.filter(({ method }) => method === 'files.getUploadURLExternal').length;
		await deliver([aRecord(HINT)], given.deps);
		// The queue does not wait so long, because new hints would wait too.
		expect(given.deferred).toEqual([5000]);
		const before = asked();
		given.wait(5000);
		await deliver([aRecord(HINT)], given.deps);
		expect(asked()).toBe(before);
		given.wait(2000);
		await untilDone([aRecord(HINT)], given);
		expect(slack.files).toHaveLength(2);
	});

	it('goes on with the others if an owner cannot be written to', async () => {
		const given = await givenReport();
		await untilDone([aRecord(HINT)], given);
		const facts = { week: WEEK, number: '0' };
		const share = { recipient: { kind: 'slack', id: 'U0123456789' }, credentials: [anOldKey] };
		await given.archive.put(ownersFile(WEEK), JSON.stringify([{ ...share, owner: 'Dana' }]), '');
		const id = `${ID}:owner-0`;
		await given.notices.add({ id, kind: 'credential-report-owner', at: 4, facts });
		slack.script({ method: 'chat.postMessage', error: 'messages_tab_disabled' });
		await untilDone([aRecord(HINT)], given);
		expect(given.telemetry.logged.at(-1)).toMatchObject({
			...{ level: 'warn', fields: { why: 'messages_tab_disabled' } },
		});
		expect(await given.notices.due(9)).toEqual([]);
	});

	it('is posted although the app may not write files', async () => {
		slack.script({ method: 'files.getUploadURLExternal', error: 'missing_scope', times: 9 });
		const given = await givenReport();
		await openCaseOf(given.cases, 'minji', 'low');
		await untilDone([aRecord(HINT)], given);
		expect(slack.messages).toHaveLength(2);
		expect(given.telemetry.counted).toContain('SlackRefused missing_scope');
		expect(await given.notices.due(9)).toHaveLength(2);
	});

	it('tells an owner by their Slack id, or by their e-mail address', async () => {
		const given = await givenReport({ kind: 'slack', id: 'U0123456789' });
		await untilDone([aRecord(HINT)], given);
		expect(slack.messages.at(-1)?.channel).toBe('D0123456789');
		slack.reset();
		const other = await givenReport({ kind: 'email', address: 'nobody@example.com' });
		await untilDone([aRecord(HINT)], other);
		expect(methods()).toContain('users.lookupByEmail users_not_found');
		expect(await other.notices.due(9)).toEqual([]);
		expect(other.telemetry.logged.map(({ message }) => message)).toContain(
			'owner of credentials not told',
		);
	});

	it('waits where its files are not in the bucket', async () => {
		const given = givenNotify(slack);
		await given.notices.add({ id: ID, kind: 'credential-report', at: 1, facts: { week: WEEK } });
		await untilDone([aRecord(HINT, 9)], given);
		expect(slack.messages).toEqual([]);
		expect(await given.notices.due(9)).toHaveLength(1);
	});
});
