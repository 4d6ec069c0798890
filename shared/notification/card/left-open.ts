import { stateOf } from '../../containment/ledger/containment-state.ts';
import type { Containment } from '../../containment/ledger/ledger.ts';
import type { ContainmentWords } from '../words/containment-words.ts';
import type { Fact } from './card-source.ts';
import { codeOf } from './commands.ts';
import { own, type Phrase } from './phrase.ts';
import type { Standing } from './standing.ts';

type Request = Pick<Containment, 'selector' | 'person' | 'reason'>;

/** A name of a directory user that may stand in a command. */
const PLAIN_NAME = /^\w[\w+=,.@-]{1,63}$/;
const DIRECTORY_NAME = 'idc-name:';

/** What the denials of a case do not stop, a line for each thing; no lines if there is nothing. */
export function leftOpenOf({ plan, containments }: Standing, words: ContainmentWords): Fact {
	const denied = containments ?? [];
	const requests: readonly Request[] = denied.length === 0 ? plan.requests : denied.filter(isOpen);
	return {
		label: words.leftOpen.label,
		lines: [
			...otherSetsLine(requests, words, containments !== null),
			...effectiveLines(denied, words),
		],
	};
}

/** The same for a containment that belongs to no case. */
export function leftOpenOfOne(containment: Containment, words: ContainmentWords): Fact {
	return { label: words.leftOpen.label, lines: effectiveLines([containment], words) };
}

/** The credentials worked until the denial was effective, so these may have been begun with them. */
function effectiveLines(
	containments: readonly Containment[],
	{ leftOpen }: ContainmentWords,
): readonly Phrase[] {
	const isMeant = (one: Containment) =>
		stateOf(one) === 'effective' && one.selector.key !== 'aws:PrincipalArn';
	return containments.some(isMeant) ? leftOpen.effective.map(own) : [];
}

/** A directory user of whom only one role's sessions are denied: their user id is not known. */
function otherSetsLine(
	requests: readonly Request[],
	{ leftOpen }: ContainmentWords,
	hasTable: boolean,
): readonly Phrase[] {
	const isKnown = requests.some(({ selector }) => selector.key === 'identitystore:UserId');
	const found = requests.find(
		({ selector, person, reason }) =>
			selector.key === 'aws:userid' &&
			reason !== 'obtained-by-untrusted-caller' &&
			person.startsWith(DIRECTORY_NAME),
	);
	if (found === undefined || isKnown) return [];
	const name = found.person.slice(DIRECTORY_NAME.length);
	const isCommand = hasTable && PLAIN_NAME.test(name);
	return [leftOpen.otherSets(isCommand ? codeOf(`contain ${name} --reason "…"`) : null)];
}

function isOpen(containment: Containment): boolean {
	return containment.ending === null && containment.state !== 'ended';
}
