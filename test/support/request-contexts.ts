/**
 * The context of a request, for every kind of principal and every network path. It is written from
 * AWS's documentation, never from what a deny document selects, because the documents are proven
 * against it. `source` is the page that documents it; all pages are below docs.aws.amazon.com.
 */
export type Context = Readonly<Record<string, string>>;

export interface Caller {
	/** What the caller is, as a phrase. */
	readonly kind: string;
	/** The principal of the request. */
	readonly arn: string;
	readonly account: string;
	/** The keys that identify the caller. */
	readonly context: Context;
	readonly source: string;
}

export const PROD = '111122223333';
export const DEV = '444455556666';
export const MANAGEMENT = '999900001111';

/** Values of aws:username, aws:userid and aws:PrincipalType by kind of principal. */
const PRINCIPALS = 'IAM/latest/UserGuide/reference_policies_variables.html#principaltable';
const KEYS = 'IAM/latest/UserGuide/reference_policies_condition-keys.html';
const IDENTITY_CENTER = 'singlesignon/latest/userguide/condition-context-keys-sts-idc.html';

/**
 * Temporary credentials have an issue time, long-term ones do not (#condition-keys-tokenissuetime).
 */
const TEMPORARY = {
	'aws:TokenIssueTime': '2026-03-03T00:30:00Z',
	'aws:MultiFactorAuthPresent': 'false',
} as const;
const WITH_MFA = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '600' } as const;

type Row = Pick<Caller, 'kind' | 'account'> & { readonly name: string; readonly extra?: Context };

/**
 * `aws:userid` is the user's unique id, `aws:username` the friendly name; the ARN is the user's
 * own.
 */
function user({ kind, account, name, id, extra }: Row & { readonly id: string }): Caller {
	const arn = `arn:aws:iam::${account}:user/${name}`;
	const own = {
		'aws:userid': id,
		'aws:username': name,
		'aws:PrincipalArn': arn,
		'aws:PrincipalType': 'User',
	};
	// The console works with temporary credentials of the user
	// (#condition-keys-multifactorauthpresent).
	return {
		kind,
		arn,
		account,
		context: { ...own, ...extra },
		source: `${PRINCIPALS}, ${KEYS}#condition-keys-username`,
	};
}

/**
 * `aws:userid` is `ACCOUNT:name`, where the name is the caller's choice; there is no
 * `aws:username`.
 */
function federatedUser({ kind, account, name }: Row): Caller {
	const arn = `arn:aws:sts::${account}:federated-user/${name}`;
	const own = {
		'aws:userid': `${account}:${name}`,
		'aws:PrincipalArn': arn,
		'aws:PrincipalType': 'FederatedUser',
	};
	return { kind, arn, account, context: { ...own, ...TEMPORARY }, source: PRINCIPALS };
}

/**
 * `aws:userid` is `role-id:session-name` however the role was assumed, `aws:PrincipalArn` the ARN
 * of the role with its path, which the ARN of the session drops.
 */
function session({
	kind,
	account,
	role,
	id,
	name,
	extra,
}: Row & { readonly role: string; readonly id: string }): Caller {
	const own = {
		'aws:userid': `${id}:${name}`,
		'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}`,
		'aws:PrincipalType': 'AssumedRole',
	};
	const arn = `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/${name}`;
	const source = `${PRINCIPALS}, ${KEYS}#condition-keys-principalarn`;
	return { kind, arn, account, context: { ...own, ...TEMPORARY, ...extra }, source };
}

/** `aws:userid` is the account's number; there is no `aws:username`. */
function root({ kind, account }: Omit<Row, 'name'>): Caller {
	const arn = `arn:aws:iam::${account}:root`;
	const own = { 'aws:userid': account, 'aws:PrincipalArn': arn, 'aws:PrincipalType': 'Account' };
	return { kind, arn, account, context: own, source: PRINCIPALS };
}

const DEVELOPER = { role: 'developer', id: 'AROADEVELOPERROLE2222', account: PROD } as const;
const OPERATOR = { role: 'operator', id: 'AROAOPERATOROPERATO22', account: DEV } as const;
/** The provider stays in the session: #condition-keys-federatedprovider. */
const SAML = {
	role: 'federated-admin',
	id: 'AROASAMLSAMLSAMLSAM22',
	account: PROD,
	extra: { 'aws:FederatedProvider': `arn:aws:iam::${PROD}:saml-provider/directory` },
} as const;
const MOBILE = {
	role: 'mobile',
	id: 'AROAMOBILEMOBILEMOB22',
	account: PROD,
	extra: { 'aws:FederatedProvider': `arn:aws:iam::${PROD}:oidc-provider/id.example.com` },
} as const;
const PORTAL = 'aws-reserved/sso.amazonaws.com/ap-northeast-2/AWSReservedSSO_';
const ADMIN = {
	role: `${PORTAL}Admin_0123456789abcdef`,
	id: 'AROAADMININPRODADMI22',
	account: PROD,
} as const;
const READ_ONLY = {
	role: `${PORTAL}ReadOnly_fedcba9876543210`,
	id: 'AROAREADONLYINDEVRE22',
	account: DEV,
} as const;
const MANAGER = {
	role: `${PORTAL}Admin_00112233445566aa`,
	id: 'AROAADMININMANAGEME22',
	account: MANAGEMENT,
} as const;
/** The key that Identity Center adds to the sessions of a person: IDENTITY_CENTER. */
const KIM_IN_DIRECTORY = {
	'identitystore:UserId': '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b',
} as const;
const LEE_IN_DIRECTORY = {
	'identitystore:UserId': '9067642ac7-77777777-6c0e-4d6b-8a3e-0c1d2e3f4a5b',
} as const;
const KIM = { account: PROD, name: 'kim', id: 'AIDAKIMKIMKIMKIMKIM22' } as const;

/**
 * The callers of the proofs: kim is contained, lee is the colleague, and kim's names stand in other
 * accounts too.
 */
export const CALLERS = {
	userWithKey: user({ kind: 'an IAM user with an access key', ...KIM }),
	userInConsole: user({ kind: 'an IAM user in the console', ...KIM, extra: TEMPORARY }),
	userSession: user({
		kind: 'a GetSessionToken session',
		...KIM,
		extra: { ...TEMPORARY, ...WITH_MFA },
	}),
	otherUser: user({
		kind: 'another IAM user',
		account: PROD,
		name: 'lee',
		id: 'AIDALEELEELEELEELEE22',
	}),
	userElsewhere: user({
		kind: 'an IAM user of the same name elsewhere',
		account: DEV,
		name: 'kim',
		id: 'AIDAKIMDEVKIMDEVKIM22',
	}),

	federated: federatedUser({ kind: 'a federated user', account: PROD, name: 'kim-batch' }),
	otherFederated: federatedUser({
		kind: 'a federated user whom a colleague made',
		account: PROD,
		name: 'lee-batch',
	}),
	federatedElsewhere: federatedUser({
		kind: 'a federated user of the same name elsewhere',
		account: DEV,
		name: 'kim-batch',
	}),

	role: session({ kind: 'a plain role session', ...DEVELOPER, name: 'kim' }),
	otherRole: session({
		kind: 'a session of the same role under another name',
		...DEVELOPER,
		name: 'lee',
	}),
	roleElsewhere: session({
		kind: 'a session of the same role and name elsewhere',
		account: DEV,
		role: 'developer',
		id: 'AROADEVELOPERINDEV222',
		name: 'kim',
	}),

	saml: session({ kind: 'a SAML session', ...SAML, name: 'kim@example.com' }),
	otherSaml: session({ kind: 'a SAML session of a colleague', ...SAML, name: 'lee@example.com' }),
	webIdentity: session({ kind: 'a web identity session', ...MOBILE, name: 'kim-phone' }),
	otherWebIdentity: session({
		kind: 'a web identity session of a colleague',
		...MOBILE,
		name: 'lee-phone',
	}),

	// A chain carries nothing of the role before it but a source identity, where one was set.
	chain: session({
		kind: 'a chained role session',
		...OPERATOR,
		name: 'from-developer',
		extra: { 'aws:SourceIdentity': 'kim' },
	}),
	otherChain: session({
		kind: 'a chained session of a colleague',
		...OPERATOR,
		name: 'lee',
		extra: { 'aws:SourceIdentity': 'lee' },
	}),

	portal: portal({
		kind: 'an Identity Center session',
		...ADMIN,
		name: 'kim@example.com',
		extra: KIM_IN_DIRECTORY,
	}),
	portalInDev: portal({
		kind: 'the same Identity Center user elsewhere',
		...READ_ONLY,
		name: 'kim@example.com',
		extra: KIM_IN_DIRECTORY,
	}),
	portalInManagement: portal({
		kind: 'an Identity Center session in the management account',
		...MANAGER,
		name: 'kim@example.com',
		extra: KIM_IN_DIRECTORY,
	}),
	otherPortal: portal({
		kind: 'an Identity Center session of a colleague',
		...ADMIN,
		name: 'lee@example.com',
		extra: LEE_IN_DIRECTORY,
	}),
	otherPortalInManagement: portal({
		kind: 'an Identity Center session of a colleague in the management account',
		...MANAGER,
		name: 'lee@example.com',
		extra: LEE_IN_DIRECTORY,
	}),

	root: root({ kind: 'root of a member account', account: PROD }),
	rootElsewhere: root({ kind: 'root of another member account', account: DEV }),
} as const satisfies Record<string, Caller>;

function portal(row: Parameters<typeof session>[0]): Caller {
	return { ...session(row), source: `${PRINCIPALS} and ${IDENTITY_CENTER}` };
}

export type CallerName = keyof typeof CALLERS;

/** The networks of the proofs: an office in both families and one endpoint. */
export const NETWORKS = [
	{
		name: 'office',
		cidrs: ['203.0.113.0/24', '2001:db8:10::/48'],
		vpcEndpoints: ['vpce-0a1b2c3d4e5f60718'],
	},
] as const;

const DIRECT = { 'aws:ViaAWSService': 'false' } as const;
const ON_BEHALF = { 'aws:ViaAWSService': 'true' } as const;

/**
 * The network paths of a request. A request through a VPC endpoint has no `aws:SourceIp`, and only
 * such a request has the keys of the endpoint (#condition-keys-sourceip,
 * #condition-keys-sourcevpce, #condition-keys-vpcsourceip). A request of a service on behalf of a
 * person keeps the public address but loses the endpoint
 * (IAM/latest/UserGuide/access_forward_access_sessions.html).
 */
export const WAYS = {
	untrustedV4: { ...DIRECT, 'aws:SourceIp': '198.51.100.7' },
	untrustedV6: { ...DIRECT, 'aws:SourceIp': '2001:db8:ffff::7' },
	officeV4: { ...DIRECT, 'aws:SourceIp': '203.0.113.9' },
	officeV6: { ...DIRECT, 'aws:SourceIp': '2001:db8:10::9' },
	ownEndpoint: {
		...DIRECT,
		'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718',
		'aws:SourceVpc': 'vpc-0a1b2c3d4e5f60718',
		'aws:VpcSourceIp': '10.0.0.9',
	},
	unknownEndpoint: {
		...DIRECT,
		'aws:SourceVpce': 'vpce-0fffffffffffffff0',
		'aws:SourceVpc': 'vpc-0fffffffffffffff0',
		'aws:VpcSourceIp': '10.0.0.9',
	},
	unknownEndpointWithOurRange: {
		...DIRECT,
		'aws:SourceVpce': 'vpce-0fffffffffffffff0',
		'aws:SourceVpc': 'vpc-0fffffffffffffff0',
		'aws:VpcSourceIp': '203.0.113.9',
	},
	serviceForUntrusted: { ...ON_BEHALF, 'aws:SourceIp': '198.51.100.7' },
	serviceWithoutNetwork: ON_BEHALF,
	noNetwork: DIRECT,
	nothing: {},
} as const satisfies Record<string, Context>;

const THROUGH_MCP = { 'aws:ViaAWSMCPService': 'true' } as const;

/**
 * Calls through an MCP server that AWS runs have this key (#condition-keys-viaawsmcpservice). Which
 * address they have, and whether AWS counts them as calls of a service, is not documented, so all of
 * these may be.
 */
export const MCP_WAYS: readonly Context[] = [
	...[THROUGH_MCP, { ...THROUGH_MCP, ...DIRECT }, { ...THROUGH_MCP, ...ON_BEHALF }],
	...Object.values(WAYS).map((way) => ({ ...way, ...THROUGH_MCP })),
];

/**
 * What is in the context of every request, at a time in milliseconds (#condition-keys-currenttime
 * and others).
 */
export function everyRequest(caller: Caller, time: number): Context {
	return {
		'aws:PrincipalAccount': caller.account,
		'aws:CurrentTime': new Date(time).toISOString(),
		'aws:EpochTime': String(Math.floor(time / 1000)),
		'aws:SecureTransport': 'true',
		'aws:RequestedRegion': 'ap-northeast-2',
		'aws:PrincipalIsAWSService': 'false',
		'aws:PrincipalOrgID': 'o-harbor2026',
	};
}
