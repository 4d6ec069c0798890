import { own, phrase } from '../card/phrase.ts';
import type { ContainmentWords } from './containment-words.ts';
import { enAlarms } from './en-alarms.ts';

const PROPAGATION = 'takes effect everywhere within a few minutes';

export const enContainment: ContainmentWords = {
	containmentLabel: 'Containment',
	commandsLabel: 'Commands',
	states: {
		failed: 'Blocking failed',
		refused: 'Blocking failed',
		held: 'On hold',
		asked: 'Needs approval',
		'under-way': 'Blocking',
		effective: 'Blocked',
		partly: 'Partly blocked',
		ending: 'Releasing',
		outside: 'Not blocked (outside of the pilot)',
		expired: 'Block ended',
		released: 'Released',
	},
	contained: (state, isUntrusted) => {
		const cause = isUntrusted ? 'Access from an untrusted network: ' : '';
		const sentences = {
			failed: `${cause}blocking AWS API calls failed. Block them by hand now.`,
			refused: `${cause}the block could not be added to the policy. Block by hand now.`,
			held: 'The circuit breaker has stopped automatic blocking, so nothing is blocked yet. Check first whether an office changed its address.',
			asked: 'Waiting for a responder to decide. Nothing is blocked yet.',
			'under-way': `${cause}AWS API calls are being blocked. The block is not confirmed yet.`,
			effective: `${cause}AWS API calls blocked (${PROPAGATION}).`,
			partly: `${cause}AWS API calls blocked, but sessions are left that are not blocked.`,
			ending: 'The block is being released and may still be in effect.',
			outside: `${cause}nothing is blocked, because it is in an account outside of the pilot.`,
			expired: 'The time set for the block is over. Nothing is blocked now.',
			released: `The block was released (${PROPAGATION}).`,
		};
		return capital(sentences[state]);
	},
	denyScopes: {
		'untrusted-networks': 'Trusted networks are not blocked.',
		'aws-mcp': "Calls through AWS's MCP servers are denied, from trusted networks too.",
		everything: 'All calls are denied, from trusted networks too.',
	},
	pilotOnly: 'Pilot: blocks hold only in its accounts; sessions in other accounts keep working.',
	leftOpen: {
		label: 'What the block does not stop',
		effective: [
			'EKS tokens: remove the access entry (aws-auth) in the cluster.',
			'Open SSM and database sessions: end them.',
			'Work given to services before (CloudFormation, SSM Automation, Step Functions, schedules): look at it.',
		],
		otherSets: (command) =>
			command === null
				? own(
						'The directory user id is not known, so only sessions of this role are blocked; other permission sets are not.',
					)
				: phrase`The directory user id is not known, so only sessions of this role are blocked. To block all: ${command}`,
	},
	notContained: {
		...enAlarms.notContained,
		'mode-observe': 'In accounts with observe-only mode nobody is blocked.',
		'mode-ask': 'Waiting for a responder to decide.',
		'use-observe': 'Credentials at work are only reported (use.mode: observe).',
		'usual-network':
			'The key has been used from this network for more than a day, so nothing is blocked. If the network is yours, add it to networks in eyes.config.ts, or the user to use.except.',
		'key-usual-elsewhere':
			'The key is usual at another untrusted network, where a block would stop it too. A responder must decide.',
		'key-known-nowhere':
			'No earlier use of the key is known, so it may be a job of yours. A responder must decide.',
		'key-past-not-answered':
			'CloudTrail did not tell in time where the key was used before. A responder must decide.',
		'session-origin-unknown':
			'It is not known from where the session was obtained. A responder must decide.',
		'caller-not-watched':
			"The caller's account is ours but is not watched, so it may be a machine of ours. A responder must decide.",
		'breaker-open':
			'The circuit breaker has stopped automatic blocking: too many people at once. Check first whether an office changed its address.',
		'unknown-origin':
			'It is not certain that this came from an untrusted network, so nobody is blocked.',
		exempt: 'Exempt from blocking. Ask why it was used.',
		protected: 'Protected, so never blocked. If it was not the user, revoke the sessions by hand.',
		vendor: 'A listed vendor is not blocked. If this was not intended, ask the vendor.',
		'own-endpoint':
			'The VPC endpoint is in one of our accounts, so nothing is blocked. Add it to eyes.config.ts, or find out who uses it.',
		'console-session':
			'The console session was opened from a trusted network within the hour, so nothing is blocked. Ask them whether they use CloudShell.',
		workload: 'Workloads are not blocked. If this is not its network, stop the workload.',
		'management-root':
			"No policy applies to the management account's root. Change its password and MFA, and delete its keys.",
		'root-needs-organization':
			'Only an SCP applies to root. Change its password and MFA, and delete its keys.',
		'service-linked-role':
			'No policy applies to a service-linked role. Find out who uses the service.',
		'external-caller-only':
			'The caller is in an account that is not ours. Change the trust policy of the role.',
		'caller-not-named':
			"The record does not name the caller. Look for the call in the log of the caller's account.",
		'outside-caller-only':
			'The caller used a token or certificate from outside of AWS. Stop it at its source, or change the trust policy of the role.',
		'caller-without-id':
			'The record does not contain the ID of the caller. Block the caller by hand.',
		'no-selector': 'The record does not contain the id that a block needs. Block by hand.',
		'no-policy': 'No containment policy applies to this account. Block by hand.',
		'management-not-covered':
			'The management account is not covered, because no SCP applies to it. If they can act there, stop them there by hand, or name the account in containment.modes.',
		'session-not-denied':
			'The id of the new session is not known, so it cannot be blocked. Revoke the active sessions of its role by hand.',
		'too-many-sessions':
			'One caller has more than ten sessions, and the others are not blocked. Cut the role.',
	},
	problems: {
		'policy-missing': 'The containment policy does not exist.',
		'not-permitted': 'AWS does not allow the call.',
		'request-refused': 'AWS does not accept the request.',
		'text-too-long': 'The policy text is longer than AWS allows.',
		'text-refused': 'AWS does not accept the policy text.',
		'text-invalid': "The policy text did not pass eyes-system's own check.",
		'not-an-organization': 'The account does not belong to an organization.',
		'endpoint-unsupported': 'The Region or endpoint does not offer this call.',
		'management-account': 'No SCP applies to the management account.',
		'account-unknown': 'The account is not in the organization.',
		'not-attached-above': 'The SCP is not attached to the account or above it.',
		'not-under-the-policy':
			'The SCP does not apply to the account. If it is ours, attach the SCP to it or to an OU above and block again, or revoke the active sessions of the role there. If it is external, ask its owner to revoke the sessions and to correct the trust policy.',
		'outside-pilot': 'The account is outside of the pilot, so nothing is blocked there.',
		'not-referenced': 'The permission set does not reference the containment policy.',
		'protected-role': 'Only AWS may change this role.',
		'principal-missing': 'The user or role does not exist.',
		renamed:
			'Somebody renamed it: the name now belongs to another user or role, and the one to block is not found.',
		'too-many-policies': 'The user or role already has as many policies as AWS allows.',
		'nothing-to-attach-to': "No policy of the account applies to this user's requests.",
		throttled: 'AWS is throttling the calls. eyes-system tries again.',
		'not-visible-yet': 'The new text is not visible yet. eyes-system tries again.',
		busy: 'Another change is in progress. eyes-system tries again.',
		'service-fault': 'AWS had an error. eyes-system tries again.',
		'too-large': 'The policy text has no space left.',
		malformed: 'The id or the end time is not valid, so it was not added to the policy.',
		protected: 'The principal is protected and can never be blocked.',
	},
	requestedBy: (who, why) => phrase`${who} asked for the block. Reason: ${why}`,
	released: (who, why) => phrase`${who} released the block. Reason: ${why}`,
	commands: { release: 'Release', contain: 'Block', status: 'Check status' },
	decline: 'Do not block',
	cutRole: ({ sessions, isMore, isKnown }) =>
		`Cut the role (${sessions}${isMore ? ' or more' : ''} ${sessions === 1 && !isMore ? 'session' : 'sessions'}${isKnown ? '' : '; no record names the role: fill in its account and name'})`,
	askingAge: 'age not known yet',
	thread: {
		count: (count) => `${count} sign-ins in this case so far.`,
		severity: (severity) => `Severity raised to ${severity}.`,
		openCard: 'Open the card',
		effective: (state, count, until) =>
			`${state} (${PROPAGATION}): ${count === 1 ? '' : `${count} principals, `}until ${until}`,
		failed: (policy, reason, remediation) =>
			phrase`🚨 Blocking failed, act by hand · ${policy}: ${reason} ${remediation}`,
		notBlocked: (policy, reason, remediation) =>
			phrase`Not blocked · ${policy}: ${reason} ${remediation}`,
		notEnded: (policy, reason, remediation) =>
			phrase`Releasing failed, the block may still be in effect · ${policy}: ${reason} ${remediation}`,
		extended: (until) => `The block now lasts until ${until}.`,
		expired: 'The time set for the block is over. Nothing is blocked now.',
		ends: (until) =>
			`Nobody has answered yet. The block ends at ${until}; to keep it, run the contain command with --hours before then.`,
		endsExtended: (until) =>
			`Nobody has answered yet. The block that ends at ${until} is extended until a responder answers, 30 days at most.`,
		answered: (who) => phrase`${who} has answered.`,
	},
	mention: {
		others: (count) => `and ${count} more`,
		posted: (count) =>
			`${count === 1 ? '1 urgent message was' : `${count} urgent messages were`} posted here without a mention. Check the latest messages of this channel.`,
	},
	notices: {
		breakerTitle: 'Circuit breaker open: automatic blocking stopped',
		breakerMeans:
			'The circuit breaker has stopped automatic blocking. Existing blocks stay and alerts go on. New blocks wait for a responder.',
		breakerReasons: {
			unreadable: 'The stored state of the circuit breaker cannot be read, so it counts as open.',
			people: 'More people than the limit were about to be blocked in a short time.',
			accounts: 'People of more accounts than the limit were about to be blocked in a short time.',
			share: 'A larger share of the staff than the limit was about to be blocked in a short time.',
			moved:
				'Several people known from trusted networks came from one network that is not registered. An office may have changed its address.',
		},
		breakerSteps: [
			'Check first whether an office changed its address. If so, correct networks in eyes.config.ts and deploy again.',
			'If not, check each waiting case and block where needed.',
			'Then resume automatic blocking.',
		],
		breakerFirst: 'check office IPs',
		unreadableFirst: 'check the logs',
		unreadableSteps: [
			'Search the logs of the functions for "item cannot be read", and find out who wrote into the table.',
			'Check each waiting case and block where needed.',
			'Then resume automatic blocking, which writes the state anew.',
		],
		resume: 'Resume',
		tamperingTitle: 'Containment policy tampered with',
		textChanged: (policy) =>
			phrase`Somebody else changed the text of the containment policy: ${policy}`,
		policyDetached: (policy, from) =>
			phrase`Somebody else detached the containment policy: ${policy} · ${from}`,
		principalRenamed: (policy, from, to) =>
			phrase`Somebody else renamed a contained principal: ${policy} · ${from} → ${to}`,
		beingRepaired:
			'eyes-system is restoring it. Check with the status command that the blocks are in effect.',
		tamperingSteps: [
			'Find out in CloudTrail who changed it. If the change was not intended, treat it as an incident.',
		],
		tamperingFirst: 'check the blocks',
		openedAt: 'Time',
		byHand: {
			title: 'Block by hand',
			whom: 'Who',
			wholeRole: (before) => `All sessions of this role that were issued before ${before}`,
			askedBy: 'Asked for by',
			why: 'Reason',
			scope: 'Scope',
			fix: 'Fix it as this message says, or block by hand as the runbook says.',
		},
	},
};

function capital(sentence: string): string {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
