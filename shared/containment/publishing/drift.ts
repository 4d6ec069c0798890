import type { Hints } from '../../outbox/hints.ts';
import type { Notice, Notices } from '../../outbox/notices.ts';
import { sha256 } from '../../runtime/sha256.ts';
import type { Telemetry } from '../../runtime/telemetry.ts';
import type { Attachment } from '../containment.ts';
import { canonicalText } from '../document/placeholder.ts';
import { type Lease, textHash } from '../ledger/ledger-policy.ts';

const HOUR = 3_600_000;

/** True if no run of ours can have published this text. Nobody can tell if no text is expected. */
export function isUnexpectedText(text: string, { expected }: Lease): boolean {
	return expected.length > 0 && !expected.includes(textHash(canonicalText(text)));
}

/**
 * The notice that somebody else has written this text. It is the same notice until the text is
 * replaced, and another one if somebody writes the text again after that.
 */
export function unexpectedTextNotice(
	found: string,
	{ policy, begunAt }: Lease,
	at: number,
): Notice {
	const id = noticeId([policy, textHash(found), String(begunAt)]);
	return { id, kind: 'tampering', at, facts: { policy, what: 'text' } };
}

/**
 * The notice that somebody else has detached the policy from a user or role; at most one an hour.
 */
export function detachedNotice({ policy }: Lease, { kind, name }: Attachment, at: number): Notice {
	const id = noticeId([policy, kind, name, String(Math.floor(at / HOUR))]);
	const facts = { policy, what: 'attachment', principal: `${kind}/${name}` };
	return { id, kind: 'tampering', at, facts };
}

/** The notice that somebody else has renamed a principal before the policy was attached to it. */
export function renamedNotice(
	{ policy }: Lease,
	{ attachment: { kind, name, id = '' }, now }: Renamed,
	at: number,
): Notice {
	const about = noticeId([policy, kind, id, name, now, String(Math.floor(at / HOUR))]);
	const names = { principal: `${kind}/${name}`, now: `${kind}/${now} (${id})` };
	return { id: about, kind: 'tampering', at, facts: { policy, what: 'name', ...names } };
}

interface Renamed {
	readonly attachment: Attachment;
	/** The name that it has now. */
	readonly now: string;
}

function noticeId(parts: readonly string[]): string {
	return `tampering-${sha256(JSON.stringify(parts)).slice(0, 16)}`;
}

/**
 * Reports tampering. Call it before the repair, so that it is reported even if the run is killed.
 */
export async function tellTampering(
	notice: Notice,
	{
		notices,
		hints,
		telemetry,
	}: {
		readonly notices: Pick<Notices, 'add'>;
		readonly hints: Pick<Hints, 'toNotify'>;
		readonly telemetry: Telemetry;
	},
): Promise<void> {
	const isNew = await notices.add(notice);
	await hints.toNotify([{ about: 'notice', id: notice.id }], notice.id);
	if (!isNew) return;
	telemetry.count('Tampering', notice.facts.what);
	telemetry.warn('containment policy changed by somebody else', {
		notice: notice.id,
		...notice.facts,
	});
}
