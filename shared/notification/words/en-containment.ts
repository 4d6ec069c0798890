import { say } from '../card/phrase.ts';
import type { ContainmentWords } from './containment-words.ts';

const PROPAGATION = 'up to some minutes until it holds everywhere';

export const enContainment: ContainmentWords = {
	containmentLabel: 'Containment',
	commandsLabel: 'Commands',
	states: {
		failed: 'Blocking failed: act by hand',
		refused: 'Blocking failed: act by hand',
		held: 'Automatic blocking stopped',
		asked: 'Waiting for a responder',
		'under-way': 'Blocking',
		effective: 'Blocked',
		lifting: 'Releasing',
		expired: 'Block expired',
		released: 'Released',
	},
	contained: (state, isUntrusted) => {
		const cause = isUntrusted ? 'Access from an untrusted network: ' : '';
		const sentences = {
			failed: `${cause}blocking AWS API calls failed. Take it that they are not blocked, and block them by hand now.`,
			refused: `${cause}the block could not be put into the policy. Block by hand now.`,
			held: 'Automatic blocking is stopped, so nothing is blocked yet. Check first whether an office changed its address.',
			asked: 'Waiting for a responder to decide. Nothing is blocked yet.',
			'under-way': `${cause}AWS API calls are being blocked. That they are is not confirmed yet.`,
			effective: `${cause}AWS API calls blocked (${PROPAGATION}).`,
			lifting: 'The block is being lifted and may still hold.',
			expired: 'The time set for the block is over. Nothing is blocked now.',
			released: `The block was lifted (${PROPAGATION}).`,
		};
		return capital(sentences[state]);
	},
	denyScopes: {
		'untrusted-networks':
			'Only calls from untrusted networks are denied; from a trusted network everything works as usual.',
		everything: 'All calls are denied, from trusted networks too.',
	},
	troubles: {
		'policy-missing': 'The containment policy does not exist.',
		'not-permitted': 'AWS does not allow the call.',
		'request-refused': 'AWS does not accept the request.',
		'text-too-long': 'The policy text is longer than AWS takes.',
		'text-refused': 'AWS does not accept the policy text.',
		'text-invalid': "The policy text did not pass eyes-system's own check.",
		'not-an-organization': 'The account belongs to no organization.',
		'endpoint-unsupported': 'The Region or endpoint does not offer this call.',
		'management-account': 'No SCP reaches the management account.',
		'account-unknown': 'The account is not in the organization.',
		'not-attached-above': 'The SCP is attached neither to the account nor above it.',
		'not-referenced': 'The permission set does not reference the containment policy.',
		'protected-role': 'Only AWS may change this role.',
		'principal-missing': 'The user or role does not exist.',
		'too-many-policies': 'The user or role has as many policies as it may have.',
		'nothing-to-attach-to': "No policy of the account reaches this user's requests.",
		throttled: 'AWS is throttling us; it is tried again.',
		'not-visible-yet': 'The new text cannot be seen yet; it is tried again.',
		busy: 'Another change is in progress; it is tried again.',
		'service-fault': 'AWS had a fault; it is tried again.',
		'too-large': 'There is no room left in the policy text.',
		malformed: 'The id or the end is not sound, so it was kept out of the policy.',
		protected: 'It is protected and can never be blocked.',
	},
	requestedBy: (who, why) => say`${who} asked for the block. Reason: ${why}`,
	released: (who, why) => say`${who} released the block. Reason: ${why}`,
	commands: { release: 'Release', contain: 'Block', status: 'Look it up' },
	askingAge: 'age: asking IAM',
	thread: {
		count: (count) => `${count} sign-ins in this case so far.`,
		severity: (severity) => `Severity raised to ${severity}.`,
		effective: (count, until) =>
			`Blocked (${PROPAGATION}): ${count === 1 ? '' : `${count} principals, `}until ${until}`,
		failed: (policy, reason, remediation) =>
			say`🚨 Blocking failed, act by hand · ${policy}: ${reason} ${remediation}`,
		notLifted: (policy, reason, remediation) =>
			say`Releasing failed, the block may still hold · ${policy}: ${reason} ${remediation}`,
		extended: (until) => `The block now lasts until ${until}.`,
		expired: 'The time set for the block is over. Nothing is blocked now.',
		ends: (until) =>
			`Nobody has answered yet. The block ends at ${until}; to keep it, run contain with --hours before that.`,
		endsExtended: (until) =>
			`Nobody has answered yet. The block that ends at ${until} is extended until a responder answers, 30 days at most.`,
		answered: (who) => say`${who} has answered.`,
	},
	notices: {
		breakerTitle: 'Automatic blocking stopped',
		breakerMeans:
			'Rules have stopped blocking. What is blocked stays blocked and alerts go on; new blocks wait for a responder.',
		breakerReasons: {
			unreadable: 'The record of the circuit breaker cannot be read, so it counts as open.',
			people: 'More people than the limit were to be blocked in a short time.',
			accounts: 'People of more accounts than the limit were to be blocked in a short time.',
			share: 'A larger share of the staff than the limit was to be blocked in a short time.',
			moved:
				'Several people known from inside came from one network that is not registered: an office may have changed its address.',
		},
		breakerSteps: [
			'Check first whether an office changed its address. If so, correct networks in eyes.config.ts and deploy again.',
			'If not, look at each waiting case and block where needed.',
			'Then let the rules block again.',
		],
		resume: 'Resume',
		tamperingTitle: 'Containment policy tampered with',
		textChanged: (policy) =>
			say`Somebody else changed the text of the containment policy: ${policy}`,
		policyDetached: (policy, from) =>
			say`Somebody else took the containment policy off: ${policy} · ${from}`,
		beingRepaired:
			'eyes-system is putting it back. Look with the command below whether the blocks hold.',
		tamperingSteps: [
			'Find out in CloudTrail who changed it. If that was not intended, treat it as an incident.',
		],
		openedAt: 'Time',
	},
};

function capital(sentence: string): string {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
