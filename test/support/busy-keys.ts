import fc from 'fast-check';
import { ACCOUNT, iamUser, OFFICE, roleSession } from './a-record.ts';

type Fields = Readonly<Record<string, unknown>>;

const HOUR = 3_600_000;
const START = Date.parse('2026-03-03T01:00:00Z');

/** Whom the records show. Two of them are one user, and one key is masked. */
const CALLERS: readonly Fields[] = [
	{ ...iamUser('bora'), accessKeyId: 'AKIAEXAMPLEBORA000001' },
	{ ...iamUser('bora'), accessKeyId: 'AKIAEXAMPLEBORA000002' },
	{ ...iamUser('minji'), accessKeyId: 'AKIA****************' },
	{ ...iamUser('ari'), userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', accessKeyId: 'AKIA0' },
	{ type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT, accessKeyId: 'AKIAR' },
	roleSession('Deploy', 'bora'),
];

/** What was called: what is told once, what each time that it is new, what is no use at all. */
const CALLS: readonly Fields[] = [
	{ eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' },
	{ eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', errorCode: 'AccessDenied' },
	{ eventSource: 's3.amazonaws.com', eventName: 'ListBuckets', errorCode: 'InvalidClientTokenId' },
	{ eventSource: 'iam.amazonaws.com', eventName: 'AttachUserPolicy' },
	{ eventSource: 'iam.amazonaws.com', eventName: 'CreateAccessKey', errorCode: 'AccessDenied' },
	{ eventSource: 'ec2.amazonaws.com', eventName: 'SwitchRole' },
	{ eventSource: 'sts.amazonaws.com', eventName: 'GetCallerIdentity' },
	{ eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', errorCode: 'AccessDenied' },
	{ eventSource: 'sts.amazonaws.com', eventName: 'GetSessionToken' },
];

const ADDRESSES = [OFFICE, '10.0.0.7', 'ec2.amazonaws.com', ...hosts(12)];

function hosts(number: number): readonly string[] {
	return Array.from({ length: number }, (_, n) => `192.0.2.${n}`);
}

/** Parts that are mostly of one call alone, and some that are read of every record. */
const PARTS: readonly Fields[] = [
	{},
	{ requestParameters: { maxResults: 100, nested: { roleArn: 'x' } }, responseElements: null },
	{ additionalEventData: { 'x-amz-id-2': 'y', bytesTransferredOut: 7 }, resources: [] },
	{ requestParameters: { sourceIdentity: 'somebody' } },
	{ requestParameters: { principalArn: 'arn:aws:iam::111122223333:saml-provider/x' } },
	{ additionalEventData: { UserName: 'minji', MFAUsed: 'Yes' } },
	{ serviceEventDetails: { role_name: 'Admin' } },
	{ sharedEventID: 'shared-1' },
	{ userIdentity: { type: 'Unknown' } },
	{ managementEvent: false },
	{ eventTime: 'never' },
];

const often = <T>(values: readonly T[]) =>
	fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom(...values.slice(0, 2)) },
		fc.constantFrom(...values),
	);

interface Call {
	readonly caller: Fields;
	readonly call: Fields;
	readonly address: string;
	readonly part: Fields;
	readonly agent: string;
}

const aCall: fc.Arbitrary<Call> = fc.record({
	caller: often(CALLERS),
	call: often(CALLS),
	address: fc.constantFrom(...ADDRESSES),
	part: often(PARTS),
	agent: often(['aws-cli/2.31.4', 'Boto3/1.40']),
});

/** The same call from many places within an hour. */
const everywhere = aCall.map((call) => hosts(12).map((address) => ({ ...call, address })));

const someCalls = fc.oneof(
	fc.array(aCall, { minLength: 1, maxLength: 8, size: 'max' }),
	fc.tuple(everywhere, aCall).map(([calls, other]) => [...calls, other]),
);

const aTurn = fc.record({
	which: fc.nat(12),
	gap: fc.oneof(
		{ weight: 15, arbitrary: fc.constantFrom(0, 1_000, 60_000) },
		fc.constantFrom(HOUR / 2, HOUR - 1_000, HOUR, 25 * HOUR),
	),
	copies: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, fc.constantFrom(2, 3)),
});

/** Records of keys that make the same calls again and again, some of them delivered twice. */
export const busyKeys: fc.Arbitrary<readonly Fields[]> = fc
	.tuple(someCalls, fc.array(aTurn, { minLength: 1, maxLength: 120, size: 'max' }))
	.map(([calls, turns]) => {
		let time = START;
		return turns.flatMap(({ which, gap, copies }, n) => {
			time += gap;
			const record = recordOf(calls[which % calls.length], { time, n });
			return Array.from({ length: copies }, () => record);
		});
	});

function recordOf(made: Call | undefined, { time, n }: { time: number; n: number }): Fields {
	const { caller, call, address, part, agent } = made ?? {};
	return {
		...{ eventVersion: '1.11', userIdentity: caller, eventTime: written(time), ...call },
		...{ awsRegion: 'us-east-1', sourceIPAddress: address, userAgent: agent },
		...{ eventID: `00000000-0000-4000-8000-${n % 2}${n}`, recipientAccountId: ACCOUNT },
		...{ eventType: 'AwsApiCall', eventCategory: 'Management', ...part },
	};
}

function written(time: number): string {
	return new Date(time).toISOString().replace('.000', '');
}
