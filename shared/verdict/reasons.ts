/**
 * Lists every reason that a verdict can give, with its meaning. Code, messages and reports use the
 * same list.
 */
export const REASONS = {
	// Reasons about the network
	'untrusted-network': 'the address is not in a trusted network',
	'untrusted-vpc-endpoint': 'the call came through a VPC endpoint that is not ours',
	'private-address': 'a private address without a VPC endpoint id cannot be shown to be trusted',
	'unreadable-address': 'the address is missing, masked or impossible',
	'own-vpc-endpoint': 'the call came through a VPC endpoint of ours that is not configured',
	'network-hidden': 'an AWS service made the call for somebody whose address it does not show',
	'trusted-network': 'the address is in a trusted network',
	'address-not-a-persons': "the address belongs to AWS; another record has the person's address",
	// Reasons why the record belongs to another one
	'copy-of': 'the record is a copy of another record of the same act',
	'step-of': 'the record is a step of a sign-in that has its own record',
	'own-account-caller': "the caller's account is ours and has its own copy of the record",
	'callers-copy-missing':
		"the caller's account is ours, but its own copy of the record did not come",
	'caller-not-watched':
		"the caller's account is ours, but its records of this Region do not arrive",
	'no-portal-record': 'Identity Center opened a session that nobody asked for in its portal',
	'directory-not-watched':
		'a step of a portal sign-in, but no records of the portal arrive from Identity Center',
	repeat: 'a token was renewed from the network where it was first obtained',
	// Reasons why there is nothing to judge
	'aws-service': 'an AWS service made the call',
	'service-on-behalf': "a service made the call with the caller's permissions",
	'monitor-itself': "one of eyes-system's own roles made the call",
	'no-session': 'the call does not obtain a session',
	'credential-made': 'the call makes a user, an access key or a password, or tried to',
	// Reasons about a credential at work
	'credential-use': 'a credential is at work from a network that is not shown to be ours',
	'use-again': 'the credential was already told at work from this network',
	'telling-action': 'by such a call attackers settle in, hide, take data out or destroy',
	'session-elsewhere': 'the session is at work from another network than it was obtained from',
	'usual-network': 'the key has been used from this network for more than a day',
	'key-known-elsewhere': 'the key was used in a trusted network before, and never from this one',
	'key-usual-elsewhere': 'the key is usual at another untrusted network, and new at this one',
	'key-known-nowhere': 'no earlier use of the key is known',
	'key-past-not-answered': 'CloudTrail did not tell the earlier uses of the key in time',
	// Reasons about AWS's own alarms
	'aws-alarm': 'AWS sent an alarm about a credential, or its quarantine policy was attached',
	'alarm-backed':
		'AWS Health reported and a quarantine policy was attached, of one user within an hour',
	quarantined: 'a policy AWSCompromisedKeyQuarantine was attached to the user',
	'alarm-user-not-found': 'IAM knows no user of the account with this key or name',
	'alarm-user-not-answered': 'IAM could not be asked whose key it is',
	'alarm-sample': 'it is a sample finding: nothing has happened',
	'alarm-closed': 'AWS closed its report',
	'alarm-off': 'the configuration switches these alarms of AWS off',
	// Reasons about the outcome
	'failed-attempt': 'the attempt failed',
	'nobody-nowhere': 'the record has neither a principal nor an address',
	'outcome-unknown': 'the record does not say whether it succeeded',
	'unknown-event': 'the call is on no list of ours, and may be a new way to a session',
	'credentials-returned': 'the answer to the unknown call holds credentials',
	// Reasons about the principal
	root: 'the principal is the root user',
	'root-credentials-changed': "the root user's password is being recovered or was changed",
	'assume-root': 'root permissions were obtained in a member account',
	'assume-root-denied': 'a credential that works was denied root permissions',
	'external-account': 'the caller belongs to an account that is not ours',
	vendor: 'the configuration expects this external account in this role',
	workload: 'a machine acts through a role',
	exempt: 'the configuration has an exemption for this',
	'instance-credential-in-console': 'credentials of an instance or a function opened the console',
	'machine-elsewhere':
		"a machine's credential came from a network from which its role was not used before",
	'console-session-from-inside':
		'the console session that made the call was opened from a trusted network within the hour',
	// Reasons about the credential
	'mfa-absent': 'MFA was not used',
	'credential-too-old': 'the credential is older than the limit',
	// Reasons from history
	'new-to-endpoint-account':
		'the credential was not used before in the account of ours that has the VPC endpoint',
	'new-network': 'this person was not seen on this network before',
	'failures-then-success': 'a success followed several failures',
	'many-names': 'one address tried many names',
	'many-addresses': 'the failures with this name came from several addresses',
	'many-networks': 'one person came from many networks within an hour',
	'token-from-elsewhere':
		'the token was fetched from another network than its login (device-code phishing?)',
	'initiator-flagged': 'the session was obtained by a sign-in that was itself alerted',
	'watch-threshold': 'the number of failures reached the limit',
} as const;

export type ReasonCode = keyof typeof REASONS;
