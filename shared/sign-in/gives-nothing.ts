import type { EventSource } from '../record/event-sources.ts';

/** What is known to give no AWS credentials, among the calls of some of the watched services. */
export interface GivesNothing {
	readonly sources: readonly EventSource[];
	/** Whole names of events. */
	readonly names: readonly string[];
	/**
	 * Names that begin with one of these give nothing either. Only services whose administration is
	 * recorded under the same source have them: it has far too many calls to name each.
	 */
	readonly verbs: readonly string[];
}

/**
 * Lists the calls that give nothing. The event pattern leaves out what this list names, and the
 * judge ignores nothing else because of its name: an event that AWS adds tomorrow is seen.
 */
export const GIVES_NOTHING: readonly GivesNothing[] = [
	{
		sources: ['signin.amazonaws.com', 'sts.amazonaws.com'],
		names: [
			// https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
			'GetCallerIdentity',
			'GetAccessKeyInfo',
			'DecodeAuthorizationMessage',
			// It gives a token for services outside of AWS. AWS itself accepts none of its own.
			'GetWebIdentityToken',
			'ExitRole',
			// https://docs.aws.amazon.com/signin/latest/userguide/aws-mcp-server.html
			'IntrospectOAuth2Token',
			'RevokeOAuth2Token',
		],
		verbs: [],
	},
	{
		sources: ['sso.amazonaws.com', 'sso-oauth.amazonaws.com', 'rolesanywhere.amazonaws.com'],
		names: [
			// https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
			'Logout',
			'RegisterClient',
			'CreateAccountAssignment',
			'CreateApplication',
			'CreateApplicationAssignment',
			'CreateApplicationInstance',
			'CreateApplicationInstanceCertificate',
			'CreateInstance',
			'CreateInstanceAccessControlAttributeConfiguration',
			'CreateManagedApplicationInstance',
			'CreatePermissionSet',
			'CreateTrustedTokenIssuer',
			'CreateTrust',
			'GetApplicationAccessScope',
			'GetApplicationAssignmentConfiguration',
			'GetApplicationAuthenticationMethod',
			'GetApplicationGrant',
			'GetApplicationInstance',
			'GetApplicationSessionConfiguration',
			'GetApplicationTemplate',
			'GetInlinePolicyForPermissionSet',
			'GetManagedApplicationInstance',
			'GetMfaDeviceManagementForDirectory',
			'GetPermissionSet',
			'GetPermissionsBoundaryForPermissionSet',
			'GetPermissionsPolicy',
			'GetSharedSsoConfiguration',
			'GetSSOStatus',
			'GetSsoConfiguration',
			'GetTrust',
			'GetUserPoolInfo',
			'StartSSO',
			// https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_Operations.html
			'CreateProfile',
			'CreateTrustAnchor',
			'GetCrl',
			'GetProfile',
			'GetSubject',
			'GetTrustAnchor',
		],
		verbs: [
			'Associate',
			'Attach',
			'Delete',
			'Describe',
			'Detach',
			'Disable',
			'Disassociate',
			'Enable',
			'Import',
			'List',
			'Provision',
			'Put',
			'Reset',
			'Search',
			'Tag',
			'Untag',
			'Update',
		],
	},
];

/** True if an event of this name and source is known to give no AWS credentials. */
export function givesNothing(event: string, source: EventSource): boolean {
	return GIVES_NOTHING.some(
		({ sources, names, verbs }) =>
			sources.includes(source) &&
			(names.includes(event) || verbs.some((verb) => event.startsWith(verb))),
	);
}
