/** Events of AWS about credentials, written from the field names in AWS's documentation. */
type Fields = Readonly<Record<string, unknown>>;

export const EXPOSED_KEY = 'AKIAIOSFODNN7EXAMPLE';
export const EXPOSED_ACCOUNT = '111122223333';

function envelope(source: string, type: string, detail: Fields, over: Fields = {}): Fields {
	return {
		version: '0',
		id: '7bf73129-1428-4cd3-a780-95db273d1602',
		'detail-type': type,
		source,
		account: EXPOSED_ACCOUNT,
		time: '2026-03-03T10:00:00Z',
		region: 'us-east-1',
		resources: [],
		detail,
		...over,
	};
}

const HEALTH_ARN =
	'arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/AWS_RISK_CREDENTIALS_EXPOSED_f00d';

/** An event of Health about these entities. `over` replaces fields of the detail. */
export function healthEvent(
	code: string,
	entities: readonly string[],
	{ over = {}, around = {} }: { readonly over?: Fields; readonly around?: Fields } = {},
): Fields {
	const detail = {
		eventArn: HEALTH_ARN.replaceAll('AWS_RISK_CREDENTIALS_EXPOSED', code),
		service: 'RISK',
		eventTypeCode: code,
		eventTypeCategory: 'issue',
		eventScopeCode: 'ACCOUNT_SPECIFIC',
		communicationId: '1234abc01232a4012345678-1',
		startTime: 'Tue, 03 Mar 2026 09:58:00 GMT',
		lastUpdatedTime: 'Tue, 03 Mar 2026 09:59:00 GMT',
		statusCode: 'open',
		eventRegion: 'us-east-1',
		eventDescription: [
			{ language: 'en_US', latestDescription: 'Your access key was found on a public site.' },
		],
		affectedEntities: entities.map((entityValue) => ({ entityValue, status: 'IMPAIRED' })),
		affectedAccount: EXPOSED_ACCOUNT,
		page: '1',
		totalPages: '1',
		...over,
	};
	return envelope('aws.health', 'AWS Health Event', detail, around);
}

/** A finding of GuardDuty about a principal. */
export function finding(
	accessKeyDetails: Fields | null,
	{ over = {}, around = {} }: { readonly over?: Fields; readonly around?: Fields } = {},
): Fields {
	const detail = {
		schemaVersion: '2.0',
		accountId: EXPOSED_ACCOUNT,
		region: 'us-east-1',
		partition: 'aws',
		id: '6ab971cccd774293fcb8a9eaff944711',
		type: 'CredentialAccess:IAMUser/AnomalousBehavior',
		resource: { resourceType: 'AccessKey', ...(accessKeyDetails && { accessKeyDetails }) },
		service: {
			serviceName: 'guardduty',
			action: {
				actionType: 'AWS_API_CALL',
				awsApiCallAction: {
					api: 'GetSecretValue',
					remoteIpDetails: { ipAddressV4: '198.51.100.7' },
				},
			},
			additionalInfo: {},
			archived: false,
			count: 3,
		},
		severity: 5,
		createdAt: '2026-03-03T09:50:00.000Z',
		updatedAt: '2026-03-03T09:55:00.000Z',
		title: 'An API used to get credentials was called in an unusual way.',
		description: 'The user called GetSecretValue, which they do not usually do.',
		...over,
	};
	return envelope('aws.guardduty', 'GuardDuty Finding', detail, around);
}

export function anomaly(detail: Fields): Fields {
	return envelope('aws.signin', 'Sign-in Anomaly Alert', detail);
}

/** The record of an attached policy in the envelope of EventBridge. */
export function attachment(userName: string, userIdentity: Fields, over: Fields = {}): Fields {
	return envelope('aws.iam', 'AWS API Call via CloudTrail', {
		eventVersion: '1.11',
		eventTime: '2026-03-03T10:02:00Z',
		eventSource: 'iam.amazonaws.com',
		eventName: 'AttachUserPolicy',
		awsRegion: 'us-east-1',
		sourceIPAddress: 'AWS Internal',
		userAgent: 'AWS Internal',
		requestParameters: {
			userName,
			policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
		},
		responseElements: null,
		eventID: `0c2a9e5e-0000-4000-8000-${String(userName.length).padStart(12, '0')}`,
		eventType: 'AwsApiCall',
		managementEvent: true,
		recipientAccountId: EXPOSED_ACCOUNT,
		userIdentity,
		...over,
	});
}
