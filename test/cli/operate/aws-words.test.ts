import { describe, expect, it } from 'vitest';
import { awsSentence, inAwsWords } from '../../../cli/operate/aws-words.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';

function failure(name: string, message: string, code?: string): Error {
	return Object.assign(new Error(message), { name }, code === undefined ? {} : { code });
}

describe('an error of AWS', () => {
	it.each([
		[
			'CredentialsProviderError',
			'Could not load credentials from any providers',
			/no AWS credentials: .* AWS_PROFILE/,
		],
		['ExpiredTokenException', 'The security token is expired', /have expired: log in again/],
		['InvalidClientTokenId', 'The security token is invalid', /does not know these credentials/],
		[
			'AccessDeniedException',
			'User: arn:aws:iam::111122223333:user/sora is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:x because',
			/you are not allowed dynamodb:Query on arn:aws:dynamodb:x: have it added/,
		],
		[
			'AccessDeniedException',
			'User: arn:aws:sts::111122223333:assumed-role/oncall/sora is not authorized to perform: dynamodb:UpdateItem on resource: arn:aws:dynamodb:x with an explicit deny in a service control policy',
			/an SCP denies you dynamodb:UpdateItem on arn:aws:dynamodb:x: use a role of deployment\.guardExemptRoles/,
		],
		[
			'AccessDenied',
			'Access to the resource is denied.',
			/access denied by AWS: Access to the resource/,
		],
		['ResourceNotFoundException', 'Requested resource not found', /that the stack is deployed/],
		['AWS.SimpleQueueService.NonExistentQueue', 'no queue', /that the stack is deployed/],
		['TimeoutError', 'socket timed out', /does not answer/],
	])('%s becomes a sentence that says how to fix it', (name, message, sentence) => {
		expect(awsSentence(failure(name, message))).toMatch(sentence);
	});

	it('about a damaged item says which item, and how to fix it', () => {
		const damaged = new DamagedItemError('PAST#x / NOW', 'severity: missing');
		expect(awsSentence(damaged)).toMatch(/PAST#x \/ NOW is damaged: severity.*backup/);
	});

	it('of the network is recognised by its code', () => {
		expect(awsSentence(failure('Error', 'getaddrinfo', 'ENOTFOUND'))).toMatch(
			/check the network and the Region/,
		);
	});

	it('that the user cannot fix is thrown unchanged', async () => {
		const fault = failure('TypeError', 'x is undefined');
		await expect(inAwsWords(() => Promise.reject(fault))).rejects.toBe(fault);
	});

	it('is kept as the cause of the sentence', async () => {
		const denied = failure('AccessDenied', 'no');
		const thrown = await inAwsWords(() => Promise.reject(denied)).catch((error: unknown) => error);
		expect(thrown).toBeInstanceOf(UsageError);
		expect(thrown instanceof Error ? thrown.cause : null).toBe(denied);
	});
});
