import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iamPublisher } from '../../../../shared/containment/publishing/iam-publisher.ts';
import { organizationsPublisher } from '../../../../shared/containment/publishing/organizations-publisher.ts';
import { IAM_ARN } from '../../../support/given-iam.ts';
import { SCP_ARN } from '../../../support/given-organizations.ts';

/** The tables have the error names of the SDK, which are not always those in the response. */
let answer = { type: '', body: '' };
const server = createServer((_, response) => {
	response.writeHead(400, { 'content-type': answer.type }).end(answer.body);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

function clientOptions() {
	const { port } = server.address() as AddressInfo;
	return {
		region: 'us-east-1',
		endpoint: `http://127.0.0.1:${port}`,
		credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
		maxAttempts: 1,
	};
}
const publishing = { text: async () => 'new text', keep: async () => {} };
const sleep = async () => {};

describe('an error in a response of IAM', () => {
	it.each([
		['NoSuchEntity', 'policy-missing'],
		['AccessDenied', 'not-permitted'],
		['InvalidInput', 'request-refused'],
		['MalformedPolicyDocument', 'text-refused'],
		['LimitExceeded', 'request-refused'],
		['UnmodifiableEntity', 'protected-role'],
		['PolicyNotAttachable', 'request-refused'],
		['DeleteConflict', 'not-visible-yet'],
		['EntityTemporarilyUnmodifiable', 'busy'],
		['ConcurrentModification', 'busy'],
		['Throttling', 'throttled'],
		['RequestLimitExceeded', 'throttled'],
		['ServiceFailure', 'service-fault'],
		['InternalFailure', 'service-fault'],
		['ServiceUnavailable', 'service-fault'],
	])('with the code %s is %s', async (code, reason) => {
		const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
		answer = { type: 'text/xml', body };
		const publisher = iamPublisher({
			client: new IAMClient(clientOptions()),
			policyArn: IAM_ARN,
			sleep,
		});
		expect(await publisher.publish(publishing)).toMatchObject({ reason });
	});
});

describe('an error in a response of Organizations', () => {
	it.each([
		['AccessDeniedException', 'not-permitted'],
		['AWSOrganizationsNotInUseException', 'not-an-organization'],
		['ConcurrentModificationException', 'busy'],
		['PolicyChangesInProgressException', 'busy'],
		['PolicyNotFoundException', 'policy-missing'],
		['MalformedPolicyDocumentException', 'text-refused'],
		['ServiceException', 'service-fault'],
		['TooManyRequestsException', 'throttled'],
		['UnsupportedAPIEndpointException', 'endpoint-unsupported'],
		['ConstraintViolationException', 'text-too-long'],
	])('with the code %s is %s', async (code, reason) => {
		const fields = { __type: code, Message: 'no', Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' };
		answer = { type: 'application/x-amz-json-1.1', body: JSON.stringify(fields) };
		const client = new OrganizationsClient(clientOptions());
		const options = { client, policyArn: SCP_ARN, pace: sleep, sleep, targets: [] };
		const publisher = organizationsPublisher(options);
		expect(await publisher.publish(publishing)).toMatchObject({ reason });
	});
});
