import type { Amend, Rewrite } from '../proxy/fault-proxy.ts';
import { iamIds } from './iam-ids.ts';

/**
 * Lets a test rename IAM users, because the emulator has no `UpdateUser`. The emulator keeps the
 * name with which a user was created; between it and the functions stands the name of today.
 */
export interface RenamedUsers {
	/** `from` is the name of today. */
	rename(from: string, to: string): void;
	/**
	 * Gives the name under which the emulator must create a user whose name of today is this one. It
	 * differs if another user was created under that name before.
	 */
	create(name: string): string;
	/** Gives the name in the emulator of the user with this name of today. */
	inEmulator(name: string): string;
	readonly amend: Amend;
	readonly rewrite: Rewrite;
}

/** `ids`: the unique ids of users by their names in the emulator. */
export function renamedUsers(ids: ReadonlyMap<string, string>): RenamedUsers {
	const withIds = iamIds(ids);
	const inEmulator = new Map<string, string>();
	const today = () => new Map([...inEmulator].map(([now, then]) => [then, now]));
	const real = (name: string) => inEmulator.get(name) ?? name;
	return {
		rename(from, to) {
			inEmulator.set(to, real(from));
			inEmulator.delete(from);
		},
		create(name) {
			const then = [...inEmulator.values()].includes(name) ? `${name}-again` : name;
			inEmulator.set(name, then);
			return then;
		},
		inEmulator: real,
		amend: (call, sent, given) => {
			if (call.service !== 'iam') return given;
			const names = today();
			const answer = withIds(call, sent, given);
			const body = answer.body
				.toString()
				.replace(/(?<=<UserName>)[^<]+/g, (then) => names.get(then) ?? then);
			return { ...answer, body: Buffer.from(body) };
		},
		rewrite: ({ service }, body) => {
			const input = new URLSearchParams(body.toString());
			const name = input.get('UserName');
			if (service !== 'iam' || name === null) return body;
			input.set('UserName', real(name));
			return Buffer.from(input.toString());
		},
	};
}
