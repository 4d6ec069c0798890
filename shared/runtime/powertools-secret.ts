import { GetParameterError } from '@aws-lambda-powertools/parameters/errors';
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { Telemetry } from './telemetry.ts';

/** A secret that is cached for some minutes. */
export interface Secret {
	/**
	 * Gives the secret; null if there is none that can be used. The log has the reason, never the
	 * value.
	 */
	get(): Promise<string | null>;
	/** Call it when the secret was not accepted: the next `get` reads it again. */
	forget(): void;
}

const MAX_AGE_SECONDS = 300;

/** People paste the token as it is, or as the value of the key that the console offers. */
const asJson = v.pipe(v.string(), v.parseJson(), v.object({ token: v.string() }));
const TOKEN = /^xox[a-z.-][\w.-]{8,}$/;

/**
 * Reads Slack's token from Secrets Manager: the bare token, or `{"token": "…"}`.
 * @param arn of the secret
 */
export function powertoolsSecret(
	arn: string,
	{ telemetry, client }: { telemetry: Telemetry; client?: SecretsManagerClient },
): Secret {
	const provider = new SecretsProvider(client === undefined ? {} : { awsSdkV3Client: client });
	return {
		get: async () => {
			try {
				const token = tokenIn(await provider.get(arn, { maxAge: MAX_AGE_SECONDS }));
				if (token === null)
					telemetry.error('Slack token missing: the secret does not contain one', { secret: arn });
				return token;
			} catch (error) {
				if (!(error instanceof GetParameterError)) throw error;
				telemetry.error(
					'Slack token not read: Secrets Manager request failed',
					{ secret: arn },
					error,
				);
				return null;
			}
		},
		forget: () => provider.clearCache(),
	};
}

function tokenIn(secret: unknown): string | null {
	const json = v.safeParse(asJson, secret);
	const token = json.success
		? json.output.token.trim()
		: typeof secret === 'string'
			? secret.trim()
			: '';
	return TOKEN.test(token) ? token : null;
}
