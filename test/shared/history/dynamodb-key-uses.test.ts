import { describe, expect, it } from 'vitest';
import { dynamodbKeyUses } from '../../../shared/history/dynamodb-key-uses.ts';
import { type KeyUse, keyUseOf } from '../../../shared/history/key-use.ts';
import { ACCOUNT, assumeRole, consoleLogin, iamUser, UNTRUSTED } from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { deliver, judgeDeps } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const KEY = 'AKIAEXAMPLEKEY000001';

function aUse(over: Partial<KeyUse> = {}): KeyUse {
	return {
		...{ network: 'office', classification: 'trusted', agent: 'aws-cli/2.15.0' },
		...{ service: 'sts', action: 'AssumeRole', lastAt: 1_000 },
		...over,
	};
}

describe('the uses of an access key', () => {
	it('are kept once for each network, the latest use in any order', async () => {
		const uses = dynamodbKeyUses(await dynamo().makeTable());
		const late = aUse({ lastAt: 3_000, action: 'GetSessionToken' });
		const away = aUse({ network: '192.0.2.7', classification: 'untrusted', lastAt: 2_000 });
		for (const use of [aUse(), late, aUse({ lastAt: 2_000 }), away, away])
			await uses.remember(KEY, use);
		expect(await uses.of(KEY)).toEqual([late, away]);
		expect(await uses.of('AKIAEXAMPLEKEY000002')).toEqual([]);
	});

	it('show an untrusted network among many others', async () => {
		const uses = dynamodbKeyUses(await dynamo().makeTable());
		await uses.remember(KEY, aUse({ network: '192.0.2.7', classification: 'untrusted' }));
		for (let at = 0; at < 120; at++)
			await uses.remember(KEY, aUse({ network: `10.0.0.${at}`, classification: 'unknown' }));
		const listed = await uses.of(KEY);
		expect(listed).toHaveLength(100);
		expect(listed.map(({ network }) => network)).toContain('192.0.2.7');
	});

	it('survive half a surrogate pair and a long user agent', async () => {
		const uses = dynamodbKeyUses(await dynamo().makeTable());
		await uses.remember(KEY, aUse({ network: '\uD800', agent: `\uDC00${'x'.repeat(2_000)}` }));
		expect((await uses.of(KEY))[0]?.agent).toHaveLength(200);
	});

	it('are remembered when a sign-in with the key is judged, also if it failed', async () => {
		const table = await dynamo().makeTable();
		const identity = { ...iamUser('ari'), accessKeyId: KEY };
		const failed = { errorCode: 'AccessDenied', responseElements: null };
		await deliver(
			assumeRole({ userIdentity: identity, sourceIPAddress: UNTRUSTED, ...failed }),
			judgeDeps(table),
		);
		expect(await dynamodbKeyUses(table).of(KEY)).toMatchObject([
			{ network: UNTRUSTED, classification: 'untrusted', service: 'sts', action: 'AssumeRole' },
		]);
	});

	it('are not those of passwords and sessions', async () => {
		const table = await dynamo().makeTable();
		await deliver(consoleLogin({ recipientAccountId: ACCOUNT }), judgeDeps(table));
		const credential = { kind: 'session', keyId: 'ASIAEXAMPLE' } as const;
		const other = { ageDays: null, mfa: 'no', password: false } as const;
		const network = { classification: 'untrusted', name: null, key: UNTRUSTED } as const;
		const signIn = { eventSource: 'sts.amazonaws.com', event: 'AssumeRole', time: 1 };
		const facts = { signIn, network, credential: { ...credential, ...other } };
		expect(keyUseOf(facts as unknown as Parameters<typeof keyUseOf>[0])).toBeNull();
	});
});
