import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { REQUEST_LIMITS } from './request-limits.ts';

/** What an SDK client takes as credentials. */
export interface TemporaryCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	readonly expiration: Date;
}

export interface AssumedCredentialsOptions {
	/** Left out: by the function's own role, in its own Region. */
	readonly sts?: STSClient;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** By this the other account's trail names us: 2 to 64 of letters, digits and `_=,.@-`. */
	readonly sessionName: string;
}

/** For `credentials` of an SDK client. Rejects with STS's own error where the role may not be taken. */
export type CredentialsOfRole = (
	roleArn: string,
	externalId?: string,
) => () => Promise<TemporaryCredentials>;

/** The SDK itself asks again this long before the end. */
const EARLY_MS = 5 * 60_000;

/**
 * Temporary credentials of roles, each taken when it is first needed, kept for all who ask, and taken again five minutes
 * before the end. A role taken from within a role lasts one hour at most, which is what STS gives unasked.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumedCredentials({
	sts,
	now,
	sessionName,
}: AssumedCredentialsOptions): CredentialsOfRole {
	const client = sts ?? new STSClient({ maxAttempts: 3, requestHandler: REQUEST_LIMITS });
	const providers = new Map<string, () => Promise<TemporaryCredentials>>();
	return (roleArn, externalId) => {
		const key = JSON.stringify([roleArn, externalId]);
		const isGood = ({ expiration }: TemporaryCredentials) =>
			expiration.getTime() - now() > EARLY_MS;
		const take = () =>
			assume(client, { RoleArn: roleArn, RoleSessionName: sessionName, ExternalId: externalId });
		const provider = providers.get(key) ?? keepWhile(isGood, take);
		providers.set(key, provider);
		return provider;
	};
}

/** Takes something once for all who ask, again when it is no longer good, and again after a failure. */
function keepWhile<T>(isGood: (taken: T) => boolean, take: () => Promise<T>): () => Promise<T> {
	let taken: Promise<T> | null = null;
	return async () => {
		const before = taken;
		if (before !== null && isGood(await before)) return before;
		// Of those that found it too old at the same moment, the first takes it for all.
		if (taken !== before && taken !== null) return taken;
		const fresh = take();
		taken = fresh;
		fresh.catch(() => {
			taken = null;
		});
		return fresh;
	};
}

async function assume(
	client: STSClient,
	input: { RoleArn: string; RoleSessionName: string; ExternalId: string | undefined },
): Promise<TemporaryCredentials> {
	const { Credentials } = await client.send(new AssumeRoleCommand(input));
	const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
	if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
		throw new Error(`STS gave no credentials for ${input.RoleArn}; try again`);
	}
	return {
		accessKeyId: AccessKeyId,
		secretAccessKey: SecretAccessKey,
		sessionToken: SessionToken,
		expiration: Expiration,
	};
}
