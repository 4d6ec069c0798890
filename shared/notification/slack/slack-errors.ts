import {
	SlackError,
	WebAPIHTTPError,
	WebAPIPlatformError,
	WebAPIRateLimitedError,
	WebAPIRequestError,
} from '@slack/web-api';
import type { Gone, Later, Malformed, Refused } from './channel-messages.ts';

const SECOND = 1000;
/** How long to wait if Slack does not say how long. */
const AFTER = { unreachable: 5 * SECOND, fault: 10 * SECOND, limited: 30 * SECOND } as const;

/**
 * Slack refuses this form of a message and may accept another one.
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
const MALFORMED = new Set([
	...[
		'invalid_blocks',
		'invalid_blocks_format',
		'msg_blocks_too_long',
		'too_many_blocks',
		'msg_too_long',
	],
	...['too_many_attachments', 'invalid_attachments', 'attachment_payload_limit_exceeded'],
]);
/**
 * The message is gone or cannot be changed; or there is no such file or person.
 * https://docs.slack.dev/reference/methods/chat.update
 */
const GONE = new Set([
	...['message_not_found', 'cant_update_message', 'edit_window_closed'],
	...['thread_not_found', 'cannot_reply_to_message'],
	...['file_not_found', 'file_deleted', 'users_not_found'],
]);
const FAULTS = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout']);
const LIMITED = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
/** Another token may help, such as one that was put into the secret in the meantime. */
const TOKEN = new Set([
	'invalid_auth',
	'not_authed',
	'account_inactive',
	'token_revoked',
	'token_expired',
]);

const NEW_TOKEN =
	'Install the Slack app again and put its bot token (xoxb-…) into the secret of the stack.';
const INVITE = 'Invite the bot to the channel: /invite @eyes-system.';
const SCOPES =
	'Give the Slack app the scopes of infra/slack-app-manifest.json and install it again.';
const NOT_SLACK = 'Check slack.apiUrl in eyes.config.ts: the server there is not Slack.';
const FILES =
	'Let apps upload CSV and HTML files: a setting of the workspace forbids it. The files are in the bucket of the reports.';
const REMEDIATIONS: Readonly<Record<string, string>> = {
	invalid_auth: NEW_TOKEN,
	not_authed: NEW_TOKEN,
	account_inactive: NEW_TOKEN,
	token_revoked: NEW_TOKEN,
	token_expired: NEW_TOKEN,
	channel_not_found:
		'Correct slack.channel or slack.channels in eyes.config.ts and deploy again; for a private channel, invite the bot to it first.',
	not_in_channel: INVITE,
	is_archived:
		'Unarchive the channel, or name another one in slack.channel or slack.channels of eyes.config.ts and deploy again.',
	missing_scope: SCOPES,
	no_permission: SCOPES,
	restricted_action:
		'Let apps post in this channel: a setting of the channel or the workspace forbids it.',
	ekm_access_denied: 'Ask an administrator of the workspace why its key management denies posting.',
	access_denied: 'Ask an administrator of the workspace why the app may not post.',
	no_token: `The secret of the stack holds no bot token, or cannot be read. ${NEW_TOKEN}`,
	no_upload_url: NOT_SLACK,
	no_ts: NOT_SLACK,
	no_file: NOT_SLACK,
	no_user: NOT_SLACK,
	no_bot_id: NEW_TOKEN,
	file_uploads_disabled: FILES,
	file_uploads_except_images_disabled: FILES,
	file_type_not_allowed: FILES,
	file_upload_size_restricted: FILES,
	storage_limit_reached:
		'Free storage in the workspace. The files are in the bucket of the reports.',
	messages_tab_disabled:
		'Switch on the Messages Tab of the Slack app (App Home), so that people can be written to.',
	org_login_required: 'Wait until the migration of the workspace has ended.',
};

/** What an error of the Slack client means. Any other error is thrown again. */
export function meaningOf(error: unknown): Gone | Later | Refused | Malformed {
	if (error instanceof WebAPIRateLimitedError) return later(error.retryAfter * SECOND);
	if (error instanceof WebAPIRequestError) return later(AFTER.unreachable);
	if (error instanceof WebAPIPlatformError) return meaningOfCode(error.data.error);
	if (error instanceof WebAPIHTTPError) return meaningOfStatus(error.statusCode);
	if (error instanceof SlackError || isLimitedWithoutRetryAfter(error)) return later(AFTER.limited);
	throw error;
}

function meaningOfCode(error: string): Gone | Later | Refused | Malformed {
	if (MALFORMED.has(error)) return { kind: 'malformed', error };
	if (GONE.has(error)) return { kind: 'gone' };
	if (FAULTS.has(error)) return later(AFTER.fault);
	if (LIMITED.has(error)) return later(AFTER.limited);
	return refused(error);
}

function meaningOfStatus(status: number): Later | Refused {
	if (status >= 500 || status === 408) return later(AFTER.fault);
	return {
		kind: 'refused',
		error: `http_${status}`,
		remediation:
			'Check slack.apiUrl in eyes.config.ts and the network path from the function to Slack.',
	};
}

/** A refusal with what to do about it. */
export function refused(error: string): Refused {
	const remediation = Object.entries(REMEDIATIONS).find(([code]) => code === error)?.[1];
	return {
		kind: 'refused',
		error,
		remediation: remediation ?? 'Look the error up at https://docs.slack.dev/reference/methods.',
	};
}

/** True if Slack did not accept the token, whatever the call was. */
export function isTokenError({
	kind,
	error,
}: {
	readonly kind: string;
	readonly error?: unknown;
}): boolean {
	return kind === 'refused' && typeof error === 'string' && TOKEN.has(error);
}

function later(afterMs: number): Later {
	return { kind: 'later', afterMs };
}

/** If a 429 has no `Retry-After`, the client throws a plain error. */
function isLimitedWithoutRetryAfter(error: unknown): boolean {
	return error instanceof Error && error.message.startsWith('Retry header did not contain');
}
