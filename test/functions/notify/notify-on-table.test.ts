import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { dynamodbBreakerLedger } from '../../../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../../../shared/containment/ledger/dynamodb-ledger.ts';
import { breakerNotice } from '../../../shared/notification/events/announce-breaker.ts';
import { dynamodbNotices } from '../../../shared/outbox/dynamodb-notices.ts';
import { stolenKeyPlan } from '../../support/a-case-plan.ts';
import { CONTAINED_AT, RELEASED } from '../../support/a-standing.ts';
import { RULE } from '../../support/a-submitted-request.ts';
import { addAsJudge } from '../../support/an-addition.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import {
	aboutCase,
	aRecord,
	deliver,
	givenNotify,
	NOW,
	openCaseOf,
	signInOf,
} from './given-notify.ts';

const dynamo = withDynamo();
let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack(0, () => NOW);
});
afterAll(() => slack.stop());

describe('notify, on the table', () => {
	it('shows a case with its containment, and the breaker, as they are in the table', async () => {
		const table = await dynamo().makeTable();
		const [cases, notices, ledger] = [
			dynamodbCases(table),
			dynamodbNotices(table),
			dynamodbLedger(table),
		];
		const breaker = dynamodbBreakerLedger(table);
		const { deps } = givenNotify(slack, { cases, notices, ledger, breaker });
		const stored = await openCaseOf(cases, 'taeho');
		const { id } = stored.case;
		const [request] = stolenKeyPlan().requests;
		if (request === undefined) throw new Error('the plan has no request');
		const common = { occasion: id, caseId: id, by: RULE, note: null, at: CONTAINED_AT };
		const containment = await ledger.request({ ...common, request, state: 'held' });
		expect(stored.containments).toEqual([containment.id]);

		await deliver([aRecord(aboutCase(stored))], deps);
		expect(slack.messages[0]?.text).toContain('차단 보류');

		await ledger.release(containment.id, { by: RELEASED.by, at: RELEASED.at, why: 'VPN' });
		await cases.answer(id, { by: 'arn:aws:iam::111122223333:user/sora', at: RELEASED.at });
		await breaker.openBreaker({ why: 'moved', at: NOW });
		const opening = await breaker.breaker();
		if (opening === null) throw new Error('the breaker is not open');
		await notices.add(breakerNotice(opening));
		const hints = [aboutCase(stored), { about: 'notice', id: 'breaker-1' } as const];
		const records = hints.map((hint, at) => aRecord(hint, 1, `m${at}`));
		expect(await deliver(records, deps)).toEqual({ batchItemFailures: [] });
		expect(await deliver(records, deps)).toEqual({ batchItemFailures: [] });

		// The card was posted first. The notice came before the reply, because the case is not
		// critical.
		expect(slack.messages.map(({ text }) => text)).toEqual([
			expect.stringContaining('해제 완료'),
			expect.stringContaining('자동 차단 중지'),
			'`user/sora` 님이 차단을 해제했습니다. 사유: `VPN`',
		]);
		expect((await breaker.breaker())?.toldAt).toBe(NOW);
		expect([await cases.due(9), await notices.due(9)]).toEqual([[], []]);
	});

	it('shows what a human has contained if rules only observe', async () => {
		slack.reset();
		const table = await dynamo().makeTable();
		const [cases, notices, ledger] = [
			dynamodbCases(table),
			dynamodbNotices(table),
			dynamodbLedger(table),
		];
		const { deps } = givenNotify(slack, {
			cases,
			notices,
			ledger,
			breaker: dynamodbBreakerLedger(table),
		});
		const { requests } = stolenKeyPlan();
		const plan = { requests, notContained: 'mode-observe', advice: null } as const;
		const stored = await addAsJudge(cases, signInOf('taeho', 'high'), { plan });
		const { id } = stored.case;
		await deliver([aRecord(aboutCase(stored))], deps);
		expect(JSON.stringify(slack.messages)).toContain(`npm run eyes -- contain ${id} --reason`);

		const by = { occasion: id, caseId: id, by: RELEASED.by, note: 'not her', at: CONTAINED_AT };
		for (const request of requests) await ledger.request({ ...by, request, state: 'requested' });
		await cases.touch(id);
		await deliver([aRecord(aboutCase(stored))], deps);
		expect(slack.messages[0]?.text).toContain('차단 중');
		expect(JSON.stringify(slack.messages)).toContain(
			'`user/sora` 님이 차단을 요청했습니다. 사유: `not her`',
		);
		expect(slack.messages).toHaveLength(1);
	});
});
