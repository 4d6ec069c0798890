import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamodbMentions } from '../../../shared/outbox/dynamodb-mentions.ts';
import {
	afterPosted,
	askMention,
	MENTION_MS,
	type MentionState,
} from '../../../shared/outbox/mentions.ts';
import { putIf } from '../../../shared/runtime/dynamodb-table.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const CHANNEL = 'C0EYES';
const asked = (key: string, at: number, about = key) => ({ key, about, at });

/** Messages that ask, after so many seconds, and whether the sender is killed before it posts. */
const attempts = fc.array(
	fc.record({
		message: fc.integer({ min: 0, max: 20 }),
		seconds: fc.integer({ min: 0, max: 400 }),
		isKilled: fc.boolean(),
	}),
	{ maxLength: 60 },
);

type Attempt = { readonly key: string; readonly at: number; readonly isKilled: boolean };

/** A channel of which the test notes what was posted and told, and when. */
class Channel {
	state: MentionState | null = null;
	readonly times: number[] = [];
	readonly posted = new Set<string>();
	readonly told = new Set<string>();

	try({ key, at, isKilled }: Attempt): void {
		if (this.posted.has(key)) return;
		const { state, answer } = askMention(this.state, asked(key, at));
		this.state = state;
		if (isKilled) return;
		this.posted.add(key);
		if (answer.kind === 'wait') return;
		this.times.push(at);
		expect(state.counted).toHaveLength(1 + answer.others);
		for (const one of state.counted) this.told.add(one);
		this.state = afterPosted(state, key);
	}

	gaps(): number[] {
		return this.times.slice(1).map((time, place) => time - (this.times[place] ?? 0));
	}
}

describe('the mentions of a channel', () => {
	it('are five minutes apart, and count everything or let it wait', () => {
		fc.assert(
			fc.property(attempts, (list) => {
				const channel = new Channel();
				let at = 0;
				for (const { message, seconds, isKilled } of list) {
					at += seconds * 1000;
					channel.try({ key: `message-${message}`, at, isKilled });
				}
				for (const gap of channel.gaps()) expect(gap).toBeGreaterThanOrEqual(MENTION_MS);
				const waiting = channel.state?.waiting.map(({ key }) => key) ?? [];
				const all = new Set(list.map(({ message }) => `message-${message}`));
				expect(new Set([...channel.told, ...waiting])).toEqual(all);
			}),
		);
	});

	it('keep the right to mention for a message whose sender was killed', () => {
		const { state } = askMention(null, asked('a', 0));
		expect(askMention(state, asked('a', 1000)).answer).toEqual({ kind: 'mention', others: 0 });
		const { state: after } = askMention(state, asked('a', MENTION_MS - 1));
		// Nobody saw the first attempt, so the time counts from the second.
		expect(askMention(after, asked('b', MENTION_MS + 1)).answer).toMatchObject({ kind: 'wait' });
	});

	it('go on after a time that no clock has reached, as a damaged item can hold', () => {
		const { state } = askMention(null, asked('a', 8e15));
		const posted = afterPosted(state, 'a');
		expect(askMention(posted, asked('b', MENTION_MS)).answer).toEqual({
			kind: 'mention',
			others: 0,
		});
		// Two clocks may differ by seconds.
		const other = askMention(null, asked('a', 5000)).state;
		expect(askMention(other, asked('b', 0)).answer).toEqual({ kind: 'wait', since: 5000 });
	});

	it('leave no trace of a message that only tells what waits', () => {
		const { state } = askMention(null, asked('a', 0));
		const tells = { ...asked('notice', 1), about: null };
		expect(askMention(state, tells).state.waiting).toEqual(state.waiting);
	});

	it('count a message that never came, and several about one thing once', () => {
		const first = askMention(null, asked('a', 0, 'case:1')).state;
		const second = askMention(first, asked('b', 1, 'case:2')).state;
		const third = askMention(second, asked('c', 2, 'case:2')).state;
		const { answer, state } = askMention(third, asked('d', MENTION_MS, 'case:3'));
		expect(answer).toEqual({ kind: 'mention', others: 2 });
		expect(afterPosted(state, 'd')?.waiting).toEqual([]);
		expect(afterPosted(state, 'a')).toBeNull();
	});
});

describe('the mentions in the table', () => {
	const dynamo = withDynamo();

	it('are given to one of many senders, and hold all others', async () => {
		const mentions = dynamodbMentions(await dynamo().makeTable());
		const keys = Array.from({ length: 12 }, (_, at) => `message-${at}`);
		const answers = await Promise.all(keys.map((key) => mentions.ask(CHANNEL, asked(key, 1))));
		const given = keys.filter((_, at) => answers[at]?.kind === 'mention');
		expect(given).toHaveLength(1);
		const [holder = ''] = given;
		expect(await mentions.recordPosted(CHANNEL, holder)).toEqual({ others: 0 });
		expect(await mentions.recordPosted(CHANNEL, holder)).toEqual({ others: 0 });
		expect(await mentions.recordPosted(CHANNEL, 'another')).toBeNull();
		expect((await mentions.find(CHANNEL))?.waiting).toHaveLength(11);
		const next = asked('later', 1 + MENTION_MS);
		expect(await mentions.ask(CHANNEL, next)).toEqual({ kind: 'mention', others: 11 });
		expect(await mentions.ask('C0OTHER', asked('a', 2))).toEqual({ kind: 'mention', others: 0 });
	});

	it.each([{ version: 3, key: 7 }, { version: 'x' }, {}])(
		'are begun anew if the item is damaged: %j',
		async (damaged) => {
			const passed: string[] = [];
			const table = {
				...(await dynamo().makeTable()),
				passOver: ({ item }: { readonly item: string }) => passed.push(item),
			};
			const item = { pk: `MENTION#${CHANNEL}`, sk: 'MENTION', ...damaged };
			await putIf(table, item, { expression: 'attribute_not_exists(#pk)' });
			const mentions = dynamodbMentions(table);
			expect(await mentions.ask(CHANNEL, asked('a', 1))).toEqual({ kind: 'mention', others: 0 });
			expect(passed).toEqual([`MENTION#${CHANNEL} / MENTION`]);
			expect(await mentions.ask(CHANNEL, asked('b', 2))).toEqual({ kind: 'wait', since: 1 });
		},
	);
});
