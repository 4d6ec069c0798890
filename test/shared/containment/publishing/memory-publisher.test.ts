import { describe, expect, it } from 'vitest';
import { retry } from '../../../../shared/containment/publishing/policy-publisher.ts';
import { memoryPolicy, memoryPublisher } from '../../../support/memory-publisher.ts';
import { publisherContract } from './policy-publisher.contract.ts';

publisherContract('the publisher in memory', (text) => {
	const policy = memoryPolicy(text);
	policy.unreachable.add('ghost');
	return {
		open: () => memoryPublisher(policy),
		calls: policy.calls,
		text: policy.text.actual,
		texts: policy.texts,
		attached: () => [...policy.attached.keys()],
		readsLagBy: policy.text.lagBy,
		somebody: { account: '111122223333', attachment: { kind: 'user', name: 'bora' } },
		nobody: { account: '111122223333', attachment: { kind: 'user', name: 'ghost' } },
	};
});

describe('the publisher in memory', () => {
	it('answers with the problem of the test and does nothing', async () => {
		const policy = memoryPolicy('old text');
		policy.problem = retry('throttled');
		const keep = () => Promise.reject(new Error('not to be called'));
		expect(await memoryPublisher(policy).publish({ text: async () => 'new text', keep })).toBe(
			policy.problem,
		);
		expect(policy.texts).toEqual(['old text']);
	});
});
