import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookAt } from '../../../shared/stack-sets/look.ts';
import { completed, NEVER_LOOKED } from '../../../shared/stack-sets/watch-state.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import { anInstance, REASONS } from '../../support/some-instances.ts';
import { aRecord, givenNotify, NOW, openCaseOf, untilDone } from './given-notify.ts';

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack();
});
beforeEach(() => slack.reset());
afterAll(() => slack.stop());

async function givenNotice() {
	const given = givenNotify(slack);
	const failed = anInstance({ status: 'OUTDATED', detail: 'FAILED', reason: REASONS.scp });
	const { notice } = completed(NEVER_LOOKED, lookAt([failed], []), NOW);
	if (notice === null) throw new Error('no notice');
	await given.notices.add(notice);
	return { given, hint: aRecord({ about: 'notice', id: notice.id }) };
}

describe('the notice about StackSets in Slack', () => {
	it('is posted once, after the alerts', async () => {
		const { given, hint } = await givenNotice();
		await openCaseOf(given.cases, 'minji', 'low');
		for (let run = 0; run < 2; run++) await untilDone([hint], given);
		expect(slack.messages).toHaveLength(2);
		expect(slack.messages[0]?.text).toContain('minji');
		expect(JSON.stringify(slack.messages[1]?.blocks)).toContain('us-west-2');
		expect(await given.notices.due(9)).toEqual([]);
	});

	it('is posted as text if Slack refuses the blocks', async () => {
		slack.script({ method: 'chat.postMessage', refuseBlock: 'section', times: 1 });
		const { given, hint } = await givenNotice();
		await untilDone([hint], given);
		expect(slack.messages).toHaveLength(1);
		expect(slack.messages[0]?.text).toContain('us-west-2');
	});
});
