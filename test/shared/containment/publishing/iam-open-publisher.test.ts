import { describe, expect, it } from 'vitest';
import { openIamPublishers } from '../../../../shared/containment/publishing/iam-open-publisher.ts';

describe("the publisher of an account's policy", () => {
	it('uses the responder role of that account, in its partition', async () => {
		const asked: string[] = [];
		const credentials = (role: string) => {
			asked.push(role);
			return () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' }));
		};
		const of = openIamPublishers({ partition: 'aws-cn', credentials, sleep: async () => {} });
		const publishing = { text: async () => 'new text', keep: async () => {} };
		expect(await of('111122223333').publish(publishing)).toMatchObject({
			kind: 'failed',
			reason: 'not-permitted',
			remediation: expect.stringContaining(
				'arn:aws-cn:iam::111122223333:policy/eyes/eyes-containment',
			),
		});
		expect(asked).toEqual(['arn:aws-cn:iam::111122223333:role/eyes/eyes-responder']);
	});
});
