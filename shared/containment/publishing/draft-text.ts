import type { ActiveContainment } from '../containment.ts';
import { type DenyDocument, renderDenyDocument } from '../document/deny-document.ts';
import type { DenyDocumentOptions } from '../document/deny-document-options.ts';
import { PLACEHOLDER } from '../document/placeholder.ts';
import { type Denied, readDenied } from '../document/read-denied.ts';
import { validateDenyDocument } from '../document/validate-deny-document.ts';
import {
	type Demand,
	type Lease,
	type PolicyDemand,
	type PolicyLedger,
	textHash,
} from '../ledger/ledger-policy.ts';

/** The text that a policy must have, and for whom. */
export interface Draft {
	readonly demand: PolicyDemand;
	readonly document: DenyDocument;
	/** The containments in the text. The others are refused, or their time is over. */
	readonly written: readonly Demand[];
	/** Why the text must not be published, which is an error of eyes-system; empty if it may. */
	readonly problems: readonly string[];
}

type Reading = Pick<PolicyLedger, 'activeFor' | 'textOf'>;

/**
 * Reads what the policy must contain, renders it, and validates the text independently. While an
 * item cannot be read, the principals that only the current text names stay in it: a damaged item
 * must not end a containment.
 */
export async function draftText(
	ledger: Reading,
	options: DenyDocumentOptions,
	lease: Lease,
): Promise<Draft> {
	const demand = await ledger.activeFor(options.policy);
	const kept = demand.damaged.length === 0 ? [] : await keptInForce(ledger, lease, demand);
	const document = renderDenyDocument([...kept, ...demand.active], options);
	const refused = new Set(document.refusals.flatMap((refusal) => refusal.refused));
	const written = demand.active.filter(({ id, until }) => until > options.now && !refused.has(id));
	return { demand, document, written, problems: validateDenyDocument(document.text, options) };
}

/**
 * The principals that the current text denies and that no readable item names. They count as the
 * oldest requests.
 */
async function keptInForce(
	ledger: Pick<PolicyLedger, 'textOf'>,
	{ expected }: Pick<Lease, 'expected'>,
	{ active, ending }: PolicyDemand,
): Promise<ActiveContainment[]> {
	if (expected.length === 0)
		throw new Error('the text in force is not known, and an item of the policy cannot be read');
	const texts = await Promise.all(expected.map((hash) => textInForce(ledger, hash)));
	const readable = new Set([...active, ...ending].map(nameOf));
	return texts
		.flatMap(readDenied)
		.filter((denied) => !readable.has(nameOf(denied)))
		.map((denied) => ({ ...denied, id: `in-force:${nameOf(denied)}`, requestedAt: 0 }));
}

async function textInForce(ledger: Pick<PolicyLedger, 'textOf'>, hash: string): Promise<string> {
	if (hash === textHash(PLACEHOLDER)) return PLACEHOLDER;
	const text = await ledger.textOf(hash);
	if (text !== null) return text;
	throw new Error(`the text in force (${hash}) is not in the table, and an item cannot be read`);
}

function nameOf({ selector, denyScope }: Pick<Denied, 'selector' | 'denyScope'>): string {
	return `${denyScope} ${selector.key} ${selector.value}`;
}
