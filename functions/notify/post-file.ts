import { reportWordsOf } from '../../shared/notification/report/report-settings.ts';
import type {
	Gone,
	Later,
	Malformed,
	Refused,
} from '../../shared/notification/slack/channel-messages.ts';
import { reportNoticeId, type StoredNotice } from '../../shared/outbox/notices.ts';
import { THREAD_FILES, threadFile, threadFileName } from '../../shared/report/report-files.ts';
import type { NotifyDeps } from './deps.ts';
import { weekOf } from './notice-content.ts';
import { DONE, type Outcome } from './send.ts';

/**
 * Puts a file of the report into the thread of its message. Slack's id of the file is noted before
 * the file is uploaded, so that a run which was killed later does not share it twice.
 */
export async function postFile(notice: StoredNotice, deps: NotifyDeps): Promise<Outcome> {
	const { notices, files } = deps;
	const week = weekOf(notice);
	const message = (await notices.find(reportNoticeId(week)))?.postedMessage ?? null;
	if (message === null) return { kind: 'busy' };
	const { fileId } = notice.facts;
	const { channel } = message;
	if (fileId !== undefined) {
		const shared = await files.isShared(fileId);
		if (shared.kind === 'shared') return record(notice, { channel, fileId }, deps);
		// If Slack does not say, it is better to have a file twice than not at all.
		if (shared.kind === 'later') return shared;
	}
	const file = await fileOf(notice, week, deps);
	const started = await files.start(file);
	if (started.kind !== 'started') return outcomeOf(started);
	await notices.recordFileId(notice.id, started.fileId);
	const uploaded = await files.upload(started.uploadUrl, file.bytes);
	if (uploaded.kind !== 'uploaded') return outcomeOf(uploaded);
	const completed = await files.complete({
		...{ fileId: started.fileId, title: file.name, comment: file.comment },
		...{ channel, threadTs: message.ts },
	});
	if (completed.kind !== 'completed') return outcomeOf(completed);
	return record(notice, { channel, fileId: started.fileId }, deps);
}

/** A file must not hold up the messages of the channel, so a refusal is only about this file. */
function outcomeOf(answer: Gone | Later | Refused | Malformed): Outcome {
	switch (answer.kind) {
		case 'later':
			return answer;
		case 'gone':
			return { kind: 'stuck', error: 'file_not_found' };
		default:
			return { kind: 'stuck', error: answer.error };
	}
}

async function fileOf({ id, facts }: StoredNotice, week: string, deps: NotifyDeps) {
	const kind = THREAD_FILES.find((one) => one === facts.file);
	if (kind === undefined) throw new Error(`${id}: the notice names no file of the report`);
	const name = threadFile(week, kind);
	const bytes = await (await deps.openArchive()).getBytes(name);
	if (bytes === null) throw new Error(`${name} is not in the bucket of the reports`);
	// The first file says what both are.
	const comment = kind === THREAD_FILES[0] ? reportWordsOf(deps.settings).files : null;
	return { name: threadFileName(week, kind), bytes, comment };
}

async function record(
	{ id, revision }: StoredNotice,
	{ channel, fileId }: { readonly channel: string; readonly fileId: string },
	{ notices, telemetry, now }: NotifyDeps,
): Promise<Outcome> {
	telemetry.count('SlackPosted', 'file');
	await notices.recordPosted(id, { channel, ts: fileId, digest: '', at: now() }, revision);
	return DONE;
}
