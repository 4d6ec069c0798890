import { GetAccessKeyLastUsedCommand, GetUserCommand, type IAMClient } from '@aws-sdk/client-iam';
import { errorName } from '../runtime/error-name.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { isMissing } from './iam-user-ages.ts';
import type { FoundUser, KeyOwners, OwnerAnswer, Wanted } from './key-owner.ts';

export interface IamKeyOwnersOptions {
	/** Gives a client that may read the account's users and whose keys they are. */
	clientFor(account: string): Promise<IAMClient>;
	readonly telemetry: Pick<Telemetry, 'warn'>;
}

/**
 * Asks IAM in the account. Only `GetAccessKeyLastUsed` tells the name of the user to whom a key
 * belongs; `GetUser` tells their id.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export function iamKeyOwners({ clientFor, telemetry }: IamKeyOwnersOptions): KeyOwners {
	return {
		find: async (wanted): Promise<OwnerAnswer> => {
			try {
				const user = await findOut(await clientFor(wanted.account), wanted);
				return user === null ? { kind: 'not-found' } : { kind: 'found', user };
			} catch (error) {
				if (isMissing(error)) return { kind: 'not-found' };
				const { account } = wanted;
				telemetry.warn('owner of a reported key not found', { account, error: errorName(error) });
				return { kind: 'not-answered' };
			}
		},
	};
}

async function findOut(client: IAMClient, wanted: Wanted): Promise<FoundUser | null> {
	const name = 'user' in wanted ? wanted.user : await ownerOf(client, wanted.keyId);
	if (name === null) return null;
	const { User } = await client.send(new GetUserCommand({ UserName: name }));
	const { UserId: id, UserName: found = name, Arn: arn } = User ?? {};
	return id === undefined || arn === undefined ? null : { id, name: found, arn };
}

async function ownerOf(client: IAMClient, keyId: string): Promise<string | null> {
	const { UserName } = await client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keyId }));
	return UserName ?? null;
}
