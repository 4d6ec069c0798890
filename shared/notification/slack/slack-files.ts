import * as v from 'valibot';
import type { ChannelFiles } from './channel-files.ts';
import type { Later, Refused } from './channel-messages.ts';
import type { SlackCall } from './slack-caller.ts';
import { refused } from './slack-errors.ts';

const started = v.object({
	file_id: v.pipe(v.string(), v.nonEmpty()),
	upload_url: v.pipe(v.string(), v.url()),
});
const ids = v.optional(v.array(v.string()), []);
const info = v.object({
	file: v.object({
		shares: v.optional(v.record(v.string(), v.unknown()), {}),
		...{ channels: ids, groups: ids, ims: ids },
	}),
});

/** Some megabytes take longer than a message. */
const UPLOAD_TIMEOUT = 20_000;
const AGAIN: Later = { kind: 'later', afterMs: 10_000 };

/** Uploads files by Slack's Web API. Needs the scope `files:write`; `files:read` for `isShared`. */
export function slackFiles(call: SlackCall): ChannelFiles {
	return {
		start: ({ name, bytes }) =>
			call(async (client) => {
				const asked = { filename: name, length: bytes.length };
				const answer = await client.apiCall('files.getUploadURLExternal', asked);
				const parsed = v.safeParse(started, answer);
				if (!parsed.success) return refused('no_upload_url');
				const { file_id: fileId, upload_url: uploadUrl } = parsed.output;
				return { kind: 'started', fileId, uploadUrl };
			}),
		upload: async (uploadUrl, bytes) => {
			try {
				// The address itself is the permission: no token is sent there.
				const response = await fetch(uploadUrl, {
					method: 'POST',
					body: Buffer.from(bytes),
					redirect: 'error',
					signal: AbortSignal.timeout(UPLOAD_TIMEOUT),
				});
				await response.body?.cancel();
				return response.ok ? { kind: 'uploaded' } : notUploaded(response);
			} catch {
				// The next run begins with a new address, so it does not matter why this one failed.
				return AGAIN;
			}
		},
		complete: ({ fileId, title, comment, channel, threadTs }) =>
			call(async (client) => {
				await client.apiCall('files.completeUploadExternal', {
					files: [{ id: fileId, title }],
					channel_id: channel,
					thread_ts: threadTs,
					...(comment === null ? {} : { initial_comment: comment }),
				});
				return { kind: 'completed' };
			}),
		isShared: async (fileId) => {
			const answer = await call(async (client) => {
				const parsed = v.safeParse(info, await client.apiCall('files.info', { file: fileId }));
				if (!parsed.success) return refused('no_file');
				const { shares, channels, groups, ims } = parsed.output.file;
				const places = [...Object.keys(shares), ...channels, ...groups, ...ims];
				return { kind: places.length > 0 ? 'shared' : 'not-shared' } as const;
			});
			// An upload that was never completed is no file yet.
			return answer.kind === 'gone' ? { kind: 'not-shared' } : answer;
		},
	};
}

/** Slack documents no codes for this step: any status but 200 means that it failed. */
function notUploaded({ status, headers }: Response): Later | Refused {
	if (status === 429) {
		const seconds = Number(headers.get('retry-after'));
		return seconds > 0 ? { kind: 'later', afterMs: seconds * 1000 } : AGAIN;
	}
	return status >= 500 || status === 408 ? AGAIN : refused(`upload_http_${status}`);
}
