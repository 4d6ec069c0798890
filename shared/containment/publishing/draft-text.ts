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
	type Outcome,
	type PolicyDemand,
	type PolicyLedger,
	textHash,
} from '../ledger/ledger-policy.ts';
import { issuedBeforeAt, mustMoveIssuedBefore } from '../role-cut.ts';
import { entityId } from '../selector-form.ts';
import { notUnderPolicy } from './not-under-policy.ts';
import { refusedOutcomes } from './outcomes.ts';
import type { PolicyPublisher } from './policy-publisher.ts';

/** The text that a policy must have, and for whom. */
export interface Draft {
	readonly demand: PolicyDemand;
	readonly document: DenyDocument;
	/** The containments in the text. The others are refused, or their time is over. */
	readonly written: readonly Demand[];
	/** The outcomes of those that must not be in the text, or that do not fit. */
	readonly refused: readonly Outcome[];
	/** Why the text must not be published, which is an error of eyes-system; empty if it may. */
	readonly problems: readonly string[];
}

interface Reading {
	readonly ledger: Pick<PolicyLedger, 'activeFor' | 'textOf' | 'cutLater'>;
	readonly publisher: Pick<PolicyPublisher, 'whyNotUnder'>;
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
	const read = await reading.ledger.activeFor(options.policy);
	const known = { ...read, active: read.active.map(withId) };
	const demand = await cutRoles(known, options, { reading, lease });
	const [inForce, notUnder] = await Promise.all([
		demand.damaged.length === 0 ? [] : deniedInForce(reading, lease),
		notUnderPolicy(demand.active, reading.publisher, options.now),
	]);
	// What the clock has ended is out of the text by the text's own end.
	const released = demand.ending.filter(({ until }) => until > options.now);
	const kept = inForce.filter((denied) => !released.some((one) => isEndOf(one, denied)));
	const isUnder = ({ id }: Demand) => !notUnder.some((outcome) => outcome.id === id);
	const document = renderDenyDocument([...kept, ...demand.active.filter(isUnder)], options);
	const refused = [...notUnder, ...refusedOutcomes(document.refusals)];
	const leftOut = new Set(refused.map(({ id }) => id));
	const written = demand.active.filter(({ id, until }) => until > options.now && !leftOut.has(id));
	const problems = validateDenyDocument(document.text, options);
	return { demand, document, written, refused, problems };
}

/** Adds the unique id to what the policy must be attached to, wherever the selector tells it. */
function withId(demand: Demand): Demand {
	const { selector, attachment } = demand;
	const id = attachment?.id ?? entityId(selector);
	if (attachment === null || id === null) return demand;
	const isSameKind = id.startsWith('AIDA') === (attachment.kind === 'user');
	return isSameKind ? { ...demand, attachment: { ...attachment, id } } : demand;
}

/**
 * Moves the time before which the sessions of roles are denied, where the text is not known to be in
 * force. What is rendered does not wait until a damaged item can be written.
 */
async function cutRoles(
	demand: PolicyDemand,
	{ policy, now }: DenyDocumentOptions,
	{ reading, lease }: { readonly reading: Reading; readonly lease: Lease },
): Promise<PolicyDemand> {
	const late = demand.active.filter((one) => mustMoveIssuedBefore(one, now));
	if (late.length === 0) return demand;
	const cut = await cutsAtAws(reading, lease);
	const moved = new Set(late.filter((one) => !cut.has(cutName(one))).map(({ id }) => id));
	if (moved.size === 0) return demand;
	const issuedBefore = issuedBeforeAt(now);
	await reading.ledger.cutLater(lease, [...moved], { issuedBefore, at: now });
	const after = await reading.ledger.activeFor(policy);
	const active = after.active.map((one) =>
		moved.has(one.id) && mustMoveIssuedBefore(one, now) ? { ...one, issuedBefore } : one,
	);
	return { ...after, active };
}

/**
 * The cuts of roles in the text at AWS, if it is ours. Where it cannot be confirmed that a text
 * applies, its time must not move on with every run: that would deny new sessions for days.
 */
async function cutsAtAws(
	{ inForce }: Reading,
	{ expected }: Pick<Lease, 'expected'>,
): Promise<ReadonlySet<string>> {
	// A failed read is the publisher's to report.
	const text = (await inForce?.catch(() => null)) ?? null;
	const isOurs = text !== null && expected.includes(textHash(text));
	return new Set(isOurs ? readDenied(canonicalText(text)).map(cutName) : []);
}

function cutName(one: Pick<ActiveContainment, 'selector' | 'denyScope' | 'issuedBefore'>): string {
	return `${scopedName(one)} ${one.issuedBefore}`;
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
