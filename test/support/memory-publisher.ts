import type { Attachment } from '../../shared/containment/containment.ts';
import {
	type BoundPrincipal,
	type Failed,
	failed,
	type PolicyPublisher,
	type Retry,
} from '../../shared/containment/publishing/policy-publisher.ts';
import { publishText } from '../../shared/containment/publishing/publish-text.ts';
import { lagging } from './lagging.ts';
import { scriptedCalls } from './scripted-calls.ts';

/** A policy in memory. Any number of publishers may write it. */
export function memoryPolicy(text: string) {
	return {
		text: lagging(text),
		/** Every text that the policy ever had, the oldest first. */
		texts: [text],
		attached: new Map<string, Attachment>(),
		calls: scriptedCalls(),
		/** If it is set, every method answers with it and does nothing. */
		problem: null as Failed | Retry | null,
		/** Names of users and roles, and accounts, to which the policy cannot apply. */
		unreachable: new Set<string>(),
		/** Accounts above which the policy does not stand. */
		external: new Set<string>(),
	};
}
export type MemoryPolicy = ReturnType<typeof memoryPolicy>;

/** A publisher of a policy in memory, with the same order of calls as the real ones. */
export function memoryPublisher(policy: MemoryPolicy): PolicyPublisher {
	const { text, texts, attached, calls } = policy;
	const store = {
		read: () => calls.run('read', () => text.read()),
		write: (next: string) =>
			calls.run('write', () => {
				text.write(next);
				texts.push(next);
			}),
	};
	return {
		async whyNotUnder(account) {
			if (account === null || !policy.external.has(account)) return null;
			return failed('not-under-the-policy', 'Tell the owner of the account.');
		},
		publish: async (publishing) =>
			policy.problem ?? publishText(store, { ...publishing, sleep: async () => {} }),
		async applyTo(whom, _, beforeAttaching = async () => {}) {
			if (policy.problem !== null) return policy.problem;
			if (isUnreachable(policy, whom))
				return failed('not-attached-above', 'Attach the policy by hand.');
			const { attachment } = whom;
			if (attachment !== null && !attached.has(attachment.name)) {
				await beforeAttaching(attachment.name);
				await calls.run('attach', () => attached.set(attachment.name, attachment));
			}
			return { kind: 'applies' };
		},
		async detachAllBut(needed) {
			if (policy.problem !== null) return policy.problem;
			const idle = [...attached.keys()].filter(
				(name) => !needed.some((other) => other.name === name),
			);
			for (const name of idle) await calls.run('detach', () => attached.delete(name));
			return { kind: 'detached', names: idle };
		},
	};
}

function isUnreachable(
	{ unreachable }: MemoryPolicy,
	{ account, attachment }: BoundPrincipal,
): boolean {
	return (
		unreachable.has(account ?? '') || (attachment !== null && unreachable.has(attachment.name))
	);
}
