import type { PolicyId } from '../containment.ts';
import { applyToPrincipals } from './apply-to-principals.ts';
import { draftText } from './draft-text.ts';
import { isUnexpectedText, tellTampering, unexpectedTextNotice } from './drift.ts';
import { notUnderPolicy } from './not-under-policy.ts';
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
	const { ledger, publisher, networks, protectedPrincipals, now, newHolder, leaseMs } = deps;
	const ahead = askAhead(policy, deps);
	const lease = await ledger.lease(policy, { holder: newHolder(), now: now(), ms: leaseMs });
	if (lease === null) return { kind: 'later', reason: 'leased', afterMs: LEASED_MS };
	let seen: string | null = null;
	try {
		const options = { policy, networks, protectedPrincipals, now: now() };
		const draft = once(async (inForce?: Promise<string>) => {
			const drafting = draftText({ ledger, publisher, inForce }, options, lease);
			return (await Promise.all([drafting, ahead]))[0];
		});
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

/**
 * Asks above which accounts the SCP stands while the lease is taken. The publisher remembers the
 * answers, so the text need not wait for them. What counts is read again under the lease.
 */
async function askAhead(policy: PolicyId, { ledger, publisher, now }: PublishDeps): Promise<void> {
	if (policy !== 'scp') return;
	try {
		await notUnderPolicy((await ledger.activeFor(policy)).active, publisher, now());
	} catch {
		// The draft makes the same calls, and what fails then is reported.
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
	const text = async (inForce?: Promise<string>) => {
		const { document, problems } = await draft(inForce);
		if (problems.length > 0) throw new NotPublished('invalid');
		return document.text;
	};
	const keep = async (before: string) => {
		if (isUnexpectedText(before, lease))
			await tellTampering(unexpectedTextNotice(before, lease, now()), deps);
		const begun = await ledger.begin(lease, { before, after: await text(), at: now() });
		if (begun === 'late') throw new NotPublished('late');
	};
	const meanwhile = async (before: string) => {
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
		return await publisher.publish({ text, keep, meanwhile });
	} catch (error) {
		if (error instanceof NotPublished) return { kind: error.why };
		throw error;
	}
}

function once<A extends readonly unknown[], T>(
	work: (...given: A) => Promise<T>,
): (...given: A) => Promise<T> {
	let started: Promise<T> | null = null;
	return (...given) => {
		started ??= work(...given);
		return started;
	};
}
