import { workOrPassOver } from '../../runtime/dynamodb-item.ts';
import { type ActiveContainment, scopedName } from '../containment.ts';
import { type DenyDocument, renderDenyDocument } from '../document/deny-document.ts';
import type { DenyDocumentOptions } from '../document/document-shape.ts';
import { canonicalText, PLACEHOLDER } from '../document/placeholder.ts';
import { type Denied, readDenied } from '../document/read-denied.ts';
import { roundingOf, roundUp } from '../document/round-ends.ts';
import { validateDenyDocument } from '../document/validate-deny-document.ts';
import {
	type Demand,
	type Lease,
	type PolicyDemand,
	type PolicyLedger,
	textHash,
} from '../ledger/ledger-policy.ts';
import { issuedBeforeAt, mustMoveIssuedBefore } from '../role-cut.ts';

/** The text that a policy must have, and for whom. */
export interface Draft {
	readonly demand: PolicyDemand;
	readonly document: DenyDocument;
	/** The containments in the text. The others are refused, or their time is over. */
	readonly written: readonly Demand[];
	/** Why the text must not be published, which is an error of eyes-system; empty if it may. */
	readonly problems: readonly string[];
}

interface Reading {
	readonly ledger: Pick<PolicyLedger, 'activeFor' | 'textOf' | 'cutLater'>;
	/** The text at AWS, which is being read; undefined if it is not known. */
	readonly inForce: Promise<string> | undefined;
}

/**
 * Reads what the policy must contain, renders it, and validates the text independently. While an
 * item cannot be read, the principals of the current text stay in it until its ends, but those who
 * were released: a damaged item must not end a containment.
 */
export async function draftText(
	reading: Reading,
	options: DenyDocumentOptions,
	lease: Lease,
): Promise<Draft> {
	const demand = await cutRoles(await reading.ledger.activeFor(options.policy), options, {
		...{ ledger: reading.ledger, lease },
	});
	const inForce = demand.damaged.length === 0 ? [] : await deniedInForce(reading, lease);
	// What the clock has ended is out of the text by the text's own end.
	const released = demand.ending.filter(({ until }) => until > options.now);
	const kept = inForce.filter((denied) => !released.some((one) => isEndOf(one, denied)));
	const document = renderDenyDocument([...kept, ...demand.active], options);
	const refused = new Set(document.refusals.flatMap((refusal) => refusal.refused));
	const written = demand.active.filter(({ id, until }) => until > options.now && !refused.has(id));
	return { demand, document, written, problems: validateDenyDocument(document.text, options) };
}

/**
 * Moves the time before which the sessions of roles are denied, where the text is not known to be in
 * force. What is rendered does not wait until a damaged item can be written.
 */
async function cutRoles(
	demand: PolicyDemand,
	{ now }: DenyDocumentOptions,
	{ ledger, lease }: Pick<Reading, 'ledger'> & { readonly lease: Lease },
): Promise<PolicyDemand> {
	const moved = new Set(demand.active.filter((one) => mustMoveIssuedBefore(one, now)));
	if (moved.size === 0) return demand;
	const issuedBefore = issuedBeforeAt(now);
	await ledger.cutLater(
		lease,
		[...moved].map(({ id }) => id),
		{ issuedBefore, at: now },
	);
	const active = demand.active.map((one) => (moved.has(one) ? { ...one, issuedBefore } : one));
	return { ...demand, active };
}

/**
 * The principals that the current text denies, with the ends in it. They count as the oldest
 * requests.
 */
async function deniedInForce(reading: Reading, lease: Lease): Promise<ActiveContainment[]> {
	return (await textsInForce(reading, lease))
		.flatMap((text) => readDenied(canonicalText(text)))
		.map((denied) => ({ ...denied, id: `in-force:${scopedName(denied)}`, requestedAt: 0 }));
}

/**
 * The text at AWS if it is one of ours. If somebody else has changed it, or if the read lags behind,
 * the texts that we published; if these are not known either, what is at AWS.
 */
async function textsInForce(
	{ ledger, inForce }: Reading,
	{ expected }: Pick<Lease, 'expected'>,
): Promise<string[]> {
	// A failed read is the publisher's to report.
	const atAws = (await inForce?.catch(() => null)) ?? null;
	if (atAws !== null && expected.includes(textHash(atAws))) return [atAws];
	const ours = await Promise.all(expected.map((hash) => textOf(ledger, hash)));
	const known = ours.filter((text) => text !== null);
	if (known.length > 0 && known.length === ours.length) return known;
	if (atAws !== null) return [...known, atAws];
	throw new Error('the text in force is not known, and an item of the policy cannot be read');
}

async function textOf({ textOf: find }: Pick<PolicyLedger, 'textOf'>, hash: string) {
	if (hash === textHash(PLACEHOLDER)) return PLACEHOLDER;
	return workOrPassOver(find(hash), () => {});
}

/**
 * True if a released containment is the reason for this entry of the text. One that ends later is
 * of another containment of the same principal.
 */
function isEndOf(released: Demand, denied: Denied): boolean {
	const end = roundUp(released.until, roundingOf(denied.until));
	return scopedName(released) === scopedName(denied) && denied.until <= end;
}
