import type { Containment } from '../containment/ledger/ledger.ts';
import type { NotifyHint } from '../outbox/hints.ts';
import { handNotice, type Notice } from '../outbox/notices.ts';
import { workOrPassOver } from '../runtime/dynamodb-item.ts';
import { type Telemetry, tellUnreadable } from '../runtime/telemetry.ts';
import type { CaseStore } from './case-store.ts';

/** Where the messages about containments are made due. */
export interface TellerStores {
	readonly cases: Pick<CaseStore, 'touch'>;
	readonly notices: { makeDue(notice: Notice): Promise<number | null> };
}

/** The message that tells of a containment: the card of its case, or a notice if it has none. */
export interface Teller {
	readonly hint: NotifyHint;
	/** Makes the message due. Answers with its revision, or null if there is nothing to post. */
	readonly makeDue: (stores: TellerStores) => Promise<number | null>;
}

/** Gives the messages that tell of these containments, each once. */
export function tellersOf(containments: readonly Containment[]): Teller[] {
	const tellers = containments.map((one) =>
		one.caseId === null ? ofNotice(one) : ofCase(one.caseId),
	);
	return [...new Map(tellers.map((one) => [`${one.hint.about} ${one.hint.id}`, one])).values()];
}

/**
 * Makes messages due. A case or notice that cannot be read is told of and passed over: it would fail
 * each time.
 */
export function makeAllDue(
	tellers: readonly Teller[],
	stores: TellerStores,
	telemetry: Telemetry,
): Promise<readonly PromiseSettledResult<unknown>[]> {
	const passOver = tellUnreadable(telemetry);
	return Promise.allSettled(
		tellers.map(({ makeDue }) => workOrPassOver(makeDue(stores), passOver)),
	);
}

/** The message of a case. */
export function ofCase(id: string): Teller {
	return {
		hint: { about: 'case', id },
		makeDue: async ({ cases }) => (await cases.touch(id))?.revision ?? null,
	};
}

function ofNotice(containment: Containment): Teller {
	const notice = handNotice(containment);
	return {
		hint: { about: 'notice', id: notice.id },
		makeDue: ({ notices }) => notices.makeDue(notice),
	};
}
