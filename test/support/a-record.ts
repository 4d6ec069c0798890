type Fields = Record<string, unknown>;

let made = 0;

/**
 * A fresh event id in the shape of a UUID, so that no two records of a test are copies by accident.
 */
function nextId(): string {
	made++;
	return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
}

/** Addresses of the tests: the office is trusted in `someSettings`, the others are not. */
export const OFFICE = '203.0.113.9';
export const UNTRUSTED = '192.0.2.77';
export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';

function base(over: Fields): Fields {
	return {
		eventVersion: '1.11',
		eventTime: '2026-03-03T01:00:00Z',
		awsRegion: 'ap-northeast-2',
		sourceIPAddress: OFFICE,
		userAgent: 'test',
		requestParameters: null,
		responseElements: null,
		eventID: nextId(),
		recipientAccountId: ACCOUNT,
		eventCategory: 'Management',
		...over,
	};
}

export function iamUser(name = 'bora', account = ACCOUNT): Fields {
	return {
		type: 'IAMUser',
		principalId: `AIDA${name.toUpperCase()}EXAMPLE0001`,
		arn: `arn:aws:iam::${account}:user/${name}`,
		accountId: account,
		userName: name,
	};
}

export function roleSession(role: string, session: string, over: Fields = {}): Fields {
	return {
		type: 'AssumedRole',
		principalId: `AROA${role.toUpperCase().replace(/[^A-Z]/g, '')}EXAMPLE0001:${session}`,
		arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
		accountId: ACCOUNT,
		accessKeyId: 'ASIASESSIONEXAMPLE',
		sessionContext: {
			sessionIssuer: {
				type: 'Role',
				arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
				accountId: ACCOUNT,
				userName: role,
			},
			attributes: { creationDate: '2026-03-03T00:30:00Z', mfaAuthenticated: 'false' },
		},
		...over,
	};
}

/** A successful console login of an IAM user with MFA, from the office. */
export function consoleLogin(over: Fields = {}, result = 'Success'): Fields {
	return base({
		userIdentity: iamUser(),
		eventSource: 'signin.amazonaws.com',
		eventName: 'ConsoleLogin',
		eventType: 'AwsConsoleSignIn',
		responseElements: { ConsoleLogin: result },
		additionalEventData: { MFAUsed: 'Yes', MobileVersion: 'No' },
		...(result === 'Failure' ? { errorMessage: 'Failed authentication' } : {}),
		...over,
	});
}

export function rootIdentity(account = ACCOUNT): Fields {
	return {
		type: 'Root',
		principalId: account,
		arn: `arn:aws:iam::${account}:root`,
		accountId: account,
		accessKeyId: '',
	};
}

/** A successful AssumeRole by an access key, from the office. */
export function assumeRole(over: Fields = {}): Fields {
	const role = `arn:aws:iam::${ACCOUNT}:role/ops/deploy`;
	return base({
		userIdentity: { ...iamUser(), accessKeyId: 'AKIABORAEXAMPLE' },
		eventSource: 'sts.amazonaws.com',
		eventName: 'AssumeRole',
		eventType: 'AwsApiCall',
		readOnly: true,
		requestParameters: { roleArn: role, roleSessionName: 'bora-cli', durationSeconds: 3600 },
		responseElements: {
			credentials: { accessKeyId: 'ASIANEWEXAMPLE', expiration: 'Mar 3, 2026, 2:00:00 AM' },
			assumedRoleUser: {
				assumedRoleId: 'AROADEPLOYEXAMPLE0001:bora-cli',
				arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/bora-cli`,
			},
		},
		...over,
	});
}

/** Makes a denied AssumeRole as AWS prints it, with the role only in the error message. */
export function deniedAssumeRole(over: Fields = {}): Fields {
	return assumeRole({
		requestParameters: null,
		responseElements: null,
		errorCode: 'AccessDenied',
		errorMessage: `User: arn:aws:iam::${ACCOUNT}:user/bora is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${OTHER_ACCOUNT}:role/ops/admin`,
		...over,
	});
}

/** A call of IAM that makes a credential, by an access key and from the office. */
export function making(eventName: string, over: Fields = {}): Fields {
	return base({
		userIdentity: { ...iamUser(), accessKeyId: 'AKIABORAEXAMPLE' },
		eventSource: 'iam.amazonaws.com',
		eventName,
		eventType: 'AwsApiCall',
		awsRegion: 'us-east-1',
		readOnly: false,
		...over,
	});
}

/** A call that obtains nothing, by bora's long-term key and from the office. */
export function usingKey(eventName: string, over: Fields = {}): Fields {
	return base({
		userIdentity: { ...iamUser(), accessKeyId: 'AKIABORAEXAMPLE' },
		eventSource: 'ec2.amazonaws.com',
		eventName,
		eventType: 'AwsApiCall',
		managementEvent: true,
		...over,
	});
}

export const DIRECTORY_USER = 'a1b2c3d4e5-00000000-1111-2222-3333-444444444444';

/**
 * Makes an event of an Identity Center user in the form of 2025 and later: it has an id, and the
 * name is only in one event of a login.
 */
export function portalEvent(eventName: string, over: Fields = {}): Fields {
	const isSignIn = ['CredentialChallenge', 'CredentialVerification', 'UserAuthentication'].includes(
		eventName,
	);
	return base({
		userIdentity: {
			type: 'IdentityCenterUser',
			accountId: ACCOUNT,
			onBehalfOf: {
				userId: DIRECTORY_USER,
				identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-a1b2c3d4e5`,
			},
			credentialId: 'portal-session',
		},
		eventSource: isSignIn ? 'signin.amazonaws.com' : 'sso.amazonaws.com',
		eventName,
		eventType: 'AwsServiceEvent',
		...(isSignIn ? { serviceEventDetails: { [eventName]: 'Success' } } : {}),
		...over,
	});
}

/**
 * CreateSession of Roles Anywhere as far as AWS documents it: the identity is unknown, the answer is
 * a list, and the session is named after the certificate's serial number.
 */
export function createSession(over: Fields = {}): Fields {
	return base({
		userIdentity: {
			type: 'Unknown',
			principalId: '',
			arn: '',
			accountId: ACCOUNT,
			accessKeyId: '',
			userName: '',
		},
		eventSource: 'rolesanywhere.amazonaws.com',
		eventName: 'CreateSession',
		eventType: 'AwsApiCall',
		requestParameters: {
			roleArn: `arn:aws:iam::${ACCOUNT}:role/onprem/backup`,
			profileArn: `arn:aws:rolesanywhere:us-east-1:${ACCOUNT}:profile/p`,
			trustAnchorArn: `arn:aws:rolesanywhere:us-east-1:${ACCOUNT}:trust-anchor/t`,
		},
		responseElements: {
			credentialSet: [
				{
					assumedRoleUser: {
						arn: `arn:aws:sts::${ACCOUNT}:assumed-role/backup/2a9902119721ab7b`,
					},
					sourceIdentity: 'CN=backup-01',
				},
			],
			subjectArn: `arn:aws:rolesanywhere:us-east-1:${ACCOUNT}:subject/s`,
		},
		...over,
	});
}
