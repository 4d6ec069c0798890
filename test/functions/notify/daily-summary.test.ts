import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { summaryNoticeId } from '../../../shared/outbox/notices.ts';
import { LineCount } from '../../../shared/summary/count-line.ts';
import { DayLines } from '../../../shared/summary/daily-summary.ts';
import { summaryText } from '../../../shared/summary/summary-text.ts';
import { anOdd, aWorkload, DAY, entryOf } from '../../support/a-summary.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import { aRecord, type GivenNotify, givenNotify, openCaseOf, untilDone } from './given-notify.ts';

const ID = summaryNoticeId(DAY);
const HINT = { about: 'notice', id: ID } as const;

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack();
});
beforeEach(() => slack.reset());
afterAll(() => slack.stop());

async function givenSummary(): Promise<GivenNotify> {
	const given = givenNotify(slack);
	const lines = new DayLines(DAY);
	for (const judged of [aWorkload('ci-deploy'), anOdd('CreateToken')])
		lines.add(new LineCount(entryOf(judged)).line());
	const facts = { day: DAY, summary: summaryText(lines.summary()) };
	await given.notices.add({ id: ID, kind: 'daily-summary', at: 1, facts });
	return given;
}

describe('the daily summary in Slack', () => {
	it('is posted once, after the alerts', async () => {
		const given = await givenSummary();
		await openCaseOf(given.cases, 'minji', 'low');
		for (let run = 0; run < 2; run++) await untilDone([aRecord(HINT)], given);
		expect(slack.messages).toHaveLength(2);
		expect(slack.messages[0]?.text).toContain('minji');
		expect(slack.messages[1]?.text).toContain(`일일 요약 · ${DAY}`);
		expect(JSON.stringify(slack.messages[1]?.blocks)).toContain('ci-deploy');
		expect(await given.notices.due(9)).toEqual([]);
	});

	it('is posted as text if Slack refuses the blocks', async () => {
		slack.script({ method: 'chat.postMessage', refuseBlock: 'section', times: 1 });
		const given = await givenSummary();
		await untilDone([aRecord(HINT)], given);
		expect(slack.messages).toHaveLength(1);
		expect(slack.messages[0]?.text).toContain('ci-deploy');
	});
});
