import { ACCOUNT, assumeRole, iamUser, roleSession, UNTRUSTED } from './a-record.ts';
import { HUB } from './both-ways.ts';
import { CONTAIN } from './judge-deps.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Nothing but the case matters: neither the breaker nor the limit of sessions. */
export const ROOMY = {
	...CONTAIN,
	...HUB,
	containment: {
		...CONTAIN.containment,
		breaker: { people: 1_000, movedPeople: 1_000, accounts: 1_000 },
	},
};

/** `aws:userid` of a session of these stories. */
export const idOf = (role: string, session: string) =>
	`AROA${role.toUpperCase().replace(/[^A-Z]/g, '')}EXAMPLE0001:${session}`;

/** Somebody obtains a session of a role; the records of a story are a minute apart. */
export function obtains(role: string, session: string, over: Fields = {}): Fields {
	return assumeRole({
		sourceIPAddress: UNTRUSTED,
		requestParameters: {
			roleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
			roleSessionName: session,
		},
		responseElements: {
			credentials: { accessKeyId: 'ASIANEWEXAMPLE', expiration: 'Mar 3, 2026, 8:00:00 AM' },
			assumedRoleUser: {
				assumedRoleId: idOf(role, session),
				arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
			},
		},
		...over,
	});
}

/** The records, a minute apart from each other. */
export function story(...records: readonly Fields[]): Fields[] {
	return records.map((record, n) => ({
		...record,
		eventID: `event-${n}`,
		eventTime: new Date(Date.UTC(2026, 2, 3, 1, n)).toISOString().replace('.000', ''),
	}));
}

/** A caller with an access key. */
export const key = { userIdentity: { ...iamUser('mallory'), accessKeyId: 'AKIAMALLORYEXAMPLE' } };

/** A session that was issued at this time; `path` is that of its role. */
export function issued(role: string, session: string, at: string, path = ''): Fields {
	return roleSession(role, session, {
		sessionContext: {
			sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/${path}${role}` },
			attributes: { creationDate: at, mfaAuthenticated: 'false' },
		},
	});
}

/** A session of a machine that AWS marks. */
export const marked = (role: string, session: string): Fields => ({
	...roleSession(role, session),
	inScopeOf: { issuerType: 'AWS::ECS::Task', sourceArn: 'arn:aws:ecs:eu-west-1:1:task/x' },
});
