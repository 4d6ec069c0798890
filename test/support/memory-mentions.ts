import {
	afterPosted,
	afterRefused,
	askMention,
	type MentionState,
	type Mentions,
} from '../../shared/outbox/mentions.ts';

/** Mentions in memory that do what those in DynamoDB do. */
export function memoryMentions(): Mentions {
	const channels = new Map<string, MentionState>();
	return {
		ask: async (channel, asked) => {
			const { state, answer } = askMention(channels.get(channel) ?? null, asked);
			channels.set(channel, state);
			return answer;
		},
		recordPosted: async (channel, key) => {
			const state = channels.get(channel) ?? null;
			const next = afterPosted(state, key);
			if (next !== null) channels.set(channel, next);
			return state?.key === key ? { others: state.others } : null;
		},
		recordRefused: async (channel, key) => {
			const next = afterRefused(channels.get(channel) ?? null, key);
			if (next !== null) channels.set(channel, next);
		},
		find: async (channel) => channels.get(channel) ?? null,
	};
}
