import { IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { iamAccountReader } from '../../shared/report/iam-account-reader.ts';

export const READ_ACCOUNT = '111122223333';

/**
 * A reader of accounts on a mocked client. The pauses take no time and are noted. The test says
 * whether the role may be assumed.
 */
export function givenAccountReader() {
	const client = new IAMClient({ region: 'us-east-1' });
	const mock = mockClient(client);
	const state = { refuseRole: null as Error | null };
	const pauses: number[] = [];
	const accounts: string[] = [];
	const reader = iamAccountReader({
		clientFor: async (account) => {
			accounts.push(account);
			if (state.refuseRole !== null) throw state.refuseRole;
			return client;
		},
		sleep: async (ms) => void pauses.push(ms),
	});
	return { reader, mock, state, pauses, accounts };
}
