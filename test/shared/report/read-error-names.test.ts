import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iamAccountReader } from '../../../shared/report/iam-account-reader.ts';

/** The codes of IAM are not the names of the SDK, and only the names decide what is done. */
let answer = '';
let status = 400;
const server = createServer((_, response) => {
	response.writeHead(status, { 'content-type': 'text/xml' }).end(answer);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

function aReader() {
	const { port } = server.address() as AddressInfo;
	const client = new IAMClient({
		region: 'us-east-1',
		endpoint: `http://127.0.0.1:${port}`,
		credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
		maxAttempts: 1,
	});
	const pauses: number[] = [];
	const sleep = async (ms: number) => void pauses.push(ms);
	return { pauses, reader: iamAccountReader({ clientFor: async () => client, sleep }) };
}

function answerWith(code: string): void {
	status = 400;
	answer = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
}

describe('an error code in a response of IAM', () => {
	it.each([
		['LimitExceeded', 'LimitExceeded', 7],
		['ReportNotPresent', 'CredentialReportNotPresent', 7],
		['ReportExpired', 'CredentialReportExpired', 7],
		['ReportInProgress', 'CredentialReportNotReady', 7],
		['ServiceFailure', 'ServiceFailure', 0],
		['Throttling', 'Throttling', 0],
		['AccessDenied', 'AccessDenied', 0],
		['InvalidClientTokenId', 'InvalidClientTokenId', 0],
	])('%s is told as %s after %d pauses', async (code, told, pausesMade) => {
		answerWith(code);
		const { reader, pauses } = aReader();
		const why = expect.stringContaining(told);
		expect(await reader.credentialReport('111122223333')).toMatchObject({ kind: 'failed', why });
		expect(pauses).toHaveLength(pausesMade);
	});

	it('that is missing, as in the page of a proxy, is told by the status', async () => {
		status = 503;
		answer = '<html><title>Unavailable</title><p>later</html>';
		const why = expect.stringContaining('failed with HTTP 503; the fault is on the side of AWS');
		expect(await aReader().reader.rootSummary('111122223333')).toMatchObject({ why });
	});

	it('NoSuchEntity says that the user is gone', async () => {
		answerWith('NoSuchEntity');
		expect(await aReader().reader.accessKeys('111122223333', 'bora')).toEqual({ kind: 'gone' });
	});

	it.each(['NotSupportedService', 'ValidationError', 'InvalidInput'])(
		'%s says that a service was not asked',
		async (code) => {
			answerWith(code);
			const answered = await aReader().reader.serviceCredentials('111122223333');
			expect(answered).toMatchObject({ value: { credentials: [], notAsked: { length: 6 } } });
		},
	);
});
