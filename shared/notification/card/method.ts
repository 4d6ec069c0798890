import type { SignIn } from '../../sign-in/sign-in.ts';

/** How somebody signed in, as people call it. */
const METHOD_OF_EVENT = {
	ConsoleLogin: 'console',
	SwitchRole: 'switch-role',
	RenewRole: 'switch-role',
	GetSigninToken: 'signin-token',
	ExternalIdPDirectoryLogin: 'portal',
	CheckMfa: 'console',
	PasswordUpdated: 'password',
	PasswordRecoveryRequested: 'password',
	PasswordRecoveryCompleted: 'password',
	AuthorizeOAuth2Access: 'aws-login',
	CreateOAuth2Token: 'aws-login',
	CreateOAuth2TokenWithIAM: 'aws-login',
	CredentialChallenge: 'portal',
	CredentialVerification: 'portal',
	UserAuthentication: 'portal',
	Authenticate: 'portal',
	Federate: 'portal-app',
	GetRoleCredentials: 'portal-role',
	CreateToken: 'portal-token',
	CreateTokenWithIAM: 'portal-token',
	StartDeviceAuthorization: 'portal-token',
	AssumeRole: 'assume-role',
	AssumeRoleWithSAML: 'assume-role-saml',
	AssumeRoleWithWebIdentity: 'assume-role-web-identity',
	AssumeRoot: 'assume-root',
	GetFederationToken: 'federation-token',
	GetSessionToken: 'session-token',
	GetScopedCredentials: 'scoped-credentials',
	GetDelegatedAccessToken: 'delegated-token',
	CreateSession: 'roles-anywhere',
} as const;

export type Method =
	| (typeof METHOD_OF_EVENT)[keyof typeof METHOD_OF_EVENT]
	| 'root'
	| 'access-key'
	| 'other';

/** A map, because an event may be called `constructor`. */
const METHODS: ReadonlyMap<string, Method> = new Map(Object.entries(METHOD_OF_EVENT));

export function methodOf({ event, principal }: SignIn): Method {
	if (principal.kind === 'root' && event === 'ConsoleLogin') return 'root';
	return METHODS.get(event) ?? 'other';
}
