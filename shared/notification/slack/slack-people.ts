import * as v from 'valibot';
import type { SlackPeople } from './channel-files.ts';
import type { SlackCall } from './slack-caller.ts';
import { refused } from './slack-errors.ts';

const found = v.object({ user: v.object({ id: v.pipe(v.string(), v.nonEmpty()) }) });

/**
 * Finds people by their e-mail address. Needs the scope `users:read.email`.
 * https://docs.slack.dev/reference/methods/users.lookupByEmail
 */
export function slackPeople(call: SlackCall): SlackPeople {
	return {
		idOf: async (email) => {
			const answer = await call(async (client) => {
				const parsed = v.safeParse(found, await client.apiCall('users.lookupByEmail', { email }));
				return parsed.success
					? ({ kind: 'found', id: parsed.output.user.id } as const)
					: refused('no_user');
			});
			if (answer.kind === 'gone') return { kind: 'absent' };
			return answer.kind === 'malformed' ? refused(answer.error) : answer;
		},
	};
}
