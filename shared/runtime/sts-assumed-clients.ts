import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { READER_ROLE, roleArn } from './names.ts';
import { REQUEST_LIMITS } from './request-limits.ts';

/** The credentials that an SDK client takes. */
export interface TemporaryCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	readonly expiration: Date;
}

export interface AssumedCredentialsOptions {
	/** If it is left out, the function's own role and Region are used. */
	readonly sts?: STSClient;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** The other account's trail names us by this: 2 to 64 letters, digits or `_=,.@-`. */
	readonly sessionName: string;
}

/**
 * Gives a provider for `credentials` of an SDK client. It rejects with STS's own error if the role
 * may not be assumed.
 */
export type CredentialsOfRole = (
	roleArn: string,
	externalId?: string,
) => () => Promise<TemporaryCredentials>;

/** The SDK itself asks again this long before the credentials end. */
const EARLY_MS = 5 * 60_000;

/**
 * Provides temporary credentials of roles. Each role is assumed when it is first needed, its
 * credentials are shared, and it is assumed again five minutes before they end. A role that is
 * assumed from a role lasts one hour at most, which is also STS's default.
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

/** Gives a provider for the credentials of the reader role of an account. */
export type ReaderCredentials = (account: string) => () => Promise<TemporaryCredentials>;

/** Provides the credentials of the reader role of each account. */
export function readerCredentials(
	partition: string,
	options: AssumedCredentialsOptions,
): ReaderCredentials {
	const credentials = assumedCredentials(options);
	return (account) => credentials(roleArn(partition, account, READER_ROLE));
}

/**
 * Fetches a value once for all callers, again when it is no longer good, and again after a failure.
 */
function keepWhile<T>(isGood: (taken: T) => boolean, take: () => Promise<T>): () => Promise<T> {
	let taken: Promise<T> | null = null;
	return async () => {
		const before = taken;
		if (before !== null && isGood(await before)) return before;
		// If several callers find the value too old at the same moment, the first one fetches it
		// for all.
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
		throw new Error(`STS returned no credentials for ${input.RoleArn}; try again`);
	}
	return {
		accessKeyId: AccessKeyId,
		secretAccessKey: SecretAccessKey,
		sessionToken: SessionToken,
		expiration: Expiration,
	};
}
