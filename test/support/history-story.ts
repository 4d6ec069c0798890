import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	making,
	OFFICE,
	OTHER_ACCOUNT,
	portalEvent,
	roleSession,
	rootIdentity,
	UNTRUSTED,
	usingKey,
} from './a-record.ts';
import { openingConsole, reservedSession } from './directory-acts.ts';

type Fields = Record<string, unknown>;

export const CAFE = '198.51.100.200';
const HOTEL = '198.51.100.17';
const DIRECTORY_SET = 'AWSReservedSSO_Admin_0123456789abcdef';
const DIRECTORY_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/ap-northeast-2/${DIRECTORY_SET}`;

/** A record's time on the day of the stories, `hh:mm` UTC. */
export const at = (time: string, over: Fields = {}): Fields => ({
	eventTime: `2026-03-03T${time}:00Z`,
	eventID: `id-${time}`,
	...over,
});

/** Makes a console login of an Identity Center user whose record has only the directory's name. */
export function directoryLogin(over: Fields, name = 'Sora'): Fields {
	const sessionContext = {
		sessionIssuer: {
			type: 'Role',
			arn: DIRECTORY_ROLE,
			accountId: ACCOUNT,
			userName: DIRECTORY_SET,
		},
		attributes: { creationDate: '2026-03-03T00:00:00Z', mfaAuthenticated: 'false' },
	};
	return consoleLogin({
		userIdentity: roleSession(DIRECTORY_SET, name, { sessionContext }),
		...over,
	});
}

/** Makes the login whose record has name and id. */
export function namedPortalLogin(over: Fields, name = 'Sora'): Fields {
	return portalEvent('UserAuthentication', {
		additionalEventData: {
			UserName: name,
			CredentialType: 'PASSWORD,TOTP',
			AuthWorkflowID: 'workflow-1',
		},
		...over,
	});
}

const directory = [
	directoryLogin(at('00:10', { sourceIPAddress: CAFE })),
	directoryLogin(at('00:12')),
	namedPortalLogin(at('00:20')),
	portalEvent(
		'CredentialVerification',
		at('00:19', { additionalEventData: { AuthWorkflowID: 'workflow-1' } }),
	),
	portalEvent(
		'CredentialVerification',
		at('00:20', { eventID: 'verified', additionalEventData: { AuthWorkflowID: 'workflow-1' } }),
	),
	portalEvent('CreateToken', at('00:21', { sourceIPAddress: UNTRUSTED })),
	directoryLogin(at('00:30', { sourceIPAddress: HOTEL })),
	portalEvent('GetRoleCredentials', at('00:31', { sourceIPAddress: CAFE })),
	portalEvent('Authenticate', at('00:40')),
	portalEvent('CreateToken', at('00:41')),
];

export const hiddenUser = { type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' };
const guesser = (time: string, over: Fields = {}) =>
	consoleLogin(at(time, { sourceIPAddress: UNTRUSTED, ...over }), 'Failure');
const guessing = [
	guesser('01:00'),
	guesser('01:01', { userIdentity: iamUser('sora') }),
	guesser('01:02', { userIdentity: hiddenUser }),
	guesser('01:03'),
	guesser('01:04', { sourceIPAddress: CAFE }),
	guesser('01:05', { eventID: 'hidden', sourceIPAddress: CAFE, userIdentity: hiddenUser }),
	guesser('01:06', { sourceIPAddress: OFFICE }),
	guesser('01:07', { userIdentity: roleSession('ops', 'x1') }),
	guesser('01:08', { sourceIPAddress: CAFE, userIdentity: roleSession('ops', 'x2') }),
	guesser('01:09', { userIdentity: rootIdentity() }),
	guesser('01:10', { sourceIPAddress: CAFE, userIdentity: rootIdentity(OTHER_ACCOUNT) }),
	consoleLogin(at('01:05', { sourceIPAddress: UNTRUSTED, additionalEventData: { MFAUsed: 'No' } })),
	guesser('01:59'),
	consoleLogin(at('02:03', { eventID: 'an-hour-later', sourceIPAddress: UNTRUSTED })),
];

const made = roleSession('deploy', 'bora-cli', { principalId: 'AROADEPLOYEXAMPLE0001:bora-cli' });
const chained = {
	userIdentity: made,
	responseElements: {
		assumedRoleUser: { assumedRoleId: 'AROADEEPEXAMPLE0001:x', arn: 'arn:aws:sts::1:x/y/z' },
	},
};
const shared = { sharedEventID: 'shared-1', sourceIPAddress: UNTRUSTED };
const stranger = {
	type: 'AWSAccount',
	accountId: '999988887777',
	principalId: 'AIDABORAEXAMPLE0001',
};
const acts = [
	assumeRole(at('03:00', { eventID: 'callers', ...shared })),
	assumeRole(
		at('03:00', {
			eventID: 'policies',
			...shared,
			recipientAccountId: OTHER_ACCOUNT,
			userIdentity: stranger,
		}),
	),
	assumeRole(at('03:05', { sourceIPAddress: UNTRUSTED, ...chained })),
	assumeRole(
		at('03:06', {
			...chained,
			userIdentity: roleSession('deep', 'x', { principalId: 'AROADEEPEXAMPLE0001:x' }),
		}),
	),
	consoleLogin(
		at('03:10', {
			eventName: 'SwitchRole',
			responseElements: { SwitchRole: 'Success' },
			additionalEventData: { SwitchTo: `arn:aws:iam::${OTHER_ACCOUNT}:role/admin` },
		}),
	),
	assumeRole(
		at('03:10', {
			eventID: 'switch-step',
			sourceIPAddress: 'AWS Internal',
			requestParameters: {
				roleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/admin`,
				roleSessionName: 'bora',
			},
		}),
	),
];

const token = (time: string, sourceIPAddress: string) =>
	consoleLogin(
		at(time, {
			eventName: 'CreateOAuth2Token',
			sourceIPAddress,
			additionalEventData: { success: 'true', grant_type: 'refresh_token' },
		}),
	);
const old = (time: string) =>
	assumeRole(
		at(time, {
			userIdentity: {
				...iamUser(),
				accessKeyId: 'ASIAOLDEXAMPLE',
				sessionContext: {
					attributes: { creationDate: '20251102T010628Z', mfaAuthenticated: 'true' },
				},
			},
		}),
	);
const credentials = [
	token('04:00', UNTRUSTED),
	token('04:15', UNTRUSTED),
	token('04:30', CAFE),
	token('05:00', UNTRUSTED),
	old('05:10'),
	old('05:20'),
];

const TASK = '0f9f6d2c1b5e4c3a9d8e7f6a5b4c3d2e';
const obtains = (id: string, over: Fields) =>
	assumeRole({ responseElements: { assumedRoleUser: { assumedRoleId: id } }, ...over });
const task = {
	userIdentity: roleSession('app', TASK, { principalId: `AROAAPPEXAMPLE0001:${TASK}` }),
};
const next = {
	userIdentity: roleSession('next', 'after', { principalId: 'AROANEXTEXAMPLE0001:after' }),
};
const issuedFirst = {
	userIdentity: {
		...roleSession('next', 'after'),
		sessionContext: { attributes: { creationDate: '2026-03-03T06:00:00Z' } },
	},
};
const machines = [
	obtains('AROANEXTEXAMPLE0001:after', at('06:00', { sourceIPAddress: CAFE, ...task })),
	obtains('AROALASTEXAMPLE0001:end', at('06:01', { sourceIPAddress: CAFE, ...next })),
	obtains(`AROAAPPEXAMPLE0001:${TASK}`, {
		...at('06:02', { sharedEventID: 'shared-2', eventID: 'own' }),
	}),
	obtains(`AROAAPPEXAMPLE0001:${TASK}`, {
		...at('06:02', { sharedEventID: 'shared-2', eventID: 'copy', userIdentity: stranger }),
	}),
	obtains('AROANEXTEXAMPLE0001:after', at('06:03', { sourceIPAddress: CAFE, ...task })),
	obtains('AROALASTEXAMPLE0001:end', at('06:04', { sourceIPAddress: HOTEL, ...next })),
	obtains('AROANEXTEXAMPLE0001:after', {
		...at('06:05', { userIdentity: { type: 'AWSService', invokedBy: 'ecs-tasks.amazonaws.com' } }),
	}),
	obtains('AROALASTEXAMPLE0001:end', at('06:06', { sourceIPAddress: HOTEL, ...next })),
	obtains('AROALASTEXAMPLE0001:end', at('06:07', { sourceIPAddress: HOTEL, ...issuedFirst })),
];

const created = { attributes: { creationDate: '2026-03-03T06:50:00Z' } };
const shell = { sessionCredentialFromConsole: 'true', sourceIPAddress: UNTRUSTED };
const through = { vpcEndpointId: 'vpce-0aaaabbbbccccdddd', vpcEndpointAccountId: OTHER_ACCOUNT };
const inside = [
	consoleLogin(
		at('07:00', { userIdentity: { ...roleSession('ops', 'kim'), sessionContext: created } }),
	),
	assumeRole(
		at('07:10', {
			...shell,
			userIdentity: { ...roleSession('ops', 'kim'), sessionContext: created },
		}),
	),
	assumeRole(
		at('08:01', {
			...shell,
			userIdentity: { ...roleSession('ops', 'kim'), sessionContext: created },
		}),
	),
	assumeRole(at('08:10', through)),
	assumeRole(at('08:20', through)),
	assumeRole(at('08:30', { ...through, vpcEndpointAccountId: ACCOUNT })),
	assumeRole(
		at('08:40', {
			sourceIPAddress: 'aws-mcp.amazonaws.com',
			userIdentity: {
				...roleSession('deploy', 'bora-cli'),
				sessionContext: { attributes: { creationDate: '2026-03-03T08:30:00Z' } },
				invokedBy: 'aws-mcp.amazonaws.com',
			},
		}),
	),
];

const opened = { name: 'Sora', at: '2026-03-03T06:00:00Z', from: CAFE };
const witnesses = [
	...openingConsole(opened),
	// The caller's own copy is a little later than the copy in the account of the role.
	assumeRole(at('06:20', { ...shared, eventID: 'target', userIdentity: stranger })),
	assumeRole({
		...at('06:20', { ...shared, eventID: 'own', recipientAccountId: stranger.accountId }),
		...{ eventTime: '2026-03-03T06:20:02Z', sourceIPAddress: CAFE },
		userIdentity: { ...iamUser('bora', stranger.accountId), accessKeyId: 'AKIABORAEXAMPLE' },
	}),
	assumeRole(
		at('06:30', {
			sourceIPAddress: 'aws-mcp.amazonaws.com',
			userIdentity: {
				...reservedSession('Sora', '2026-03-03T06:00:01Z'),
				invokedBy: 'aws-mcp.amazonaws.com',
			},
		}),
	),
];

const newcomer = { ...iamUser('new'), principalId: 'AIDANEWEXAMPLE000001' };
const withKey = (accessKeyId: string) => ({ userIdentity: { ...newcomer, accessKeyId } });
const makings = [
	making('CreateUser', {
		...at('09:00', { userIdentity: roleSession('ops', 'kim') }),
		responseElements: { user: { userName: 'new', userId: 'AIDANEWEXAMPLE000001' } },
	}),
	making('CreateAccessKey', {
		...at('09:01', { userIdentity: roleSession('ops', 'kim') }),
		responseElements: { accessKey: { userName: 'new', accessKeyId: 'AKIANEWEXAMPLE000001' } },
	}),
	assumeRole(at('09:05', withKey('AKIANEWEXAMPLE000001'))),
	// What the new user makes goes back to their own maker.
	making('CreateAccessKey', {
		...at('09:06', withKey('AKIANEWEXAMPLE000001')),
		responseElements: { accessKey: { userName: 'bora', accessKeyId: 'AKIABORAEXAMPLE00002' } },
	}),
	assumeRole(at('09:10', { userIdentity: { ...iamUser(), accessKeyId: 'AKIABORAEXAMPLE00002' } })),
	making('UpdateLoginProfile', at('09:11', { requestParameters: { userName: 'ari' } })),
	consoleLogin(at('09:15', { userIdentity: iamUser('ari') })),
	assumeRole({
		...at('09:20', { eventName: 'GetSessionToken', requestParameters: null }),
		responseElements: { credentials: { accessKeyId: 'ASIABORAEXAMPLE00001' } },
	}),
	assumeRole(at('09:25', { userIdentity: { ...iamUser(), accessKeyId: 'ASIABORAEXAMPLE00001' } })),
	// A week later it is their own.
	consoleLogin({ ...at('09:12'), eventTime: '2026-03-10T09:12:00Z', userIdentity: iamUser('ari') }),
];

const abroad = (time: string, eventName: string, over: Fields = {}) =>
	usingKey(eventName, at(time, { sourceIPAddress: UNTRUSTED, ...over }));
const uses = [
	usingKey('DescribeInstances', at('10:00')),
	abroad('10:01', 'DescribeInstances'),
	abroad('10:02', 'RunInstances', { errorCode: 'Client.UnauthorizedOperation' }),
	abroad('10:03', 'CreateAccessKey', { eventSource: 'iam.amazonaws.com' }),
	abroad('10:04', 'DescribeInstances', { sourceIPAddress: CAFE }),
	// What joins is noted once an hour.
	abroad('11:30', 'DescribeInstances'),
	assumeRole(at('11:31', { sourceIPAddress: UNTRUSTED })),
	abroad('12:00', 'ListUsers', { eventSource: 'iam.amazonaws.com' }),
	usingKey('DescribeInstances', {
		...at('12:00', { eventID: 'after quiet', sourceIPAddress: UNTRUSTED }),
		eventTime: '2026-03-05T12:00:00Z',
	}),
];

/** Stories that together use everything that a history can tell. */
export const STORIES: readonly (readonly [string, readonly Fields[]])[] = [
	['names of a directory', directory],
	['guessing', guessing],
	['records of one act', acts],
	['tokens and old credentials', credentials],
	['witnesses', witnesses],
	['machines, and who obtained their sessions', machines],
	['endpoints and consoles', inside],
	['credentials that somebody made', makings],
	['credentials at work', uses],
];
