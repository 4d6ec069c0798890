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

/** A message, and the same as text for when Slack does not take it. */
export interface TwoForms {
	readonly message: ChannelMessage;
	readonly plain: ChannelMessage;
}

interface Stuck {
	readonly kind: 'stuck';
	readonly error: string;
}

/** Posts it, once more as text where Slack does not take the first form: an alert must not be lost to its looks. */
export function post(
	deps: NotifyDeps,
	{ message, plain, ...posting }: Omit<Posting, 'message'> & TwoForms,
	kind: 'card' | 'reply' | 'notice',
): Promise<Posted | Gone | Later | Refused | Stuck> {
	const send = (form: ChannelMessage) => deps.messages.post({ ...posting, message: form });
	return inEitherForm(send, { message, plain, key: posting.key, kind }, deps);
}

/** As `post`, for what stands there already. */
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
		telemetry.error('Slack does not take a message as it is', { key, error: answer.error });
		answer = await send(plain);
	}
	if (answer.kind === 'malformed') return { kind: 'stuck', error: answer.error };
	if (answer.kind === 'posted' || answer.kind === 'updated') telemetry.count('SlackPosted', kind);
	return answer;
}

/** The same message has the same digest. */
export function digestOf(message: ChannelMessage): string {
	return sha256(JSON.stringify(message)).slice(0, 16);
}
