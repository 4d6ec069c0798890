import { IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { iamPublisher } from '../../shared/containment/publishing/iam-publisher.ts';
import { answerForAttachments } from './given-iam-attachments.ts';
import { answerForVersions } from './given-iam-versions.ts';
import { lagging } from './lagging.ts';
import { scriptedCalls } from './scripted-calls.ts';

export const IAM_ACCOUNT = '111122223333';
/** An ARN of an unusual partition, so that a hard-coded partition is noticed. */
export const IAM_ARN = `arn:aws-us-gov:iam::${IAM_ACCOUNT}:policy/eyes/eyes-containment`;

/** The state of a simulated account. A test changes it as AWS or a human would. */
function anAccount(text: string) {
	return {
		/** The oldest first. */
		versions: [{ id: 'v1', text }],
		defaultId: lagging('v1'),
		/** Every text that was ever the default, the oldest first. */
		texts: [text],
		/** `user/…` and `role/…`. */
		existing: new Set(['user/bora', 'role/deploy']),
		attached: lagging<readonly string[]>([]),
		/** Those that have the policy as their permissions boundary. */
		boundaries: [] as string[],
		calls: scriptedCalls(),
	};
}
export type GivenAccount = ReturnType<typeof anAccount>;

/**
 * An account with its containment policy, the user `bora` and the role `deploy`, behind a mocked
 * client.
 */
export function givenAccount(text = 'old text') {
	const client = new IAMClient({ region: 'us-east-1' });
	const mock = mockClient(client);
	const account = anAccount(text);
	const pauses: number[] = [];
	answerForVersions(mock, account);
	answerForAttachments(mock, account);
	const open = () =>
		iamPublisher({ client, policyArn: IAM_ARN, sleep: async (ms) => void pauses.push(ms) });
	return { ...account, client, mock, pauses, open };
}
