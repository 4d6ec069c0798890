import { describe, expect, it } from 'vitest';
import type { Containment } from '../../../../shared/containment/ledger/ledger.ts';
import type { ThreadContainment } from '../../../../shared/notification/card/containment-replies.ts';
import {
	type ThreadSource,
	threadReplies,
} from '../../../../shared/notification/card/thread-replies.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { stolenKeyPlan } from '../../../support/a-case-plan.ts';
import {
	CONTAINED_AT,
	contained,
	EXPIRED,
	NOT_REFERENCED,
	RELEASED,
	requestedStep,
} from '../../../support/a-standing.ts';
import { stolenKeyCase } from '../../../support/telling-cases.ts';

const HOUR = 3_600_000;
const [userRequest, sessionRequest] = stolenKeyPlan().requests;

function withHistory(containment: Containment): ThreadContainment {
	return { containment, steps: [requestedStep(containment)] };
}

function inState(shape: Parameters<typeof contained>[1]): ThreadContainment[] {
	return stolenKeyPlan().requests.map((request) => withHistory(contained(request, shape)));
}

function repliesTo(given: Partial<ThreadSource>) {
	const theCase = { ...stolenKeyCase(), events: { AssumeRole: 1 }, severity: 'medium' as const };
	const source = {
		theCase,
		answer: null,
		replies: [],
		containments: [],
		now: CONTAINED_AT,
		settings: messageSettings(),
		...given,
	};
	return threadReplies(source).filter(({ key }) => key !== 'severity:medium');
}

function keysOf(given: Partial<ThreadSource>): string[] {
	return repliesTo(given).map(({ key }) => key);
}

describe('threadReplies', () => {
	it.each([
		[1, []],
		[2, ['count:2']],
		[4, ['count:2']],
		[5, ['count:5']],
		[9, ['count:5']],
		[10, ['count:10']],
		[49, ['count:10']],
		[50, ['count:50']],
		[100, ['count:100']],
		[499, ['count:100']],
		[1234, ['count:1000']],
	])('count %d sign-ins with %j', (count, keys) => {
		expect(
			keysOf({
				theCase: { ...stolenKeyCase(), severity: 'medium', events: { AssumeRole: count } },
			}),
		).toEqual(keys);
	});

	it.each([
		[[], true],
		[['severity:medium'], true],
		[['severity:critical'], false],
	])('after %j reply that the case is high: %s', (replies, isPosted) => {
		const all = repliesTo({ theCase: stolenKeyCase(), replies });
		const texts = all
			.filter(({ key }) => key === 'severity:high')
			.map(({ message }) => message.text);
		expect(texts).toEqual(isPosted ? ['심각도가 올라갔습니다: 높음'] : []);
	});

	it('report a block once all of it is effective, with the soonest end', () => {
		const [user, session] = inState({ state: 'effective' });
		const waiting =
			sessionRequest === undefined
				? []
				: [withHistory(contained(sessionRequest, { state: 'publishing' }))];
		expect(keysOf({ containments: user === undefined ? [] : [user, ...waiting] })).toEqual([]);
		const [reply] = repliesTo({ containments: [user, session].filter((one) => one !== undefined) });
		expect(reply?.key).toBe('effective:2');
		expect(reply?.message.text).toContain('대상 2건, 2026-03-04 01:35:00 (KST)까지');
	});

	it('call a block partial as the card does', () => {
		const containments = inState({ state: 'effective' });
		const textOf = (isPartly: boolean) => repliesTo({ containments, isPartly })[0]?.message.text;
		expect(textOf(true)).toMatch(/^일부 차단 \(/);
		expect(textOf(false)).toMatch(/^차단 완료 \(/);
	});

	it('report a failure once per policy and reason, in the channel too', () => {
		const replies = repliesTo({
			containments: inState({ state: 'failed', problem: NOT_REFERENCED }),
		});
		expect(replies).toEqual([
			{
				key: 'failed:scp:not-referenced',
				message: expect.objectContaining({ reply_broadcast: true }),
			},
		]);
	});

	it('do not report a failed block if a block cannot be ended', () => {
		const [, reply] = repliesTo({
			containments: inState({ state: 'failed', problem: NOT_REFERENCED, ending: RELEASED }),
		}).toSorted((one, other) => other.key.localeCompare(one.key));
		expect(reply?.key).toBe('kept:scp:not-referenced');
		expect(reply?.message.text).toContain('해제 실패 — 아직 차단되어 있을 수 있습니다');
		expect(reply?.message).not.toHaveProperty('reply_broadcast');
	});

	it('broadcast only failures', () => {
		const states = ['effective', 'ended', 'requested'] as const;
		for (const state of states) {
			for (const ending of [null, RELEASED, EXPIRED]) {
				for (const { message } of repliesTo({ containments: inState({ state, ending }) }))
					expect(message).not.toHaveProperty('reply_broadcast');
			}
		}
	});

	it('report one release of several containments once, with who and why', () => {
		const replies = repliesTo({ containments: inState({ state: 'ended', ending: RELEASED }) });
		expect(replies.map(({ key }) => key)).toEqual([`released:${RELEASED.at}`]);
		expect(replies[0]?.message.text).toBe(
			'`user/sora` 님이 차단을 해제했습니다. 사유: `재택 근무 중 VPN 미연결`',
		);
	});

	it('do not report a release as an answer too', () => {
		const answer = { by: 'arn:aws:iam::111122223333:user/sora', at: RELEASED.at };
		expect(
			keysOf({ answer, containments: inState({ state: 'effective', ending: RELEASED }) }),
		).not.toContain('answered');
		expect(keysOf({ answer })).toEqual(['answered']);
	});

	it('report the end by the clock when all containments have ended', () => {
		expect(keysOf({ containments: inState({ state: 'ended', ending: EXPIRED }) })).toEqual([
			`expired:${EXPIRED.at}`,
		]);
		const [user] = inState({ state: 'ended', ending: EXPIRED });
		const [, session] = inState({ state: 'effective' });
		const some = [user, session].filter((one) => one !== undefined);
		expect(keysOf({ containments: some })).toEqual(['effective:2']);
	});

	it('report an extension by hours, not for every few minutes that an attempt adds', () => {
		if (userRequest === undefined) throw new Error('the plan has no request');
		const before = contained(userRequest, { state: 'effective' });
		const at = (until: number) => ({
			containment: { ...before, until },
			steps: [requestedStep(before)],
		});
		const keys = (until: number) =>
			keysOf({ containments: [at(until)] }).filter((key) => key.startsWith('extended'));
		expect(keys(before.until)).toEqual([]);
		const day = keys(before.until + 24 * HOUR);
		expect(day).toHaveLength(1);
		expect(keys(before.until + 24 * HOUR + 300_000)).toEqual(day);
	});

	it.each([
		['medium', 2.5, null],
		['medium', 1.9, '차단이 해제됩니다'],
		['high', 1.9, '답할 때까지 연장합니다'],
		['critical', 1.9, '답할 때까지 연장합니다'],
		['medium', -0.1, null],
	] as const)('announce the end of a %s case %d hours before it: %s', (severity, hours, words) => {
		const all = inState({ state: 'effective' });
		const until = Math.min(...all.map(({ containment }) => containment.until));
		const theCase = { ...stolenKeyCase(), severity };
		const replies = repliesTo({ theCase, containments: all, now: until - hours * HOUR });
		const reminder = replies.find(({ key }) => key.startsWith('ends:'));
		expect(reminder?.message.text ?? null).toEqual(
			words === null ? null : expect.stringContaining(words),
		);
		expect(reminder?.message.reply_broadcast).toBe(words === null ? undefined : true);
		const answer = { by: 'x', at: until };
		expect(
			keysOf({ theCase, containments: all, now: until - hours * HOUR, answer }).join(),
		).not.toContain('ends:');
	});

	it('show the words of people and errors as values', () => {
		const ending = { ...RELEASED, why: '<!channel> *x* `y`' };
		const [reply] = repliesTo({ containments: inState({ state: 'ended', ending }) });
		expect(reply?.message.text).toContain("사유: `&lt;!channel&gt; *x* 'y'`");
	});
});
