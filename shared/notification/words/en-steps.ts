import { actionList, own, phrase } from '../card/phrase.ts';
import type { StepWords } from '../card/steps.ts';
import { enAlarms } from './en-alarms.ts';

/** What the reader is asked to do. */
export const enSteps: StepWords = {
	steps: {
		...enAlarms.steps,
		'ask-person': () => own('Ask the user whether this was them, by phone rather than in Slack.'),
		'ask-key-owner': () => own("Call the key's owner: was it them, or a job?"),
		'decide-release': () => own('If it was them, ask them to use the VPN, and release the block.'),
		'release-intended': () =>
			own('If it was intended, release the block with the release command.'),
		'keep-contained': () =>
			own('If it was not them, or if in doubt, keep the block and continue with the next steps.'),
		'keep-unintended': () =>
			own(
				'If it was not intended, or if in doubt, keep the block and continue with the next steps.',
			),
		'decide-contain': () =>
			own('If it was not them, or if in doubt, block now with the contain command.'),
		'contain-unintended': () =>
			own('If it was not intended, or if in doubt, block now with the contain command.'),
		'check-office': () => own('Check first whether an office changed its address.'),
		'fix-containment': () =>
			own('Fix the block as said above, or stop the access by hand as follows.'),
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
		'add-network': ({ networkLine }) =>
			networkLine === null
				? own('If it is a job of ours, add its network to networks in eyes.config.ts.')
				: phrase`If it is a job of ours in a network of ours, add to eyes.config.ts: ${{ raw: networkLine, max: 120 }}`,
		'except-key': ({ exceptionLine }) =>
			exceptionLine === null
				? own('If its use from anywhere is expected, add its user to use.except in eyes.config.ts.')
				: phrase`If its use from anywhere is expected, add to eyes.config.ts: ${{ raw: exceptionLine, max: 300 }}`,
		'ask-vendor': () => own('If this is new, ask the contact at the vendor what they are doing.'),
		'isolate-workload': () =>
			own('Its credentials may have leaked: isolate the workload and check with its owner.'),
		'look-for-success': () =>
			own('Search CloudTrail for a successful sign-in from the same address.'),
		'stop-key': ({ maskedKey }) =>
			phrase`If not confirmed, deactivate and replace the access key now: ${maskedKey}`,
		'undo-actions': ({ done }) =>
			phrase`If not confirmed, undo what these calls changed: ${actionList(done)}`,
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
		...enAlarms.firstSteps,
		'ask-person': 'call the user',
		'ask-key-owner': 'call its owner',
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
};
