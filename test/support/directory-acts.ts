import { ACCOUNT, assumeRole, consoleLogin, portalEvent, roleSession } from './a-record.ts';

type Fields = Readonly<Record<string, unknown>>;

/** AWS owns the address from which Identity Center's backend calls. */
export const BACKEND = '3.35.140.9';
const SET = 'AWSReservedSSO_Admin_0123456789abcdef';
export const RESERVED_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/ap-northeast-2/${SET}`;

/** What differs in the records of one act. */
export interface Opening {
	readonly name: string;
	/** The second of the portal's record; the session is issued one second later. */
	readonly at: string;
	/** From where the person acts. */
	readonly from: string;
	readonly agent?: string;
	readonly userId?: string;
}

/** Gives a time so many seconds later. */
export function later(time: string, seconds: number): string {
	return new Date(Date.parse(time) + seconds * 1_000).toISOString().replace('.000', '');
}

/** The session of a permission set's role that was issued at this time. */
export function reservedSession(name: string, issuedAt: string | null): Fields {
	return roleSession(SET, name, {
		sessionContext: {
			sessionIssuer: { type: 'Role', arn: RESERVED_ROLE, accountId: ACCOUNT, userName: SET },
			attributes: issuedAt === null ? {} : { creationDate: issuedAt, mfaAuthenticated: 'false' },
		},
	});
}

/** A record of the portal by which the person asks for a session of the permission set. */
export function asking({ at, from, userId }: Opening, event = 'Federate'): Fields {
	const record = portalEvent(event, {
		...{ eventID: `${event}-${at}`, eventTime: at, sourceIPAddress: from },
		serviceEventDetails: { account_id: ACCOUNT, role_name: 'Admin' },
	});
	if (userId === undefined) return record;
	const identity = record.userIdentity as Fields;
	const onBehalfOf = { ...(identity.onBehalfOf as Fields), userId };
	return { ...record, userIdentity: { ...identity, onBehalfOf } };
}

/** The backend obtains the session with an assertion of the directory. */
export function asserting({ name, at, agent = 'Go-http-client/2.0' }: Opening): Fields {
	return assumeRole({
		...{ eventID: `saml-${name}-${at}`, eventTime: later(at, 1), sourceIPAddress: BACKEND },
		...{ eventName: 'AssumeRoleWithSAML', userAgent: agent },
		userIdentity: { type: 'SAMLUser', principalId: `Q=:${name}`, userName: name },
		requestParameters: {
			...{ roleArn: RESERVED_ROLE, roleSessionName: name },
			principalArn: `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE`,
		},
		responseElements: {
			credentials: { accessKeyId: 'ASIANEWEXAMPLE', expiration: 'Mar 3, 2026, 8:00:00 PM' },
			assumedRoleUser: {
				assumedRoleId: reservedSession(name, null).principalId,
				arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${SET}/${name}`,
			},
		},
	});
}

/** The backend fetches a token for the console with that session. */
export function fetching({ name, at, agent = 'Go-http-client/2.0' }: Opening): Fields {
	return consoleLogin({
		...{ eventID: `token-${name}-${at}`, eventTime: later(at, 2), sourceIPAddress: BACKEND },
		...{ eventName: 'GetSigninToken', userAgent: agent },
		userIdentity: reservedSession(name, later(at, 1)),
		responseElements: { GetSigninToken: 'Success' },
		additionalEventData: null,
	});
}

/** The person's browser opens the console. */
export function opening({ name, at, from }: Opening): Fields {
	return consoleLogin({
		...{ eventID: `console-${name}-${at}`, eventTime: later(at, 4), sourceIPAddress: from },
		userIdentity: reservedSession(name, later(at, 1)),
	});
}

/** All records of one opening of the console through the portal. */
export function openingConsole(act: Opening): Fields[] {
	return [asking(act), asserting(act), fetching(act), opening(act)];
}
