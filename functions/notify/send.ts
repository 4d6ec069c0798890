import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';
import type {
	Changing,
	Posting as ChannelPosting,
	Gone,
	Later,
	Malformed,
	Posted,
	Refused,
	Updated,
} from '../../shared/notification/slack/channel-messages.ts';
import { sha256 } from '../../shared/runtime/sha256.ts';
import type { NotifyDeps } from './deps.ts';

/**
 * What became of one message that was due.
 * - `done`: nothing is left to post about it now
 * - `busy`: another run has claimed it, or was killed while it held the claim
 * - `stuck`: Slack refuses it in every form; it stays due
 */
export type Outcome =
	| { readonly kind: 'done' }
	| { readonly kind: 'busy' }
	| { readonly kind: 'stuck'; readonly error: string }
	| Later
	| Refused;

export const DONE: Outcome = { kind: 'done' };

/** A claim ends after this time, which is longer than a run takes. */
export const CLAIM_MS = 60_000;

/** A message in several forms, the best first. Slack may refuse a form; the last is plain text. */
export type Forms = readonly [ChannelMessage, ...ChannelMessage[]];

/** What is posted where. */
export type Posting = Omit<ChannelPosting, 'message'> & { readonly forms: Forms };

export interface Stuck {
	readonly kind: 'stuck';
	readonly error: string;
}

/**
 * Posts a message. If Slack refuses its form, posts the next one, so that no alert gets lost.
 */
export function post(
	deps: NotifyDeps,
	{ forms, ...posting }: Posting,
	kind: 'card' | 'reply' | 'notice',
): Promise<Posted | Gone | Later | Refused | Stuck> {
	const send = (form: ChannelMessage) => deps.messages.post({ ...posting, message: form });
	return inAnyForm(send, { forms, key: posting.key, kind }, deps);
}

/** Updates a posted message in the same way. */
export function update(
	deps: NotifyDeps,
	{ forms, ...changing }: Omit<Changing, 'message'> & { readonly forms: Forms },
): Promise<Updated | Gone | Later | Refused | Stuck> {
	const send = (form: ChannelMessage) => deps.messages.update({ ...changing, message: form });
	return inAnyForm(send, { forms, key: changing.key, kind: 'update' }, deps);
}

async function inAnyForm<T extends Posted | Updated>(
	send: (form: ChannelMessage) => Promise<T | Gone | Later | Refused | Malformed>,
	{ forms, key, kind }: { readonly forms: Forms; readonly key: string; readonly kind: string },
	{ telemetry }: NotifyDeps,
): Promise<T | Gone | Later | Refused | Stuck> {
	const [first, ...others] = forms;
	let answer = await send(first);
	for (const form of others) {
		if (answer.kind !== 'malformed') break;
		const fields = { key, error: answer.error };
		telemetry.error('Slack refused the form of a message, a simpler one is sent instead', fields);
		answer = await send(form);
	}
	if (answer.kind === 'malformed') return { kind: 'stuck', error: answer.error };
	if (answer.kind === 'posted' || answer.kind === 'updated') telemetry.count('SlackPosted', kind);
	return answer;
}

/** Equal messages have the same digest. */
export function digestOf(message: ChannelMessage): string {
	return sha256(JSON.stringify(message)).slice(0, 16);
}
