import { describe, expect, it } from 'vitest';
import { ACCOUNT, assumeRole, UNTRUSTED } from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { deliver, judgeDeps } from '../../support/judge-deps.ts';

const QUIET = '555566667777';
const SESSION = 'AROAQUIETQUIETQUIET1:x1';
const CALLER = 'AIDABORAEXAMPLE0001';

const common = {
	eventTime: '2026-03-03T10:20:00Z',
	sourceIPAddress: UNTRUSTED,
	sharedEventID: '11111111-0000-4000-8000-000000000001',
	requestParameters: { roleArn: `arn:aws:iam::${QUIET}:role/admin`, roleSessionName: 'x1' },
	responseElements: {
		credentials: { accessKeyId: 'ASIAQ' },
		assumedRoleUser: {
			assumedRoleId: SESSION,
			arn: `arn:aws:sts::${QUIET}:assumed-role/admin/x1`,
		},
	},
};
const inLogOfCaller = assumeRole(common);
const inLogOfRole = assumeRole({
	...{ ...common, recipientAccountId: QUIET },
	userIdentity: { type: 'AWSAccount', accountId: ACCOUNT, principalId: CALLER },
});

describe('a session that a thief makes in an account that nobody listed and that never delivered', () => {
	const dynamo = withDynamo();

	it.each([
		['in the log of the caller alone', [inLogOfCaller]],
		['in both logs, the caller first', [inLogOfCaller, inLogOfRole]],
		['in both logs, the role first', [inLogOfRole, inLogOfCaller]],
	])('is requested of the SCP, with its caller: %s', async (_, records) => {
		const deps = judgeDeps(await dynamo().makeTable());
		for (const record of records) await deliver(record, deps);
		const open = await deps.ledger.open();
		const values = new Set(open.map(({ selector }) => selector.value));
		expect([...values].toSorted()).toEqual([CALLER, SESSION]);
		const policies = open.filter(({ selector }) => selector.value === SESSION)[0]?.policies;
		expect(policies).toMatchObject([{ policy: 'scp', account: QUIET }]);
	});
});
