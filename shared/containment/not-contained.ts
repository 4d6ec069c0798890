/**
 * The reasons why a rule does not contain, each with what a human can do instead. `eyes status` and
 * replay print these sentences.
 */
export const NOT_CONTAINED = {
	'mode-observe': 'the mode is observe: rules only report what they would contain',
	'mode-ask': 'the mode is ask, so a human must decide: run eyes contain or eyes release',
	'use-observe':
		'use.mode is observe: rules only report which credentials at work they would contain',
	'usual-network':
		'the key has been used from this network for more than a day: if the network is yours, add it to networks or the principal to use.except',
	'key-usual-elsewhere':
		'the key is usual at another untrusted network, where a deny would stop it too: add that network to networks if it is yours, or run eyes contain or eyes release',
	'key-known-nowhere':
		'no earlier use of the key is known, so it may be a job of yours: run eyes contain or eyes release',
	'key-past-not-answered':
		'CloudTrail did not tell in time where the key was used before: run eyes contain or eyes release',
	'session-origin-unknown':
		'no record tells from where the session was obtained: run eyes contain or eyes release',
	'caller-not-watched':
		"the caller's account is ours but is not watched, so it may be a machine of ours: run eyes contain or eyes release",
	'breaker-open':
		'the circuit breaker is open, because too many people were to be contained at once: a human must decide',
	'alarm-is-no-proof':
		'this alarm of AWS does not prove that the credential is stolen, so a human must decide: run eyes contain or eyes release',
	'alarm-names-nobody':
		'the alarm of AWS names nobody who was found: find the owner of the credential in IAM, and contain them by hand',
	'unknown-origin': 'it is not proven that the call came from an untrusted network: ask the person',
	exempt: 'an exemption in the configuration covers this sign-in: ask the person why it was used',
	protected:
		'it is a protected principal: if the sign-in is not expected, revoke its sessions by hand',
	workload:
		'it is a workload: if the network is not its own, stop it, or set containWorkloads in the configuration',
	vendor:
		'the configuration expects this vendor in this role: ask the vendor, or change the trust policy of the role',
	'own-endpoint':
		'the VPC endpoint belongs to an account of ours: list it in the configuration, or find out who uses it',
	'console-session':
		'the console session was opened from a trusted network within the hour: ask the person whether they use CloudShell',
	'management-root':
		"no policy applies to the management account's root: change its password and MFA, delete its access keys",
	'root-needs-organization':
		'only an SCP applies to root: change its password and MFA, delete its access keys',
	'service-linked-role':
		'no policy applies to a service-linked role: contain the principal that uses the service',
	'external-caller-only':
		'the caller is in an external account, so only the session can be denied: change the trust policy of the role',
	'caller-not-named':
		"the record does not name the caller, so only the session can be denied: look in the log of the caller's account",
	'outside-caller-only':
		'the caller has shown a token or certificate from outside of AWS, so only the session can be denied: stop it at its source, or change the trust policy of the role',
	'caller-without-id':
		'the record lacks the id of the caller, so only the session can be denied: contain the caller by hand',
	'no-selector': 'the record lacks the id that a deny needs: contain by hand',
	'no-policy': 'no containment policy applies in this account: contain by hand',
	'management-not-covered':
		'no SCP applies to the management account, and the configuration does not name it in containment.modes: if the person can act there, stop them there by hand',
	'session-not-denied':
		'the record lacks the id of the session that was made: revoke the sessions of its role by hand',
	'too-many-sessions':
		'one caller has more than ten sessions, and rules deny no more: cut their roles with eyes contain ROLE_ARN, or stop the user if they are not sessions of a role',
} as const;

/** A reason why a rule does not contain. */
export type NotContained = keyof typeof NOT_CONTAINED;

/** With these reasons the requests only show what would be done. */
const SHOWN: readonly NotContained[] = ['mode-observe', 'use-observe'];
/** With these reasons the requests wait for a human. */
const ASKING: readonly NotContained[] = [
	'mode-ask',
	'alarm-is-no-proof',
	'key-usual-elsewhere',
	'key-known-nowhere',
	'key-past-not-answered',
	'session-origin-unknown',
	'caller-not-watched',
];

/** True if the reason is that rules may only show what they would do. */
export function isOnlyShown(why: NotContained | null): boolean {
	return why !== null && SHOWN.includes(why);
}

/** True if the reason is that a human must decide first. */
export function isAsking(why: NotContained | null): boolean {
	return why !== null && ASKING.includes(why);
}
