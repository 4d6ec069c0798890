import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { powertoolsSecret } from '../../../shared/runtime/powertools-secret.ts';
import { someTelemetry } from '../../support/some-telemetry.ts';

const ARN = 'arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:eyes-slack-a1b2c3';

function given(...values: (string | Error)[]) {
	const client = new SecretsManagerClient({ region: 'ap-northeast-2' });
	const mock = mockClient(client);
	for (const value of values) {
		if (value instanceof Error) mock.on(GetSecretValueCommand).rejects(value);
		else mock.on(GetSecretValueCommand).resolves({ SecretString: value });
	}
	const telemetry = someTelemetry();
	return { secret: powertoolsSecret(ARN, { telemetry, client }), mock, lines: telemetry.logged };
}

describe('powertoolsSecret', () => {
	it.each([
		['the bare token', 'xoxb-123-abc-DEF'],
		['the bare token with a line end', 'xoxb-123-abc-DEF\n'],
		['the token as JSON', '{"token":"xoxb-123-abc-DEF"}'],
	])('gives %s', async (_, value) => {
		expect(await given(value).secret.get()).toBe('xoxb-123-abc-DEF');
	});

	it.each([['{"secret":"xoxb-123-abc-DEF"}'], ['changeme'], ['{'], ['']])(
		'gives null for %j, and does not log it',
		async (value) => {
			const { secret, lines } = given(value);
			expect(await secret.get()).toBeNull();
			expect(lines).toHaveLength(1);
			if (value !== '' && value !== '{') expect(JSON.stringify(lines)).not.toContain(value);
		},
	);

	it('reads once until it is told to forget', async () => {
		const { secret, mock } = given('xoxb-123-abc-DEF');
		await secret.get();
		await secret.get();
		expect(mock.commandCalls(GetSecretValueCommand)).toHaveLength(1);
		secret.forget();
		mock.on(GetSecretValueCommand).resolves({ SecretString: 'xoxb-456-new-GHI' });
		expect(await secret.get()).toBe('xoxb-456-new-GHI');
	});

	it('gives null if the secret cannot be read, and logs an error', async () => {
		const { secret, lines } = given(new Error('AccessDenied'));
		expect(await secret.get()).toBeNull();
		expect(lines).toEqual([expect.objectContaining({ level: 'error' })]);
	});
});
