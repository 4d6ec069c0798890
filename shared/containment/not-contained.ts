/** Why a rule does not contain, with what a human can do instead. Data for messages, replay and reports. */
export const NOT_CONTAINED = {
	'mode-observe': 'the mode is observe: this would be done',
	'mode-ask': 'the mode is ask: a human decides',
	'breaker-open': 'the breaker is open: too many people at once; a human decides',
	'unknown-origin':
		'it cannot be shown that the call came from an untrusted network; ask the person',
	exempt: 'a standing exemption; ask for the reason of its use',
	protected: 'a protected principal; revoke its sessions by hand if it was not you',
	workload: 'a machine; stop it, or set containWorkloads, if the network is not its own',
	'management-root':
		"no policy reaches the management account's root: change its password and MFA, delete its keys",
	'root-needs-organization':
		'only an SCP reaches root: change its password and MFA, delete its keys',
	'service-linked-role':
		'no policy reaches a service-linked role; contain whoever uses the service',
	'external-caller-only':
		'the caller is in an account that is not ours: change the trust policy of the role',
	'no-selector': 'the record does not carry the id that a deny needs; contain by hand',
	'no-policy': 'no policy of ours reaches this account',
	'session-not-denied':
		'the session that was made cannot be named in a deny: revoke the sessions of its role by hand',
	'too-many-sessions':
		'one caller has made more than ten sessions: revoke the sessions of the role by hand',
} as const;

export type NotContained = keyof typeof NOT_CONTAINED;
