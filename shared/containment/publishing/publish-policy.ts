import type { PolicyId } from '../containment.ts';
import { applyToPrincipals } from './apply-to-principals.ts';
import { draftText } from './draft-text.ts';
import { isUnexpectedText, tellTampering, unexpectedTextNotice } from './drift.ts';
import type { Publication } from './policy-publisher.ts';
import type { PublishDeps, Published, PublishRun } from './publish-deps.ts';
import { recordPublication, type Stopped } from './record-publication.ts';

const LEASED_MS = 10_000;

/**
 * One run of a publisher (design, section 3): makes the text of a policy, and to whom it applies,
 * what the table asks for. It may be killed anywhere; the next run ends the same. Calls wait for
 * each other only if they must.
 */
export async function publishPolicy(policy: PolicyId, deps: PublishDeps): Promise<Published> {
	const { ledger, networks, protectedPrincipals, now, newHolder, leaseMs } = deps;
	const lease = await ledger.lease(policy, { holder: newHolder(), now: now(), ms: leaseMs });
	if (lease === null) return { kind: 'later', reason: 'leased', afterMs: LEASED_MS };
	let seen: string | null = null;
	try {
		const options = { policy, networks, protectedPrincipals, now: now() };
		const draft = once(() => draftText(ledger, options, lease));
		const apply = once(async () => applyToPrincipals(lease, await draft(), deps));
		const run = { lease, deps, draft, apply };
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

async function publish({ lease, deps, draft, apply }: PublishRun): Promise<Publication | Stopped> {
	const { ledger, publisher, now } = deps;
	const text = async () => {
		const { document, problems } = await draft();
		if (problems.length > 0) throw new NotPublished('invalid');
		return document.text;
	};
	const keep = async (before: string) => {
		if (isUnexpectedText(before, lease))
			await tellTampering(unexpectedTextNotice(before, lease, now()), deps);
		const begun = await ledger.begin(lease, { before, after: await text(), at: now() });
		if (begun === 'late') throw new NotPublished('late');
	};
	const beside = async (before: string) => {
		const { written } = await draft();
		// If somebody else has replaced the text, the principals in it are not denied at this
		// moment.
		const waiting = written.filter(
			({ state }) => state !== 'effective' || isUnexpectedText(before, lease),
		);
		const ids = waiting.map(({ id }) => id);
		// In an account the text denies nobody until it is attached. Doing both at once halves the
		// time.
		await Promise.all([ledger.markPublishing(lease, ids, now()), apply()]);
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
