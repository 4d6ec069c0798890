import { DamagedItemError } from '../../shared/runtime/dynamodb-item.ts';
import { UsageError } from '../usage-error.ts';

const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError)$/;
const STALE = /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/;
const UNKNOWN_KEY =
	/^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException)$/;
const NO_ANSWER = /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ECONNRESET|EAI_AGAIN)$/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const OF_AN_SCP = /explicit deny in a service control policy/;
const ACTION = /not authorized to perform:? ([\w-]+:\w+)(?: on resource: (\S+))?/;

/** True if AWS refused a call because the credentials may not make it. */
export function isDenied(error: unknown): boolean {
	return error instanceof Error && DENIED.test(error.name);
}

/**
 * Runs something that asks AWS; what its user can fix becomes a sentence. Everything else is thrown
 * as it is.
 */
export async function inAwsWords<T>(run: () => Promise<T>): Promise<T> {
	try {
		return await run();
	} catch (error) {
		const sentence = error instanceof Error ? awsSentence(error) : null;
		if (sentence === null) throw error;
		throw new UsageError(sentence, { cause: error });
	}
}

/** Says what is wrong and how to fix it; null for an error that the user cannot fix. */
export function awsSentence(error: Error): string | null {
	const { name, message } = error;
	if (error instanceof DamagedItemError) return message;
	if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
		return `no AWS credentials: ${message}. Log in (aws sso login), or set AWS_PROFILE, then run the command again`;
	}
	if (STALE.test(name))
		return 'your AWS credentials have expired: log in again (aws sso login), then run the command again';
	if (UNKNOWN_KEY.test(name))
		return `AWS does not know these credentials (${name}): check AWS_PROFILE and the access key`;
	if (DENIED.test(name)) return deniedSentence(message);
	if (
		name === 'ResourceNotFoundException' ||
		name === 'QueueDoesNotExist' ||
		name.endsWith('NonExistentQueue')
	)
		return `${message} (${name}): check the Region and the account, and that the stack is deployed`;
	const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
	return NO_ANSWER.test(code) || name === 'TimeoutError'
		? `AWS does not answer (${message}): check the network and the Region`
		: null;
}

function deniedSentence(message: string): string {
	const [, action, resource] = ACTION.exec(message) ?? [];
	if (action === undefined) return `access denied by AWS: ${message}`;
	const what = `${action}${resource === undefined ? '' : ` on ${resource}`}`;
	return OF_AN_SCP.test(message)
		? `an SCP denies you ${what}: use a role of deployment.guardExemptRoles, to which the guard SCP does not apply, or ask who owns the SCP`
		: `you are not allowed ${what}: have it added to your role, or use another role`;
}
