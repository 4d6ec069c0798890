import { own, phrase } from '../card/phrase.ts';
import type { AlarmWords } from './alarm-words.ts';

export const enAlarms: AlarmWords = {
	title: 'AWS credential alarm',
	labels: { status: 'AWS reports', time: 'Reported at' },
	from: {
		health: 'AWS Health',
		quarantine: 'Quarantine policy attached',
		'sign-in-anomaly': 'AWS Sign-In anomaly alert',
		guardduty: 'GuardDuty finding',
	},
	attachedBy: (name) => phrase`attached by ${{ raw: name, max: 80 }}`,
	noAddress: 'The alarm names no address',
	openConsole: 'View in the AWS console',
	headlines: {
		'alarm-sample': 'Sample finding, nothing happened',
		'key-exposed': 'Access key exposed',
		'key-compromised': 'Access key compromised',
		'key-suspected': 'Access key probably exposed',
		'console-compromised': 'Account console compromised',
		quarantined: 'User quarantined',
		'aws-risk': 'AWS reports a credential risk',
		guardduty: 'GuardDuty finding',
		'sign-in-anomaly': 'Sign-in anomaly',
	},
	actions: {
		alarm: 'An alarm about a credential. AWS API calls were not blocked.',
		'alarm-sample': 'It is a sample. Nothing happened, and nothing was blocked.',
	},
	reasons: {
		'aws-alarm': 'An alarm about a credential arrived',
		'alarm-backed': 'AWS Health and a quarantine policy report the same user within the hour',
		quarantined: 'AWSCompromisedKeyQuarantine was attached to the user',
		'alarm-user-not-found': 'IAM knows no user of the account with this key or name',
		'alarm-user-not-answered': 'IAM did not tell whose key it is',
		'alarm-sample': 'It is a sample finding: nothing has happened',
		'alarm-closed': 'AWS closed its report',
		'alarm-off': 'eyes.config.ts switches these alarms off',
	},
	steps: {
		'ask-reported-owner': () =>
			own('Call the owner of the credential: where was it kept, and which programs use it?'),
		'ask-attacher': () =>
			own('Find out who attached the policy: AWS, or a colleague? Ask them why.'),
		'replace-key': ({ maskedKey }) =>
			maskedKey === null
				? own('Make a new access key, move the programs to it, and deactivate the reported one.')
				: phrase`Make a new access key, move the programs to it, and deactivate ${maskedKey}.`,
		'check-key-use': () =>
			own('Search CloudTrail for what the credential did, first for new users, keys and policies.'),
		'answer-aws': () =>
			own(
				'Answer the case that AWS opened in the Support Center. Detach AWSCompromisedKeyQuarantine only after the key is replaced.',
			),
		'look-at-finding': () =>
			own('Open the finding in GuardDuty: it lists the calls and what is unusual about them.'),
		'release-replaced': () =>
			own('When the key is replaced, release the block with the release command.'),
		'contain-reported': () =>
			own('If nobody can rule out a theft, block now with the contain command.'),
	},
	firstSteps: {
		'ask-reported-owner': 'call the key owner',
		'ask-attacher': 'find out who attached it',
	},
	notContained: {
		'alarm-is-no-proof':
			'This alarm does not prove a theft, so a responder must decide whether to block.',
		'alarm-names-nobody':
			'The alarm names nobody who was found in IAM. Find the owner, and block by hand.',
	},
};
