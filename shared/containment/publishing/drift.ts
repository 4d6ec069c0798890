import type { Hints } from '../../outbox/hints.ts';
import type { Notice, Notices } from '../../outbox/notices.ts';
import { sha256 } from '../../runtime/sha256.ts';
import type { Telemetry } from '../../runtime/telemetry.ts';
import type { Attachment } from '../containment.ts';
import { canonicalText } from '../document/placeholder.ts';
import { type Lease, textHash } from '../ledger/ledger-policy.ts';

const HOUR = 3_600_000;

/** True where nobody who published under a lease can have left this text. */
export function isUnexpectedText(text: string, { expected }: Lease): boolean {
	return !expected.includes(textHash(canonicalText(text)));
}

/**
 * Somebody else has written the text that was found. Found again before it is replaced it is the same notice; written
 * again after that it is another one.
 */
export function unexpectedTextNotice(
	found: string,
	{ policy, begunAt }: Lease,
	at: number,
): Notice {
	const id = noticeId([policy, textHash(found), String(begunAt)]);
	return { id, kind: 'tampering', at, facts: { policy, what: 'text' } };
}

/** Somebody else has taken the policy off a user or role: told once in an hour, however often he does it. */
export function detachedNotice({ policy }: Lease, { kind, name }: Attachment, at: number): Notice {
	const id = noticeId([policy, kind, name, String(Math.floor(at / HOUR))]);
	const facts = { policy, what: 'attachment', principal: `${kind}/${name}` };
	return { id, kind: 'tampering', at, facts };
}

function noticeId(parts: readonly string[]): string {
	return `tampering-${sha256(JSON.stringify(parts)).slice(0, 16)}`;
}

/** Tells of it before it is repaired, so that whoever dies in between has told. */
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
	telemetry.warn('somebody else has changed what we published', {
		notice: notice.id,
		...notice.facts,
	});
}
