import type { Cause } from '../../stack-sets/stack-instance.ts';

/** The words about instances of StackSets that are not current, in one language. */
export interface StackSetWords {
	/** Why instances are not current. */
	readonly causes: Readonly<Record<Cause, string>>;
	/** What helps. */
	readonly helps: Readonly<Record<Cause, string>>;
}

const en: StackSetWords = {
	causes: {
		scp: 'an SCP denies StackSets what the stack needs',
		region: 'STS is not active in the Region, so the Region is probably not enabled in the account',
		exists: 'the account already has a resource with one of our names',
		inoperable: 'deleting the stack failed, and StackSets does not touch it any more',
		missing: 'StackSets has no instance there',
		cancelled: 'the operation was stopped before it came there',
		other: 'AWS gives another reason',
		underway: 'StackSets has yet to come there, or works on it',
		suspended: 'the account is suspended',
	},
	helps: {
		scp: 'Exempt the roles stacksets-exec-* from that SCP, or take the account or Region out of the deployment',
		region: 'Enable the Region in the account, or take it out of deployment.regions',
		exists: 'Delete what is left there of an earlier deployment, after a look at who uses it',
		inoperable:
			'Take the instance out of the StackSet, delete its stack by hand, and create it again',
		missing: 'Create the instance',
		cancelled: 'Have StackSets try again',
		other: 'Look at the events of the stack in that account and Region',
		underway: 'Wait, then look again',
		suspended: 'Nothing: nobody can sign in there',
	},
};

export const STACK_SET_WORDS = { en } as const;
