import type { TargetId } from '../containment.ts';
import { draftText } from './draft-text.ts';
import { foreignTextNotice, isForeignText, tellTampering } from './drift.ts';
import type { Publication } from './policy-publisher.ts';
import type { Published, PublishRooms, PublishRun } from './publish-deps.ts';
import { reachPeople } from './apply-to-principals.ts';
import { recordPublication, type Stopped } from './record-publication.ts';

const LEASED_MS = 10_000;

/**
 * One run of a publisher (design, section 3): makes a target's text, and whom it reaches, what the table asks for. It
 * may be killed anywhere; the next run ends the same. Until the new text is at AWS each call waits for the one before
 * only where it must.
 */
export async function publishTarget(target: TargetId, rooms: PublishRooms): Promise<Published> {
	const { ledger, networks, protectedPrincipals, now, newHolder, leaseMs } = rooms;
	const lease = await ledger.lease(target, { holder: newHolder(), now: now(), ms: leaseMs });
	if (lease === null) return { kind: 'later', reason: 'leased', afterMs: LEASED_MS };
	let seen: string | null = null;
	try {
		const options = { target, networks, protectedPrincipals, now: now() };
		const draft = once(() => draftText(ledger, options));
		const reach = once(async () => reachPeople(lease, await draft(), rooms));
		const run = { lease, rooms, draft, reach };
		const publication = await publish(run);
		const published = await recordPublication(publication, run);
		if ('after' in publication) seen = publication.after;
		return published;
	} finally {
		await ledger.giveBack(lease, seen);
	}
}

/** Stops a publisher before it writes. */
class NotPublished extends Error {
	readonly why: Stopped['kind'];

	constructor(why: Stopped['kind']) {
		super(why);
		this.why = why;
	}
}

async function publish({ lease, rooms, draft, reach }: PublishRun): Promise<Publication | Stopped> {
	const { ledger, publisher, now } = rooms;
	const text = async () => {
		const { document, problems } = await draft();
		if (problems.length > 0) throw new NotPublished('invalid');
		return document.text;
	};
	const keep = async (before: string) => {
		if (isForeignText(before, lease)) await tellTampering(foreignTextNotice(before, lease, now()), rooms);
		const begun = await ledger.begin(lease, { before, after: await text(), at: now() });
		if (begun === 'late') throw new NotPublished('late');
	};
	const beside = async (before: string) => {
		const { written } = await draft();
		// Who stood in a text that somebody else has replaced is not denied at this moment.
		const waiting = written.filter(({ state }) => state !== 'effective' || isForeignText(before, lease));
		const ids = waiting.map(({ id }) => id);
		// In an account the text denies nobody until it is attached: both at once is half the time.
		await Promise.all([ledger.markPublishing(lease, ids, now()), reach()]);
	};
	try {
		return await publisher.publish({ text, keep, beside });
	} catch (error) {
		if (error instanceof NotPublished) return { kind: error.why };
		throw error;
	}
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
	let started: Promise<T> | null = null;
	return () => {
		started ??= work();
		return started;
	};
}
