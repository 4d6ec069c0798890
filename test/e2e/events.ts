import {
	assumeRole,
	consoleLogin,
	OFFICE,
	portalEvent,
	UNTRUSTED,
	usingKey,
} from '../support/a-record.ts';
import { DIRECTORY_USER, type Person, ROLE, userId } from './people.ts';
import type { ServiceEvent } from './stand-ins/deliver-event.ts';
import { ORGANIZATION } from './the-organization.ts';

type Fields = Record<string, unknown>;

let made = 0;

/** Puts the EventBridge envelope that AWS documents around a record. */
export function eventOf(record: Fields, over: Partial<ServiceEvent> = {}): ServiceEvent {
	const [service = ''] = String(record.eventSource).split('.');
	return {
		version: '0',
		id: `00000000-0000-4000-9000-${String(++made).padStart(12, '0')}`,
		'detail-type': DETAIL_TYPES[String(record.eventType)] ?? 'AWS API Call via CloudTrail',
		source: `aws.${service}`,
		account: String(record.recipientAccountId),
		time: String(record.eventTime),
		region: String(record.awsRegion),
		resources: [],
		detail: record,
		...over,
	};
}

const DETAIL_TYPES: Readonly<Record<string, string>> = {
	AwsConsoleSignIn: 'AWS Console Sign In via CloudTrail',
	AwsServiceEvent: 'AWS Service Event via CloudTrail',
	AwsApiCall: 'AWS API Call via CloudTrail',
};

/** Gives a time a little ago, because records arrive late, in seconds as CloudTrail writes it. */
function lately(): string {
	return `${new Date(Date.now() - 20_000).toISOString().slice(0, 19)}Z`;
}

function identity(whose: Person): Fields {
	return {
		type: 'IAMUser',
		principalId: userId(whose),
		arn: `arn:aws:iam::${whose.account}:user/${whose.name}`,
		accountId: whose.account,
		userName: whose.name,
	};
}

/** A console login by password. */
export function loginOf(whose: Person, over: Fields = {}): Fields {
	return consoleLogin({
		eventTime: lately(),
		awsRegion: 'us-east-1',
		recipientAccountId: whose.account,
		userIdentity: identity(whose),
		sourceIPAddress: UNTRUSTED,
		...over,
	});
}

export function officeLoginOf(whose: Person): Fields {
	return loginOf(whose, { sourceIPAddress: OFFICE });
}

/** A call that obtains nothing, by a person's long-term key. */
export function useOf(whose: Person, over: Fields = {}): Fields {
	const accessKeyId = `AKIA${whose.name.toUpperCase()}EXAMPLE`;
	return usingKey('ListBuckets', {
		eventTime: lately(),
		recipientAccountId: whose.account,
		userIdentity: { ...identity(whose), accessKeyId },
		...over,
	});
}

/** A role of the same account, assumed with this access key in the second Region. */
export function assumeRoleOf(whose: Person, accessKeyId: string): Fields {
	const eventTime = lately();
	return assumeRole({
		eventTime,
		recipientAccountId: whose.account,
		userIdentity: { ...identity(whose), accessKeyId },
		sourceIPAddress: UNTRUSTED,
		requestParameters: {
			roleArn: `arn:aws:iam::${whose.account}:role/ops/${ROLE.name}`,
			roleSessionName: ROLE.session,
			durationSeconds: 3600,
		},
		responseElements: {
			credentials: {
				accessKeyId: 'ASIALEELEELEELEELEE2',
				expiration: new Date(Date.parse(eventTime) + 3_600_000).toISOString(),
			},
			assumedRoleUser: {
				assumedRoleId: `${ROLE.id}:${ROLE.session}`,
				arn: `arn:aws:sts::${whose.account}:assumed-role/${ROLE.name}/${ROLE.session}`,
			},
		},
	});
}

/** A session that a user's key obtains in some account; only the caller's account delivers it. */
export function sessionIn(
	account: string,
	{ of: whose, name, from }: { readonly of: Person; readonly name: string; readonly from: string },
): Fields {
	return assumeRole({
		eventTime: lately(),
		awsRegion: 'us-east-1',
		recipientAccountId: whose.account,
		userIdentity: { ...identity(whose), accessKeyId: `AKIA${whose.name.toUpperCase()}EXAMPLE` },
		sourceIPAddress: from,
		requestParameters: {
			roleArn: `arn:aws:iam::${account}:role/admin`,
			roleSessionName: name,
		},
		responseElements: {
			credentials: { accessKeyId: `ASIA${name.toUpperCase()}EXAMPLE` },
			assumedRoleUser: {
				assumedRoleId: `${adminIn(account)}:${name}`,
				arn: `arn:aws:sts::${account}:assumed-role/admin/${name}`,
			},
		},
	});
}

/** Makes the unique id of the role `admin` in an account. */
export function adminIn(account: string): string {
	return `AROAADMIN${account}`;
}

/** A login at the portal of Identity Center, whose record is in the account of security. */
export function portalLogin(eventName = 'UserAuthentication'): Fields {
	const account = ORGANIZATION.security;
	return portalEvent(eventName, {
		eventTime: lately(),
		recipientAccountId: account,
		sourceIPAddress: '198.51.100.23',
		userIdentity: {
			type: 'IdentityCenterUser',
			accountId: account,
			onBehalfOf: {
				userId: DIRECTORY_USER,
				identityStoreArn: `arn:aws:identitystore::${account}:identitystore/d-9067642ac7`,
			},
			credentialId: 'portal-session-e2e',
		},
	});
}
