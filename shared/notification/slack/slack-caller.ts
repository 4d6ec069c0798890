import { LogLevel, WebClient } from '@slack/web-api';
import type { Secret } from '../../runtime/powertools-secret.ts';
import type { Gone, Later, Malformed, Refused } from './channel-messages.ts';
import { isTokenError, meaningOf, refused } from './slack-errors.ts';

interface SlackOptions {
	/** With a trailing slash. */
	readonly apiUrl: string;
	readonly token: Secret;
}

const TIMEOUT = 4000;

type Answer = Gone | Later | Refused | Malformed;
type Kinds = { readonly kind: string };

/** Calls Slack. What Slack answers instead of the expected is a value. */
export type SlackCall = <T extends Kinds>(
	ask: (client: WebClient) => Promise<T>,
) => Promise<T | Answer>;

/**
 * Calls Slack with the current token. If Slack does not accept it, reads the secret again and calls
 * once more if the token has changed.
 */
export function slackCaller({ apiUrl, token }: SlackOptions): SlackCall {
	let last: { readonly token: string; readonly client: WebClient } | null = null;
	const clientOf = (current: string) => {
		if (last?.token !== current) last = { token: current, client: clientWith(current, apiUrl) };
		return last.client;
	};
	return async (ask) => {
		const first = await token.get();
		if (first === null) return refused('no_token');
		const answer = await answerOf(ask, clientOf(first));
		if (!isTokenError(answer)) return answer;
		token.forget();
		const second = await token.get();
		return second === null || second === first ? answer : answerOf(ask, clientOf(second));
	};
}

/**
 * Waiting and retrying are switched off.
 * https://docs.slack.dev/tools/node-slack-sdk/web-api#retries
 */
function clientWith(token: string, slackApiUrl: string): WebClient {
	return new WebClient(token, {
		slackApiUrl,
		allowAbsoluteUrls: false,
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
		timeout: TIMEOUT,
		maxRequestConcurrency: 1,
		logLevel: LogLevel.ERROR,
	});
}

async function answerOf<T extends Kinds>(
	ask: (client: WebClient) => Promise<T>,
	client: WebClient,
): Promise<T | Answer> {
	try {
		return await ask(client);
	} catch (error) {
		return meaningOf(error);
	}
}
