import {
	GetLoginProfileCommand,
	GetUserCommand,
	type IAMClient,
	ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { errorName } from '../runtime/error-name.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import type { KeyBirthdays } from './iam-key-ages.ts';
import type { KeyAges } from './key-age.ts';
import type { UserAge, UserAges, UserOfSignIn } from './user-age.ts';

export interface IamUserAgesOptions {
	/** Gives a client that may read the account's users. */
	clientFor(account: string): Promise<IAMClient>;
	/** Keeps when users were made too: their ids differ from those of keys and never change. */
	readonly remembered: KeyBirthdays;
	readonly keyAges: KeyAges;
	/** Resolves after so many milliseconds. It should not keep the process alive. */
	readonly sleep: (ms: number) => Promise<unknown>;
	readonly telemetry: Pick<Telemetry, 'warn'>;
}

/**
 * Asks IAM when a user was made, and the credential that they showed. What IAM does not tell in time
 * is null. A password may be made anew at any time, so it is asked for each time.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html
 */
export function iamUserAges(options: IamUserAgesOptions): UserAges {
	return {
		find: async (user, withinMs): Promise<UserAge> => {
			const late = options.sleep(withinMs).then(() => null);
			const inTime = (asking: Promise<number | null>) =>
				Promise.race([orNull(options, user, asking), late]);
			const [made, credential] = await Promise.all([
				inTime(userMade(options, user)),
				inTime(credentialMade(options, user, withinMs)),
			]);
			return { user: made, credential };
		},
	};
}

async function userMade(
	{ clientFor, remembered, telemetry }: IamUserAgesOptions,
	asked: UserOfSignIn,
): Promise<number | null> {
	const known = await orNull({ telemetry }, asked, remembered.read(asked.userId));
	if (known !== null) return known;
	const client = await clientFor(asked.account);
	const { User } = await client.send(new GetUserCommand({ UserName: asked.user }));
	// Somebody else may have the name now.
	if (User?.UserId !== asked.userId || User.CreateDate === undefined) return null;
	const createdAt = User.CreateDate.getTime();
	// Nothing waits for this write. If it fails, the next sign-in asks IAM again.
	void orNull(
		{ telemetry },
		asked,
		remembered.write(asked.userId, createdAt).then(() => null),
	);
	return createdAt;
}

async function credentialMade(
	{ clientFor, keyAges }: IamUserAgesOptions,
	asked: UserOfSignIn,
	withinMs: number,
): Promise<number | null> {
	const { account, user, shown, keyId } = asked;
	if (shown === 'access-key') {
		const age = keyId === null ? null : await keyAges.find({ keyId, account, user }, withinMs);
		return age?.kind === 'known' ? age.createdAt : null;
	}
	const client = await clientFor(account);
	if (shown === 'password') return passwordMade(client, user);
	const [password, keys] = await Promise.all([passwordMade(client, user), keysMade(client, user)]);
	const all = [...(keys ?? []), ...(password === null ? [] : [password])];
	return keys === null || all.length === 0 ? null : Math.max(...all);
}

async function passwordMade(client: IAMClient, user: string): Promise<number | null> {
	try {
		const answer = await client.send(new GetLoginProfileCommand({ UserName: user }));
		return answer.LoginProfile?.CreateDate?.getTime() ?? null;
	} catch (error) {
		if (isMissing(error)) return null;
		throw error;
	}
}

/** A user has at most two keys. Null if the answer does not tell the dates of all. */
async function keysMade(client: IAMClient, user: string): Promise<number[] | null> {
	const answer = await client.send(new ListAccessKeysCommand({ UserName: user }));
	const dates = answer.AccessKeyMetadata?.map(({ CreateDate }) => CreateDate?.getTime());
	const known = dates?.filter((date) => date !== undefined);
	const isWhole = answer.IsTruncated !== true && known?.length === dates?.length;
	return isWhole ? (known ?? null) : null;
}

/** True if IAM says that there is no such user, key or password. */
export function isMissing(error: unknown): boolean {
	return /^NoSuchEntity(Exception)?$/.test(errorName(error));
}

async function orNull(
	{ telemetry }: Pick<IamUserAgesOptions, 'telemetry'>,
	{ account, user }: UserOfSignIn,
	asking: Promise<number | null>,
): Promise<number | null> {
	try {
		return await asking;
	} catch (error) {
		if (!isMissing(error))
			telemetry.warn('age of user or credential not found', {
				account,
				user,
				error: errorName(error),
			});
		return null;
	}
}
