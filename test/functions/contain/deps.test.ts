import { describe, expect, it } from 'vitest';
import { makeDeps } from '../../../functions/contain/deps.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { SCP_ARN } from '../../support/given-organizations.ts';
import { aConfiguration } from '../../support/some-settings.ts';
import { someTelemetry } from '../../support/some-telemetry.ts';

const QUEUE = 'https://sqs.ap-northeast-2.amazonaws.com/111122223333';
const open = (scp: string, containment: ConfigurationInput['containment'] = {}) =>
	makeDeps({
		variables: {
			EYES_TABLE: 'eyes',
			EYES_PARTITION: 'aws',
			EYES_SCP: scp,
			EYES_EVENTS_BUS: 'eyes-events',
			EYES_NOTIFY_QUEUE: `${QUEUE}/eyes-notify.fifo`,
			EYES_CONTAIN_QUEUE: `${QUEUE}/eyes-contain.fifo`,
		},
		configuration: aConfiguration({ containment }),
		telemetry: someTelemetry(),
		sessionName: 'eyes-contain',
	});

describe('the deps of contain', () => {
	it('hold one publisher for each policy', () => {
		const { publisherOf } = open(SCP_ARN);
		for (const policy of ['scp', 'iam:111122223333'] as const) {
			expect(publisherOf(policy)).toBe(publisherOf(policy));
		}
		expect(publisherOf('iam:444455556666')).not.toBe(publisherOf('iam:111122223333'));
	});

	it('answer with what to do where no SCP is deployed', async () => {
		const publisher = open('').publisherOf('scp');
		const remediation = expect.stringContaining('Deploy the stack of the management account');
		const missing = { kind: 'failed', reason: 'policy-missing', remediation };
		const text = async () => 'new text';
		expect(await publisher.publish({ text, keep: async () => {} })).toEqual(missing);
		expect(await publisher.applyTo({ account: '111122223333', attachment: null }, 0)).toEqual(
			missing,
		);
		expect(await publisher.detachAllBut([])).toEqual(missing);
	});

	it('answer with what to do where a management account is not covered any more', async () => {
		const { publisherOf } = open(SCP_ARN, { managementAccount: '111122223333' });
		const text = async () => 'new text';
		const publish = () => publisherOf('iam:111122223333').publish({ text, keep: async () => {} });
		expect(await publish()).toMatchObject({
			kind: 'failed',
			remediation: expect.stringContaining('Name the management account in containment.modes'),
		});
	});

	it('give every run a new name', () => {
		const { newHolder } = open('');
		expect(newHolder()).not.toBe(newHolder());
	});
});
