/** Every reason a verdict can give, with what it means. Data for code, messages and reports alike. */
export const REASONS = {
	// network
	'untrusted-network': 'the address is in no trusted network',
	'untrusted-vpc-endpoint': 'the call came through a VPC endpoint that is not ours',
	'private-address': 'a private address without a VPC endpoint id cannot be shown to be inside',
	'unreadable-address': 'the address is missing, masked or impossible',
	'trusted-network': 'the address is in a trusted network',
	'address-not-a-persons':
		'the address belongs to AWS, not to the person; another record carries it',
	// part of something else
	'copy-of': 'another record of the same act',
	'step-of': 'a step of a sign-in that has its own record',
	'own-account-caller': "the caller's copy stands in one of our accounts",
	repeat: 'a token renewed from the network where it was first obtained',
	// nothing to judge
	'aws-service': 'an AWS service at work',
	'service-on-behalf': "a service acting with the caller's permissions",
	'monitor-itself': "one of eyes-system's own roles",
	'no-session': 'a call that obtains no session',
	// outcome
	'failed-attempt': 'the attempt failed',
	'nobody-nowhere': 'the record tells neither who nor from where',
	'outcome-unknown': 'the record does not say whether it succeeded',
	// who
	root: 'the root user',
	'root-credentials-changed': "the root user's password is being recovered or was changed",
	'assume-root': 'root permissions taken in a member account',
	'external-account': 'the caller belongs to an account that is not ours',
	workload: 'a machine acting through a role',
	exempt: 'a standing exemption in the configuration',
	'instance-credential-in-console': 'credentials of an EC2 instance opened the console',
	// credential
	'mfa-absent': 'no MFA',
	'credential-too-old': 'the credential is older than the limit',
	// history
	'new-network': 'the first time that this person comes from this network',
	'failures-then-success': 'several failures, then a success',
	'many-names': 'one address trying many names',
	'many-networks': 'one person from many networks within an hour',
	'token-from-elsewhere':
		'the token was fetched from another network than its portal login (device-code phishing?)',
	'initiator-flagged': 'the session was made by a sign-in that was alerted itself',
	'watch-threshold': 'more failures than the limit',
} as const;

export type ReasonCode = keyof typeof REASONS;
