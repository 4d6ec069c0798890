import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reportNoticeId } from '../../../shared/outbox/notices.ts';
import type { OwnerShare } from '../../../shared/report/owner-shares.ts';
import { ownersFile, summaryFile, threadFile } from '../../../shared/report/report-files.ts';
import { aReportedKey, aSummary } from '../../support/a-report.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import { aRecord, CHANNEL, deliver, type GivenNotify, givenNotify, NOW } from './given-notify.ts';

const WEEK = '2026-W49';
const REPORT = reportNoticeId(WEEK);

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack(0, () => NOW);
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

/** The report of a week with its files, kept and due. */
async function givenReport(): Promise<GivenNotify> {
	const given = givenNotify(slack);
	given.archive.files.set(summaryFile(WEEK), JSON.stringify(aSummary()));
	given.archive.files.set(threadFile(WEEK, 'csv'), '\uFEFF사용자\r\n');
	await given.notices.add({
		...{ id: REPORT, kind: 'credential-report', at: NOW, facts: { week: WEEK } },
	});
	return given;
}

async function addFile({ notices }: GivenNotify): Promise<void> {
	const facts = { week: WEEK, file: 'csv' };
	await notices.add({ id: `${REPORT}:csv`, kind: 'credential-report-file', at: NOW + 1, facts });
}

async function addOwner(
	{ notices, archive }: GivenNotify,
	recipient: OwnerShare['recipient'],
): Promise<void> {
	const share: OwnerShare = { recipient, owner: 'sora', credentials: [aReportedKey()] };
	archive.files.set(ownersFile(WEEK), JSON.stringify([share]));
	const facts = { week: WEEK, number: '0' };
	await notices.add({ id: `${REPORT}:owner-0`, kind: 'credential-report-owner', at: NOW, facts });
}

function run(given: GivenNotify) {
	return deliver([aRecord({ about: 'notice', id: REPORT })], given.deps);
}

function blockTypes(): string[][] {
	return slack.messages.map(({ blocks }) => blocks.map((block) => String(Object(block).type)));
}

describe('the report in the channel', () => {
	it('has a chart and a data table where Slack takes them', async () => {
		const given = await givenReport();
		await run(given);
		expect(blockTypes()).toEqual([
			['header', 'section', 'data_visualization', 'data_table', 'context'],
		]);
		expect(slack.messages[0]).toMatchObject({ channel: CHANNEL });
	});

	it('has an older table if Slack refuses the data table, and each refusal is logged', async () => {
		const given = await givenReport();
		slack.script({ method: 'chat.postMessage', refuseBlock: 'data_table', times: 9 });
		await run(given);
		expect(blockTypes()).toEqual([['header', 'section', 'section', 'table', 'context']]);
		expect(given.telemetry.logged.map(({ message }) => message)).toEqual([
			'Slack refused the form of a message, a simpler one is sent instead',
		]);
	});

	it('is a text if Slack refuses every table', async () => {
		const given = await givenReport();
		for (const refuseBlock of ['data_table', 'table'])
			slack.script({ method: 'chat.postMessage', refuseBlock, times: 9 });
		await run(given);
		expect(blockTypes()).toEqual([[]]);
		expect(slack.messages[0]?.text).toContain('AKIA…7Q2M');
		expect(given.telemetry.logged).toHaveLength(2);
		expect(given.telemetry.counted).toContain('SlackPosted notice');
		expect(await given.notices.due(9)).toEqual([]);
	});
});

describe('the files of the report', () => {
	it('come into its thread', async () => {
		const given = await givenReport();
		await addFile(given);
		await run(given);
		const [message, shared] = slack.messages;
		expect(shared).toMatchObject({ thread_ts: message?.ts, files: [slack.files[0]?.id] });
		expect(slack.files[0]).toMatchObject({ name: 'eyes-credentials-2026-W49.csv' });
		expect(Buffer.from(slack.files[0]?.bytes ?? []).toString()).toBe('\uFEFF사용자\r\n');
		expect(await given.notices.due(9)).toEqual([]);
	});

	it('are shared once although the answer of Slack got lost', async () => {
		const given = await givenReport();
		await addFile(given);
		slack.script({ method: 'files.completeUploadExternal', status: 503, taken: true });
		await run(given);
		expect(await given.notices.due(9)).toHaveLength(1);
		given.wait(60_000);
		await run(given);
		expect(slack.messages).toHaveLength(2);
		expect(slack.files).toHaveLength(1);
		expect(await given.notices.due(9)).toEqual([]);
	});

	it('are uploaded again if the bytes did not arrive', async () => {
		const given = await givenReport();
		await addFile(given);
		slack.script({ method: 'upload', status: 500 });
		await run(given);
		given.wait(60_000);
		await run(given);
		expect(slack.messages).toHaveLength(2);
		expect(slack.files.map(({ message }) => message !== null)).toEqual([false, true]);
	});

	it('wait as long as Slack asks', async () => {
		const given = await givenReport();
		await addFile(given);
		slack.script({ method: 'files.getUploadURLExternal', status: 429, retryAfter: 7 });
		await run(given);
		expect(given.deferred).toEqual([7000]);
	});
});

describe('the message to an owner', () => {
	it('goes to the person of the configuration, with their keys', async () => {
		const given = await givenReport();
		await addOwner(given, { kind: 'slack', id: 'U0SORA000' });
		await run(given);
		const told = slack.messages.find(({ channel }) => channel === 'D0SORA000');
		expect(told?.text).toBe('조치가 필요한 자격 증명 1건');
		expect(JSON.stringify(told?.blocks)).toContain('data_table');
	});

	it('goes to the person with the e-mail address, and to nobody if there is none', async () => {
		const given = await givenReport();
		await addOwner(given, { kind: 'email', address: 'sora@example.com' });
		await run(given);
		expect(slack.messages.map(({ channel }) => channel)).toEqual([CHANNEL]);
		expect(given.telemetry.logged).toContainEqual(
			expect.objectContaining({ message: 'owner of credentials not told' }),
		);
		expect(await given.notices.due(9)).toEqual([]);

		slack.reset();
		slack.people.set('sora@example.com', 'U0SORA000');
		const known = await givenReport();
		await addOwner(known, { kind: 'email', address: 'sora@example.com' });
		await run(known);
		expect(slack.messages.map(({ channel }) => channel).sort()).toEqual([CHANNEL, 'D0SORA000']);
	});

	it('does not hold up the channel if the person cannot be written to', async () => {
		const given = await givenReport();
		await run(given);
		await addOwner(given, { kind: 'slack', id: 'U0SORA000' });
		slack.script({ method: 'chat.postMessage', error: 'messages_tab_disabled' });
		expect((await run(given)).batchItemFailures).toEqual([]);
		expect(given.telemetry.logged.at(-1)).toMatchObject({
			...{ level: 'warn', fields: { why: 'messages_tab_disabled' } },
		});
		expect(await given.notices.due(9)).toEqual([]);
	});
});
