import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { iamKeyAges, type KeyBirthdays } from '../../shared/credential/iam-key-ages.ts';
import type { KeyOfUser } from '../../shared/credential/key-age.ts';
import { cut, onePage } from './one-page.ts';
import { someTelemetry } from './some-telemetry.ts';

export const KEY: KeyOfUser = { keyId: 'AKIABORAEXAMPLE', account: '111122223333', user: 'bora' };
export const CREATED_AT = Date.UTC(2025, 0, 2);

/** The events that a test triggers: the time limit is over, IAM answers. */
export function gate() {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { open, opened };
}

/**
 * An account in which bora has two keys, behind a mocked client. The test says when the time limit
 * is over.
 */
export function givenKeyAges({ remembered = new Map<string, number>() } = {}) {
	const client = new IAMClient({ region: 'us-east-1' });
	const mock = mockClient(client);
	const telemetry = someTelemetry();
	const limit = gate();
	const state = {
		now: Date.UTC(2026, 2, 3),
		iam: async (): Promise<unknown> => undefined,
		table: async (): Promise<unknown> => undefined,
		refuseRole: null as Error | null,
		keys: [
			{ AccessKeyId: 'AKIAOTHEREXAMPLE', CreateDate: new Date(0) },
			{ AccessKeyId: KEY.keyId, CreateDate: new Date(CREATED_AT) },
		],
	};
	mock.on(ListAccessKeysCommand).callsFake(async ({ Marker }) => {
		await state.iam();
		const { page, marker } = onePage(state.keys, Marker);
		return { AccessKeyMetadata: page, ...cut(marker) };
	});
	const waits: number[] = [];
	const birthdays: KeyBirthdays = {
		read: async (keyId) => {
			await state.table();
			return remembered.get(keyId) ?? null;
		},
		write: async (keyId, createdAt) => {
			await state.table();
			remembered.set(keyId, createdAt);
		},
	};
	const accounts: string[] = [];
	const ages = iamKeyAges({
		clientFor: async (account) => {
			accounts.push(account);
			if (state.refuseRole !== null) throw state.refuseRole;
			return client;
		},
		remembered: birthdays,
		sleep: (ms) => {
			waits.push(ms);
			return limit.opened;
		},
		now: () => state.now,
		telemetry,
	});
	const asked = () => mock.commandCalls(ListAccessKeysCommand).map(({ args }) => args[0].input);
	return { ages, state, limit, waits, accounts, asked, remembered, telemetry };
}
