import type { Amend } from '../proxy/fault-proxy.ts';

/**
 * Gives users the unique ids that they have in the records. The emulator makes up other ones, and a
 * containment counts only if the policy is attached to the id.
 */
export function iamIds(ids: ReadonlyMap<string, string>): Amend {
	return ({ action }, _body, answer) => {
		if (!TELLING.includes(action)) return answer;
		const text = answer.body
			.toString()
			.replaceAll(
				/<UserName>([^<]+)<\/UserName><UserId>([^<]+)/g,
				(_, name: string, id: string) =>
					`<UserName>${name}</UserName><UserId>${ids.get(name) ?? id}`,
			);
		return { ...answer, body: Buffer.from(text) };
	};
}

const TELLING = ['ListEntitiesForPolicy', 'ListUsers', 'GetUser'];
