import { describe, expect, it } from 'vitest';
import { retry } from '../../../../shared/containment/publishing/policy-publisher.ts';
import { memoryPublisher, memoryTarget } from '../../../support/memory-publisher.ts';
import { publisherContract } from './policy-publisher.contract.ts';

publisherContract('the publisher in memory', (text) => {
	const target = memoryTarget(text);
	target.unreachable.add('ghost');
	return {
		open: () => memoryPublisher(target),
		calls: target.calls,
		text: target.text.actual,
		texts: target.texts,
		attached: () => [...target.attached.keys()],
		readsLagBy: target.text.lagBy,
		somebody: { account: '111122223333', attachment: { kind: 'user', name: 'bora' } },
		nobody: { account: '111122223333', attachment: { kind: 'user', name: 'ghost' } },
	};
});

describe('the publisher in memory', () => {
	it('answers with the trouble that a test gives it, and does nothing', async () => {
		const target = memoryTarget('old text');
		target.trouble = retry('throttled');
		const keep = () => Promise.reject(new Error('not to be called'));
		expect(await memoryPublisher(target).publish({ text: async () => 'new text', keep })).toBe(
			target.trouble,
		);
		expect(target.texts).toEqual(['old text']);
	});
});
