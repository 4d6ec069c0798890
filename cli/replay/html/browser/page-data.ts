import type { NetworkClassification } from '../../../../shared/network/network.ts';
import type { Severity } from '../../../../shared/verdict/verdict.ts';
import type { Fate } from '../fate.ts';

/** A piece of a line: our own words, a value of an event, or a link. */
export type LinePiece =
	| string
	| { readonly value: string }
	| { readonly label: string; readonly href: string };

/** A row of a card. Rows below the card have no label. */
export interface RowData {
	readonly label: string;
	readonly form: 'value' | 'lines' | 'steps';
	readonly lines: readonly (readonly LinePiece[])[];
}

/** The card of a case: the places of its rows. Rows of all cards are kept once. */
export interface CardData {
	readonly header: string;
	readonly rows: readonly number[];
	readonly foot: readonly number[];
}

/** A case as the page's script knows it. Times are milliseconds since 1970, UTC. */
export interface CaseData {
	readonly id: string;
	readonly severity: Severity;
	readonly network: NetworkClassification;
	readonly from: number;
	readonly to: number;
	/** When it began, in the zone of the page. */
	readonly at: string;
	/** The number of the person's, workload's or address's lane. */
	readonly lane: number;
	readonly who: string;
	readonly kind: string;
	readonly what: string;
	readonly account: string;
	readonly address: string;
	readonly fate: Fate;
	/** When the last denial ends, and the same as a text; null if nobody would be denied. */
	readonly until: number | null;
	readonly untilText: string | null;
	readonly card: CardData;
}

/** The sentences that the script fills in: `{count}` and the like. */
export type BrowserWords = Readonly<
	Record<
		| 'shown'
		| 'noneShown'
		| 'moreLanes'
		| 'notDrawn'
		| 'onlyThis'
		| 'casesHere'
		| 'until'
		| 'close'
		| 'before'
		| 'next',
		string
	>
>;

/** Everything that the script of the page is given. */
export interface PageData {
	readonly locale: string;
	readonly timeZone: string;
	readonly period: readonly [number, number];
	/** The beginning of each day in the zone, and its name. */
	readonly days: readonly (readonly [number, string])[];
	readonly letters: Readonly<Record<Severity, string>>;
	readonly severities: Readonly<Record<Severity, string>>;
	readonly networks: Readonly<Record<NetworkClassification, string>>;
	readonly fates: Readonly<Record<Fate, string>>;
	readonly words: BrowserWords;
	/** From where the actor of each lane signed in: the network, from when until when. */
	readonly stays: readonly (readonly (readonly [NetworkClassification, number, number])[])[];
	readonly cases: readonly CaseData[];
}
