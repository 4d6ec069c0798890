import { readArn } from './arn.ts';
import { type Fields, objectAt, textAt, userNameAt } from './fields.ts';
import type { MadeCredential, Principal } from './sign-in.ts';

interface Making {
	readonly event: string;
	readonly principal: Principal;
}

/**
 * Reads which credential of an IAM user a successful call made; null if it made none, or if the
 * record does not name it. Root's keys have no user, so they are not among them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function readMade(record: Fields, { event, principal }: Making): MadeCredential | null {
	const answer = objectAt(record, 'responseElements');
	switch (event) {
		case 'CreateUser':
			return madeUser(record, objectAt(answer, 'user'));
		case 'CreateAccessKey': {
			const key = objectAt(answer, 'accessKey');
			// Without a name in the request the key is the caller's own.
			const user = userNameAt(key, 'userName') ?? requestedUser(record) ?? ownName(principal);
			return credential(record, user, { kind: 'access-key', keyId: textAt(key, 'accessKeyId') });
		}
		case 'CreateLoginProfile':
		case 'UpdateLoginProfile': {
			const profile = objectAt(answer, 'loginProfile');
			const user = requestedUser(record) ?? userNameAt(profile, 'userName') ?? ownName(principal);
			return credential(record, user, { kind: 'password', keyId: null });
		}
		case 'GetSessionToken':
		case 'GetScopedCredentials': {
			const keyId = textAt(objectAt(answer, 'credentials'), 'accessKeyId');
			return credential(record, ownName(principal), { kind: 'session-key', keyId });
		}
		default:
			return null;
	}
}

function madeUser(record: Fields, answered: Fields): MadeCredential | null {
	const user = userNameAt(answered, 'userName') ?? requestedUser(record);
	const account = readArn(textAt(answered, 'arn') ?? '')?.account ?? accountOf(record);
	if (user === null || account === null) return null;
	return { kind: 'user', account, user, userId: textAt(answered, 'userId'), keyId: null };
}

function credential(
	record: Fields,
	user: string | null,
	{ kind, keyId }: Pick<MadeCredential, 'kind' | 'keyId'>,
): MadeCredential | null {
	const account = accountOf(record);
	const isNamed = kind === 'password' || keyId !== null;
	if (user === null || account === null || !isNamed) return null;
	return { kind, account, user, userId: null, keyId };
}

/** IAM changes only users of the account in which the call is recorded. */
function accountOf(record: Fields): string | null {
	const identity = objectAt(record, 'userIdentity');
	return textAt(record, 'recipientAccountId') ?? textAt(identity, 'accountId');
}

function requestedUser(record: Fields): string | null {
	return userNameAt(objectAt(record, 'requestParameters'), 'userName');
}

function ownName({ kind, name }: Principal): string | null {
	return kind === 'iam-user' ? name : null;
}
