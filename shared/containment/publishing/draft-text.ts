import { type DenyDocument, renderDenyDocument } from '../document/deny-document.ts';
import type { DenyDocumentOptions } from '../document/deny-document-options.ts';
import { validateDenyDocument } from '../document/validate-deny-document.ts';
import type { Demand, PolicyDemand, PolicyLedger } from '../ledger/ledger-policy.ts';

/** What a policy's text is to be, and for whom. */
export interface Draft {
	readonly demand: PolicyDemand;
	readonly document: DenyDocument;
	/** Those that stand in the text. The others are refused, or have reached their end by the clock. */
	readonly written: readonly Demand[];
	/** Why the text must not be published, a fault of ours; empty when it may. */
	readonly problems: readonly string[];
}

/** Reads what the policy must hold, renders it, and reads the rendering again with other eyes. */
export async function draftText(
	ledger: Pick<PolicyLedger, 'activeFor'>,
	options: DenyDocumentOptions,
): Promise<Draft> {
	const demand = await ledger.activeFor(options.policy);
	const document = renderDenyDocument(demand.active, options);
	const refused = new Set(document.refusals.flatMap((refusal) => refusal.refused));
	const written = demand.active.filter(({ id, until }) => until > options.now && !refused.has(id));
	return { demand, document, written, problems: validateDenyDocument(document.text, options) };
}
