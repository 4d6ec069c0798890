import { own, phrase } from '../card/phrase.ts';
import { enContainment } from './en-containment.ts';
import type { Words } from './words.ts';

export const en: Words = {
	...enContainment,
	title: 'AWS Login detected',
	labels: {
		status: 'Login status',
		user: 'User',
		environment: 'Environment',
		address: 'Source IP',
		time: 'Login time',
		method: 'Sign-in method',
		credential: 'Credential',
		role: 'Role assumed',
		attemptedRole: 'Role attempted',
		counts: 'Events',
		accounts: 'Accounts touched',
		plan: 'Would be blocked',
		action: 'Action taken',
		reasons: 'Why this fired',
	},
	severities: { info: 'Info', low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' },
	rated: (severity) => `${severity} severity`,
	due: {
		info: 'To do',
		low: 'Do in working hours',
		medium: 'Do today',
		high: 'Do now',
		critical: 'Do now',
	},
	moreSteps: 'Then',
	headlines: {
		'device-code-phishing': 'Device-code phishing?',
		'root-password': 'Root password changed',
		exempt: 'Exempt from blocking',
		'assume-root': 'Member-account root used',
		'root-failed': 'Failed root sign-in',
		root: 'Root sign-in',
		'instance-credential': 'Console opened by a workload',
		'success-after-others': "Sign-in after others' failures",
		'success-after-failures': 'Sign-in after failures',
		'assume-root-denied': 'Member-account root denied',
		guessing: 'User-name guessing',
		'guessing-from-many': 'Guessing from many addresses',
		failed: 'Failed sign-in',
		'machine-elsewhere': 'Workload credentials leaked?',
		'own-endpoint': 'Unregistered VPC endpoint',
		'console-session': 'CloudShell session?',
		vendor: 'Access by a listed vendor',
		'external-account': 'Cross-account role switch',
		workload: 'Workload access',
		'unknown-event': 'Unknown call gave credentials',
		untrusted: 'Access from untrusted network',
		'unknown-network': 'Network unknown',
		'old-credential': 'Old credential in use',
		'no-mfa': 'Trusted sign-in without MFA',
		'trusted-network': 'Sign-in from trusted network',
		'sign-in': 'Sign-in',
	},
	placed: (headline, network) => {
		if (network === 'not-judged') return headline;
		const place = {
			untrusted: 'from untrusted network',
			trusted: 'from trusted network',
			unknown: 'from unknown network',
		};
		return `${headline} ${place[network]}`;
	},
	outcomes: { success: 'Success', failure: 'Failure', unknown: 'Outcome not recorded' },
	counted: (outcome, count) =>
		`${count} ${{ success: 'succeeded', failure: 'failed', unknown: 'not recorded' }[outcome]}`,
	principals: {
		root: 'Root user',
		'iam-user': 'IAM user',
		'role-session': 'Role session',
		'identity-center-user': 'IAM Identity Center user',
		'federated-user': 'Federated user',
		'saml-user': 'SAML user',
		'web-identity': 'Web identity (OIDC)',
		certificate: 'Machine with a certificate (IAM Roles Anywhere)',
		'aws-account': 'Caller from another AWS account',
		'aws-service': 'AWS service',
		unknown: 'Kind of user not recorded',
	},
	hiddenName: 'Name hidden by AWS',
	unnamed: 'User not recorded',
	claimed: (name) => phrase`${name} (claimed by the caller)`,
	amongOthers: (name) =>
		name === null ? own('Several names, some hidden by AWS') : phrase`${name} and other names`,
	ownedBy: (account) => phrase`of account ${account}`,
	unknownAccount: 'Account not recorded',
	switchedFrom: (arn) => phrase`switched from ${arn}`,
	delegatedTo: (account) => phrase`through a delegate, account ${account}`,
	places: {
		trusted: 'Trusted network',
		untrusted: 'Untrusted network',
		'not-judged': "AWS address (not the user's own)",
		unknown: 'Network could not be determined',
		'untrusted-endpoint': 'Untrusted network (unregistered VPC endpoint)',
		private: 'Private address, network could not be determined',
		vendor: 'Listed vendor',
	},
	methods: {
		console: 'Console sign-in',
		root: 'Root sign-in',
		'switch-role': 'Console role switch (SwitchRole)',
		'signin-token': 'Console sign-in token',
		portal: 'IAM Identity Center (SSO) sign-in',
		'portal-app': 'Console opened from IAM Identity Center (SSO)',
		'portal-role': 'Role credentials from IAM Identity Center (SSO)',
		'portal-token': 'IAM Identity Center (SSO) CLI sign-in',
		'aws-login': 'Browser authorization (aws login)',
		password: 'Password change or reset',
		'assume-role': 'Role switch (AssumeRole)',
		'assume-role-saml': 'SAML role switch (AssumeRoleWithSAML)',
		'assume-role-web-identity': 'OIDC role switch (AssumeRoleWithWebIdentity)',
		'assume-root': 'Root permissions (AssumeRoot)',
		'federation-token': 'Federation token (GetFederationToken)',
		'session-token': 'Temporary credentials (GetSessionToken)',
		'scoped-credentials': 'Narrowed temporary credentials (GetScopedCredentials)',
		'delegated-token': 'Credentials for a delegate (GetDelegatedAccessToken)',
		'roles-anywhere': 'Session by certificate (IAM Roles Anywhere CreateSession)',
		'access-key': 'API call with an access key',
		other: 'Other',
	},
	credentials: {
		password: 'Password',
		'access-key': 'Access key',
		session: 'Temporary credentials',
		portal: 'IAM Identity Center portal session',
		'web-identity': 'OIDC token',
		certificate: 'X.509 certificate',
		saml: 'SAML assertion',
		unknown: 'Credential not recorded',
	},
	sessionNamed: (raw) => phrase`session name ${{ raw, max: 40 }}`,
	age: ({ count, unit }) => `${count} ${count === 1 ? unit.slice(0, -1) : unit} old`,
	mfa: {
		yes: 'MFA used',
		no: 'No MFA',
		'at-identity-provider': 'MFA handled by the identity provider',
		unknown: 'MFA not recorded',
	},
	times: (count) => `× ${count}`,
	more: (count) => `and ${count} more`,
	actions: {
		untrusted: 'Access from an untrusted network. AWS API calls were not blocked.',
		'untrusted-failed': 'A sign-in from an untrusted network failed. Nothing was blocked.',
		exempt: 'Exempt from blocking. Nothing was blocked.',
		'own-endpoint':
			'Access through a VPC endpoint of ours that is not listed. Nothing was blocked.',
		vendor: 'Access by a listed vendor. Nothing was blocked.',
		'unknown-event':
			'An unknown call gave credentials. Rules cannot judge it. Nothing was blocked.',
		trusted: 'Access from a trusted network. Nothing was blocked.',
		unknown: 'The network could not be determined. Nothing was blocked.',
		'not-judged': "The user's own network is not in this record. Nothing was blocked.",
	},
	planned: (denyScope, until) =>
		`${{ 'untrusted-networks': 'From untrusted networks only', 'aws-mcp': "Through AWS's MCP servers", everything: 'Everything' }[denyScope]} · until ${until}`,
	observing: 'eyes-system only sends alerts for now. It blocks nothing.',
	replayed: 'Read from a log; a replay blocks nothing.',
	rehearsed: (state) => `${state} (dry run)`,
	rehearsals: {
		effective: 'With these settings AWS API calls would have been blocked (dry run).',
		partly: 'With these settings a block would have left sessions that are not blocked (dry run).',
		asked: 'With these settings the block would have waited for approval (dry run).',
		held: 'With these settings the circuit breaker would have held the block (dry run).',
	},
	nobodyPlanned: 'Nobody',
	atTheLatest: (until) => `${until} at the latest`,
	notBlocked: 'not blocked',
	actByHand: 'act by hand',
	yourTime: 'your time',
	steps: {
		'ask-person': () => own('Ask the user whether this was them, by phone rather than in Slack.'),
		'decide-release': () =>
			own(
				'If it was them, ask them to connect to the VPN and release the block with the release command.',
			),
		'keep-contained': () =>
			own('If it was not them, or if in doubt, keep the block and continue with the next steps.'),
		'decide-contain': () =>
			own('If it was not them, or if in doubt, block now with the contain command.'),
		'check-office': () => own('Check first whether an office changed its address.'),
		'fix-containment': () =>
			own('The block failed. Fix it as this message says, or stop the access by hand as follows.'),
		'ask-attempt': () => own('Ask the user whether they tried to sign in.'),
		'ask-device-code': () => own('Call the user: did they just approve a device code?'),
		'ask-service': () =>
			own('Ask the owner of this state machine, API or automation whether the call was intended.'),
		'ask-exempt-reason': () => own('Find out why it was used and write that down.'),
		'ask-root-owner': () => own('Call the holder of the root account: was this them?'),
		'ask-root-mail': () =>
			own('Call the holder of the root mailbox: did they change the password?'),
		'ask-root-task': () => own('Check with the owner that this root task was planned.'),
		'ask-trust': () => own("Check with the role's owner that this account is meant to assume it."),
		'ask-workload': () =>
			own("Check with the workload's owner that it is meant to run from this network."),
		'add-workload': ({ workloadLine }) =>
			workloadLine === null
				? own('If intended, add the ARN of this role to workloads in eyes.config.ts.')
				: phrase`If intended, add to eyes.config.ts: ${{ raw: workloadLine, max: 300 }}`,
		'add-endpoint': ({ endpointLine }) =>
			endpointLine === null
				? own('If it is ours, add its ID to vpcEndpoints in eyes.config.ts.')
				: phrase`If it is ours, add to networks in eyes.config.ts: ${{ raw: endpointLine, max: 100 }}`,
		'ask-vendor': () => own('If this is new, ask the contact at the vendor what they are doing.'),
		'isolate-workload': () =>
			own('Its credentials may have leaked: isolate the workload and check with its owner.'),
		'look-for-success': () =>
			own('Search CloudTrail for a successful sign-in from the same address.'),
		'stop-key': ({ maskedKey }) =>
			phrase`If not confirmed, deactivate and replace the access key now: ${maskedKey}`,
		'stop-entered-role': () =>
			own('Sessions of the assumed role stay valid: revoke its active sessions in IAM too.'),
		'cut-roles': () =>
			own(
				'Too many sessions to block one by one: cut the roles with the contain commands. Each one shows first whom it hits.',
			),
		'stop-vended': () =>
			own('Temporary credentials stay valid too: attach AWSDenyAll to the user.'),
		'stop-user': () =>
			own(
				'If not confirmed, attach AWSDenyAll to the user, then replace the password and access keys.',
			),
		'stop-portal': () =>
			own(
				'If not confirmed, disable the user in IAM Identity Center and delete their active sessions (role sessions already issued last until they expire).',
			),
		'stop-role': () =>
			own(
				"If not confirmed, revoke the role's active sessions in IAM (this ends the sessions of everybody who uses that role).",
			),
		'stop-certificate': () =>
			own(
				'If not confirmed, disable the profile in IAM Roles Anywhere, or import a CRL that revokes the certificate.',
			),
		'stop-other': () => own('If not confirmed, block the access by hand, following the runbook.'),
		'secure-root': () =>
			own('If not confirmed, reset the root password and MFA and delete root access keys.'),
		'cut-trust': () => own("If not intended, remove that account from the role's trust policy."),
		'use-vpn': () => own('If it was them, ask them to connect to the VPN and sign in again.'),
		'renew-credential': () =>
			own('Replace the expired credential with a new one and retire the old one.'),
		'enrol-mfa': () => own('Ask the user to register MFA and use it.'),
		nothing: () => own('Nothing needs to be done.'),
	},
	firstSteps: {
		'ask-person': 'call the user',
		'ask-attempt': 'ask the user',
		'ask-device-code': 'call the user',
		'ask-service': 'ask its owner',
		'ask-exempt-reason': 'ask for the reason',
		'ask-root-owner': 'call the root holder',
		'ask-root-mail': 'call the root holder',
		'ask-root-task': 'ask the owner',
		'ask-trust': 'ask the role owner',
		'ask-workload': 'ask its owner',
		'ask-vendor': 'ask the vendor',
		'check-office': 'check office IPs',
		'fix-containment': 'block by hand',
		'isolate-workload': 'isolate it',
		'look-for-success': 'look for a success',
		'renew-credential': 'replace it',
		'enrol-mfa': 'ask for MFA',
		nothing: 'nothing to do',
	},
	reasons: {
		'untrusted-network': 'The address is not in any trusted network',
		'untrusted-vpc-endpoint': 'The call came through an unregistered VPC endpoint',
		'own-vpc-endpoint': 'The VPC endpoint is in one of our accounts, but not in eyes.config.ts',
		'private-address': 'A private address without a VPC endpoint ID does not show the network',
		'unreadable-address':
			'The address is missing or masked, so its network could not be determined',
		'network-hidden': "An AWS service made the call, so the user's address is not in the record",
		'trusted-network': 'The address is in a trusted network',
		'address-not-a-persons': "The recorded address is AWS's; another event carries the user's own",
		'copy-of': 'It is another record of the same sign-in',
		'step-of': 'It is a step of a sign-in that has its own record',
		'own-account-caller': "The caller's record is in one of our accounts",
		'callers-copy-missing': 'The caller is in our account, but its own record did not arrive',
		'no-portal-record': 'Identity Center issued a session that no portal record asks for',
		'directory-not-watched':
			'It is a step of a portal sign-in, but no records of the portal arrive',
		repeat: 'A token was renewed from the network where it was first obtained',
		'aws-service': 'An AWS service made the call',
		'service-on-behalf': "An AWS service acted with the caller's permissions",
		'monitor-itself': 'It is a role that eyes-system uses',
		'no-session': 'The call does not obtain a session',
		'credential-made': 'The call makes a user, an access key or a password',
		'failed-attempt': 'An attempt failed',
		'initiator-flagged': 'The session was made by a sign-in that raised an alert',
		'nobody-nowhere': 'The record shows neither who nor from where',
		'outcome-unknown': 'The record does not show whether it succeeded',
		'unknown-event': 'A call of a sign-in service that eyes-system does not know yet',
		'credentials-returned': 'The answer to that call holds credentials',
		root: 'It is the root user',
		'root-credentials-changed': 'A reset or change of the root password was detected',
		'assume-root': 'Root permissions were obtained in a member account',
		'external-account': 'The caller belongs to an AWS account that is not ours',
		vendor: 'eyes.config.ts lists this vendor',
		workload: 'A workload, not a person, used the role',
		exempt: 'It is registered in eyes.config.ts as exempt from blocking',
		'instance-credential-in-console':
			'The credentials of an instance or a function opened the console',
		'machine-elsewhere':
			'The credentials were used in a network from which no workload of this role came before',
		'console-session-from-inside':
			'The console session was opened from a trusted network within the hour',
		'mfa-absent': 'MFA was not used',
		'credential-too-old': 'The credential is older than the limit',
		'new-to-endpoint-account':
			'The credential was not used before at a VPC endpoint of that account',
		'new-network': 'The user has not been seen in this network before',
		'failures-then-success': 'It succeeded after several failures',
		'many-names': 'One address tried several user names',
		'many-addresses': 'The same name failed from several addresses',
		'assume-root-denied': 'A working credential asked for root permissions and was denied',
		'many-networks': 'The user came from many networks within an hour',
		'token-from-elsewhere':
			'The token was fetched from another network than the portal sign-in (device-code phishing suspected)',
		'watch-threshold': 'More failures within the hour than the limit',
	},
	evidence: {
		'token-from-elsewhere': 'portal sign-in network',
		exempt: 'reason',
		vendor: 'reason',
	},
	figures: {
		days: (count) => `${count} ${count === 1 ? 'day' : 'days'} old`,
		failures: (count) => `${count} ${count === 1 ? 'failure' : 'failures'}`,
		names: (count) => `${count} ${count === 1 ? 'name' : 'names'}`,
		networks: (count) => `${count} networks`,
	},
	failuresOf: {
		person: 'all attempts of this user in the last hour',
		address: "other users' attempts from this address in the last hour included",
		others: 'attempts of other cases in the last hour included',
	},
	workloadSigns: {
		'in-scope-of': 'credentials of an AWS compute service',
		'ec2-role-delivery': 'credentials of an EC2 instance',
		'instance-session': 'session name like that of an EC2 instance',
		'codebuild-session': 'session name like that of CodeBuild',
		'ecs-task-session': 'session name like that of an ECS task',
		'pod-identity-session': 'session name like that of EKS Pod Identity',
		'web-identity': 'OIDC token (CI or the like)',
		certificate: 'certificate of IAM Roles Anywhere',
		configured: 'role listed in eyes.config.ts',
	},
	event: 'Event',
	case: 'Case',
	runbook: 'Open the runbook',
	cloudTrail: 'View in CloudTrail',
	poweredBy: 'powered by',
};
