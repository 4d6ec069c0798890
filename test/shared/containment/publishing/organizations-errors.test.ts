import { describe, expect, it } from 'vitest';
import { DEEP_ACCOUNT, givenOrganization } from '../../../support/given-organizations.ts';
import { awsError, SECRET } from '../../../support/scripted-calls.ts';

const NOW = Date.UTC(2026, 2, 3);
const NEW = `new text of ${SECRET}`;
const keep = async () => {};
const SOMEBODY = { account: DEEP_ACCOUNT, attachment: null };

const EVERY_OPERATION = [
	['AccessDeniedException', 'not-permitted'],
	['AWSOrganizationsNotInUseException', 'not-an-organization'],
	['InvalidInputException', 'request-refused'],
	['ServiceException', 'service-fault'],
	['TooManyRequestsException', 'throttled'],
	['ThrottlingException', 'throttled'],
	['InternalFailure', 'service-fault'],
	['ServiceUnavailable', 'service-fault'],
] as const;
const POLICY_OPERATIONS = [
	...EVERY_OPERATION,
	['PolicyNotFoundException', 'policy-missing'],
	['UnsupportedAPIEndpointException', 'endpoint-unsupported'],
] as const;
/** The errors in the API reference, with the outcome of each. */
const REFUSALS = {
	DescribePolicy: POLICY_OPERATIONS,
	UpdatePolicy: [
		...POLICY_OPERATIONS,
		['ConcurrentModificationException', 'busy'],
		['PolicyChangesInProgressException', 'busy'],
		['ConstraintViolationException', 'request-refused'],
		['MalformedPolicyDocumentException', 'text-refused'],
		['DuplicatePolicyException', 'request-refused'],
	],
	ListTargetsForPolicy: POLICY_OPERATIONS,
	ListParents: [...EVERY_OPERATION, ['ChildNotFoundException', 'account-unknown']],
} as const;
const RETRIED = ['throttled', 'busy', 'service-fault'];

describe.each(Object.entries(REFUSALS))('%s refused by AWS', (operation, refusals) => {
	const isOfText = operation.endsWith('Policy') && !operation.startsWith('List');
	const provoke = (error: Error) => {
		const { open, calls } = givenOrganization();
		calls.refuse(operation, error);
		return isOfText
			? open().publish({ text: async () => NEW, keep })
			: open().applyTo(SOMEBODY, NOW);
	};

	it.each([...refusals])('with %s is %s', async (name, reason) => {
		const outcome = await provoke(awsError(name));
		const kind = RETRIED.includes(reason) ? 'retry' : 'failed';
		expect(outcome).toMatchObject({ kind, reason });
		expect(outcome).toHaveProperty(kind === 'retry' ? 'afterMs' : 'remediation');
		expect(JSON.stringify(outcome)).not.toContain(SECRET);
	});

	it('with an unknown error is thrown with its cause and without the text', async () => {
		const cause = awsError('ExpiredTokenException');
		const thrown = await provoke(cause).catch((error) => error);
		expect(thrown).toBeInstanceOf(Error);
		expect(thrown.cause).toBe(cause);
		expect(thrown.message).toMatch(
			new RegExp(`^${operation} on .+ failed with ExpiredTokenException$`),
		);
		expect(thrown.message).not.toContain(SECRET);
	});
});

describe('UpdatePolicy refused by AWS', () => {
	it('fails with text-too-long if that is the limit', async () => {
		const { open, calls } = givenOrganization();
		const fields = { Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' };
		calls.refuse('UpdatePolicy', awsError('ConstraintViolationException', fields));
		expect(await open().publish({ text: async () => NEW, keep })).toMatchObject({
			reason: 'text-too-long',
		});
	});
});
