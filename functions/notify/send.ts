import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';
import type {
	Changing,
	Gone,
	Later,
	Malformed,
	Posted,
	Posting,
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

/** A message, and the same as plain text in case Slack refuses the first form. */
export interface TwoForms {
	readonly message: ChannelMessage;
	readonly plain: ChannelMessage;
}

interface Stuck {
	readonly kind: 'stuck';
	readonly error: string;
}

/**
 * Posts a message. If Slack refuses its form, posts it as plain text, so that no alert gets lost.
 */
export function post(
	deps: NotifyDeps,
	{ message, plain, ...posting }: Omit<Posting, 'message'> & TwoForms,
	kind: 'card' | 'reply' | 'notice',
): Promise<Posted | Gone | Later | Refused | Stuck> {
	const send = (form: ChannelMessage) => deps.messages.post({ ...posting, message: form });
	return inEitherForm(send, { message, plain, key: posting.key, kind }, deps);
}

/** Updates a posted message in the same way. */
export function update(
	deps: NotifyDeps,
	{ message, plain, ...changing }: Omit<Changing, 'message'> & TwoForms,
): Promise<Updated | Gone | Later | Refused | Stuck> {
	const send = (form: ChannelMessage) => deps.messages.update({ ...changing, message: form });
	return inEitherForm(send, { message, plain, key: changing.key, kind: 'update' }, deps);
}

async function inEitherForm<T extends Posted | Updated>(
	send: (form: ChannelMessage) => Promise<T | Gone | Later | Refused | Malformed>,
	{ message, plain, key, kind }: TwoForms & { readonly key: string; readonly kind: string },
	{ telemetry }: NotifyDeps,
): Promise<T | Gone | Later | Refused | Stuck> {
	let answer = await send(message);
	if (answer.kind === 'malformed') {
		const fields = { key, error: answer.error };
		telemetry.error('Slack refused the form of a message, plain text is sent instead', fields);
		answer = await send(plain);
	}
	if (answer.kind === 'malformed') return { kind: 'stuck', error: answer.error };
	if (answer.kind === 'posted' || answer.kind === 'updated') telemetry.count('SlackPosted', kind);
	return answer;
}

/** Equal messages have the same digest. */
export function digestOf(message: ChannelMessage): string {
	return sha256(JSON.stringify(message)).slice(0, 16);
}
