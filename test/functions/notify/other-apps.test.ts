import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import {
	aboutCase,
	aRecord,
	CHANNEL,
	givenNotify,
	NOW,
	openCaseOf,
	untilDone,
} from './given-notify.ts';

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack(0, () => NOW);
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

/** Another app of the workspace posts with a key that it has guessed. */
async function otherApp(key: string, threadTs?: string): Promise<void> {
	const metadata = { event_type: 'eyes_message', event_payload: { key } };
	const body = { channel: CHANNEL, text: 'nothing to see', thread_ts: threadTs, metadata };
	await fetch(`${slack.apiUrl}chat.postMessage`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-another-app' },
		body: JSON.stringify(body),
	});
}

function textsAfter(count: number): string {
	return slack.messages
		.slice(count)
		.map(({ text }) => text)
		.join('\n');
}

describe('another app in the channel', () => {
	it('cannot keep the thread from being told that a denial failed', async () => {
		const given = givenNotify(slack);
		const stored = await openCaseOf(given.cases, 'taeho');
		await untilDone([aRecord(aboutCase(stored))], given);
		const card = slack.messages[0];
		for (const policy of ['scp', 'iam:111122223333'])
			await otherApp(`case:${stored.case.id}:failed:${policy}:not-permitted`, card?.ts);
		const before = slack.messages.length;
		const problem = { reason: 'not-permitted', remediation: 'Allow it.' };
		await given.contain(stored.case.id, { state: 'failed', problem });
		given.wait(10_000);
		await untilDone([aRecord(aboutCase(stored), 1, 'm2')], given);
		expect(textsAfter(before)).toContain('Allow it.');
	});

	it('cannot pass for the card that a killed run has posted', async () => {
		const given = givenNotify(slack);
		const stored = await openCaseOf(given.cases, 'taeho');
		await otherApp(`case:${stored.case.id}`);
		await given.cases.claim(stored.case.id, { by: 'killed', at: NOW - 120_000 }, 60_000);
		await untilDone([aRecord(aboutCase(stored))], given);
		expect(textsAfter(1)).toContain('taeho');
	});

	it('cannot keep the opening of the breaker untold', async () => {
		const given = givenNotify(slack);
		await otherApp('notice:breaker-1');
		const facts = { number: '1', why: 'people' };
		await given.notices.add({ id: 'breaker-1', kind: 'breaker-opened', at: NOW, facts });
		await given.notices.claim('breaker-1', { by: 'killed', at: NOW - 120_000 }, 60_000);
		await untilDone([aRecord({ about: 'notice', id: 'breaker-1' })], given);
		expect(slack.messages).toHaveLength(2);
		expect(given.told).toEqual([1]);
	});
});
