import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settleEnds } from '../../../functions/reconcile/ends.ts';
import type { Containment } from '../../../shared/containment/ledger/ledger.ts';
import { handNotice } from '../../../shared/outbox/notices.ts';
import { slackChannels } from '../../../shared/outbox/slack-channels.ts';
import { stolenKeyPlan } from '../../support/a-case-plan.ts';
import { contained, EXPIRED, NOT_REFERENCED, RELEASED } from '../../support/a-standing.ts';
import {
	aDecisionWorld,
	contain,
	ORGANIZATION,
	release,
	storesOn,
} from '../../support/decision-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { reconcileWorld } from '../../support/reconcile-world.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import { smallCloud } from '../../support/small-cloud.ts';
import { aRecord, givenNotify, NOW, untilDone } from './given-notify.ts';

const ACCOUNT = '111122223333';
const MINJI = 'AIDAEXAMPLEMINJIKIM01';

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack(0, () => NOW);
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

type Shape = Parameters<typeof contained>[1];

/** A containment by hand whose message is due, in a state that a test can change. */
async function givenByHand(name: string | null = null, over: Partial<Containment> = {}) {
	const [request] = stolenKeyPlan().requests;
	if (request === undefined) throw new Error('the plan has no request');
	const byHand = (shape: Shape): Containment => ({
		...contained({ ...request, reason: 'requested-by-person' }, shape),
		...{ id: '0123456789abcdef0123456789abcdef', caseId: null, by: RELEASED.by },
		note: 'stolen laptop',
		...over,
	});
	let containment = byHand({ state: 'publishing' });
	const given = givenNotify(slack);
	const deps = {
		...given.deps,
		ledger: { ...given.deps.ledger, find: async () => containment },
	};
	const notice = handNotice(containment, name);
	let runs = 0;
	const tell = async () => {
		await given.notices.makeDue(notice);
		const hint = aRecord({ about: 'notice', id: notice.id }, 1, `m${++runs}`);
		await untilDone([hint], { deps, wait: given.wait });
	};
	const become = async (shape: Shape) => {
		containment = byHand(shape);
		await tell();
	};
	return { given, deps, notice, tell, become };
}

function card(): string {
	const { text, blocks, attachments } = slack.messages[0] ?? {};
	return JSON.stringify([text, blocks, attachments]);
}
const replies = () => slack.messages.slice(1).map(({ text }) => text);

describe('the message about a containment by hand', () => {
	it('says who asked, whom, how far, until when, in which state, why, and how to undo it', async () => {
		const { tell } = await givenByHand('kim@corp.example');
		await tell();
		for (const part of [
			'🟠 kim@corp.example · 수동 차단 · 차단 중',
			'AWS Login 감지',
			'`kim@corp.example`',
			'aws:userid = AIDA',
			'외부망에서만 차단',
			'까지',
			'`user/sora`',
			'`stolen laptop`',
			'npm run eyes -- release 0123456789abcdef0123456789abcdef --reason',
			'npm run eyes -- status 0123456789abcdef0123456789abcdef',
		])
			expect(card()).toContain(part);
	});

	it('says of a whole role that everybody’s sessions of before a time are denied', async () => {
		const { tell } = await givenByHand('deploy', {
			selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:*' },
			issuedBefore: Date.UTC(2026, 2, 3, 4, 40),
		});
		await tell();
		expect(card()).toContain('2026-03-03 13:40:00 (KST) 전에 발급된 이 역할의 모든 세션');
	});

	it('is updated, and its thread is told of each change once', async () => {
		const { tell, become } = await givenByHand();
		await tell();
		await become({ state: 'effective' });
		await tell();
		expect(card()).toContain('차단 완료');
		expect(replies()).toEqual([expect.stringContaining('차단 완료')]);
		await become({ state: 'ended', ending: RELEASED });
		expect(card()).toContain('해제 완료');
		expect(replies().at(-1)).toContain('님이 차단을 해제했습니다');
		expect(slack.messages).toHaveLength(3);
	});

	it('tells the channel of a failure with what to do, and the thread of the end by the clock', async () => {
		const { tell, become } = await givenByHand();
		await tell();
		await become({ state: 'failed', problem: NOT_REFERENCED });
		expect(card()).toContain('런북에 따라 직접 차단해 주세요');
		expect(slack.messages[1]).toMatchObject({
			text: expect.stringContaining(NOT_REFERENCED.remediation.slice(0, 40)),
			reply_broadcast: true,
		});
		await become({ state: 'ended', ending: EXPIRED });
		expect(replies().at(-1)).toContain('정해진 기간이 끝났습니다');
	});

	it('is posted once, at whatever call a function is killed', async () => {
		for (const call of ['post', 'recordPosted', 'recordReply'] as const) {
			slack.reset();
			const { deps, given, become, tell } = await givenByHand();
			let isKilled = false;
			const kill =
				<A extends unknown[], T>(method: (...args: A) => Promise<T>) =>
				async (...args: A) => {
					const answer = await method(...args);
					if (isKilled) return answer;
					isKilled = true;
					throw new Error('killed');
				};
			const { messages, notices } = deps;
			if (call === 'post') deps.messages = { ...messages, post: kill(messages.post) };
			else if (call === 'recordPosted')
				deps.notices = { ...notices, recordPosted: kill(notices.recordPosted) };
			else deps.notices = { ...notices, recordReply: kill(notices.recordReply) };
			await tell();
			given.wait(60_000);
			await tell();
			await become({ state: 'effective' });
			expect([call, slack.messages.length]).toEqual([call, 2]);
		}
	});

	it('goes where a critical case of its account would go, and mentions the on-call of a failure', async () => {
		const { deps, become, tell } = await givenByHand('kim@corp.example');
		const rule = { severity: 'critical', account: '444455556666', channel: 'C0000PROD' } as const;
		Object.assign(deps, { onCall: 'U0000ONCALL', channels: slackChannels('C0000MAIN', [rule]) });
		await tell();
		expect(card()).not.toContain('<@');
		await become({ state: 'failed', problem: NOT_REFERENCED });
		expect(slack.messages.map(({ channel }) => channel)).toEqual(['C0000PROD', 'C0000PROD']);
		expect(slack.messages[1]).toMatchObject({
			text: expect.stringMatching(/^<@U0000ONCALL> .*`kim@corp\.example`/),
			reply_broadcast: true,
		});
	});

	it('is given up if its containment is gone', async () => {
		const given = givenNotify(slack);
		await given.notices.add(handNotice({ id: 'gone', requestedAt: NOW, until: NOW }));
		await untilDone([aRecord({ about: 'notice', id: 'containment:gone' })], given);
		expect(slack.messages).toEqual([]);
		expect(await given.notices.due(5)).toEqual([]);
	});
});

describe('a containment by hand, on the table', () => {
	const dynamo = withDynamo();

	it('is told from the command to its release', async () => {
		const table = await dynamo().makeTable();
		const world = aDecisionWorld(ORGANIZATION, { stores: storesOn(table) });
		const cloud = smallCloud(table, world.deps.now);
		const hint = async () => {
			await cloud.hintAt.toContain(world.sent.contain.splice(0).map(() => ({ policy: 'scp' })));
			const [notice] = await world.deps.notices.due(1);
			if (notice !== undefined) await cloud.hintAt.toNotify([{ about: 'notice', id: notice.id }]);
			await cloud.settle();
		};
		await contain(world, MINJI, { account: ACCOUNT });
		await hint();
		const shown = () => [...cloud.cards.values()];
		expect(shown()[0]).toContain('minji.kim');
		expect(shown()[0]).toContain('Block by hand · Blocked');
		const [open] = await world.deps.ledger.open();
		await release(world, open?.id ?? '');
		await hint();
		expect(shown()[0]).toContain('Released');
		expect(shown().at(-1)).toContain('released the block');
		expect(await world.deps.notices.due(5)).toEqual([]);
	});

	it('is told by the publisher if the command was killed before it could', async () => {
		const table = await dynamo().makeTable();
		const stores = storesOn(table);
		const killed = {
			...stores,
			notices: { ...stores.notices, add: () => Promise.reject(new Error('killed')) },
		};
		const world = aDecisionWorld(ORGANIZATION, { stores: killed });
		await expect(contain(world, MINJI, { account: ACCOUNT })).rejects.toThrow('killed');
		const cloud = smallCloud(table, world.deps.now);
		await cloud.hintAt.toContain([{ policy: 'scp' }]);
		await cloud.settle();
		expect([...cloud.cards.values()][0]).toContain('Block by hand · Blocked');
	});
});

it('reconcile makes the message due when a containment by hand expires', async () => {
	const { deps, notices, ledger } = reconcileWorld();
	const [request] = stolenKeyPlan().requests;
	if (request === undefined) throw new Error('the plan has no request');
	const asked = { occasion: 'hand-1', caseId: null, state: 'requested', note: 'x' } as const;
	const containment = await ledger.request({ ...asked, request, by: RELEASED.by, at: NOW });
	await settleEnds(containment.until + 1, deps);
	expect(await notices.due(5)).toMatchObject([{ facts: { containment: containment.id } }]);
});
