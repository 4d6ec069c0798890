import type { NotifyDeps } from './deps.ts';
import { type Answer, Gates } from './gates.ts';

/** What one run works with. */
export interface RunDeps extends NotifyDeps {
	readonly gates: Gates;
}

/** Stands for all that goes to no configured channel: files, owners, searches for owners. */
const ELSEWHERE = 'elsewhere';

/**
 * Limits a run to so many messages in each channel, and leaves a channel alone that refuses or limits
 * messages, while the others go on. Searching is not counted.
 */
export function paced(deps: NotifyDeps): RunDeps {
	const { messages, files, people, channels } = deps;
	const gates = new Gates(deps);
	const placeOf = (channel: string) => (channels.all.includes(channel) ? channel : ELSEWHERE);
	const send = <T extends Answer>(channel: string, call: () => Promise<T>) =>
		gates.send(placeOf(channel), call);
	const elsewhere = <T extends Answer>(call: () => Promise<T>) => gates.ask(ELSEWHERE, call);
	return {
		...deps,
		gates,
		messages: {
			post: (posting) => send(posting.channel, () => messages.post(posting)),
			update: (changing) => send(changing.channel, () => messages.update(changing)),
			find: (searching) => gates.ask(placeOf(searching.channel), () => messages.find(searching)),
			linkTo: (message) => gates.ask(placeOf(message.channel), () => messages.linkTo(message)),
		},
		files: {
			start: (file) => elsewhere(() => files.start(file)),
			upload: (url, bytes) => elsewhere(() => files.upload(url, bytes)),
			complete: (file) => elsewhere(() => files.complete(file)),
			isShared: (id) => elsewhere(() => files.isShared(id)),
		},
		people: { idOf: (email) => elsewhere(() => people.idOf(email)) },
	};
}
