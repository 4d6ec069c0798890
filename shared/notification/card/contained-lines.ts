import { isReleasable, stateOf } from '../../containment/ledger/containment-state.ts';
import type {
	Actor,
	Containment,
	PolicyProgress,
	Trouble,
} from '../../containment/ledger/ledger.ts';
import type { ContainmentWords } from '../words/containment-words.ts';
import type { CardSource } from './card-source.ts';
import { dateTime } from './date-time.ts';
import { joined, own, type Phrase, say } from './phrase.ts';
import { shortArn } from './short-names.ts';

/** A card has to stay within what Slack takes of a message, whatever is in it. */
const MOST_CONTAINMENTS = 3;
const MOST_TROUBLES = 2;
const MOST_SELECTOR = 80;
const MOST_REMEDIATION = 200;
const MOST_WHY = 100;
const MOST_NAME = 60;

/** Who is denied, how far, until when and by which policy, with the state of each; those that stand come first. */
export function containedLines({ standing, settings, words }: CardSource): readonly Phrase[] {
	const containments = standing.containments ?? [];
	const inOrder = [
		...containments.filter(isReleasable),
		...containments.filter((containment) => !isReleasable(containment)),
	];
	const rest = inOrder.length - MOST_CONTAINMENTS;
	return [
		...inOrder.slice(0, MOST_CONTAINMENTS).map((containment) => {
			const until = dateTime(containment.until, settings.timeZone);
			return containedLine(containment, words, words.planned(containment.denyScope, until));
		}),
		...(rest > 0 ? [own(words.more(rest))] : []),
	];
}

function containedLine(containment: Containment, words: ContainmentWords, planned: string): Phrase {
	const { selector, policies } = containment;
	const whom = { raw: `${selector.key} = ${selector.value}`, max: MOST_SELECTOR };
	const where = joined(
		policies.map((policy) =>
			own(`${policy.policy} (${words.states[stateOfPolicy(policy, containment)]})`),
		),
		' + ',
	);
	return say`${whom} · ${own(planned)} · ${where}`;
}

function stateOfPolicy({ state }: PolicyProgress, { ending }: Containment) {
	return stateOf({ state, ending });
}

/** What stands in the way, each once: in words, and how to fix it as whoever tried has put it. */
export function troubleLines({ standing, words }: CardSource): readonly Phrase[] {
	const troubles = (standing.containments ?? [])
		.flatMap(({ policies }) => policies)
		.flatMap(({ policy, trouble }) => (trouble === null ? [] : [{ policy, trouble }]));
	const distinct = new Map(troubles.map((entry) => [JSON.stringify(entry), entry]));
	return [...distinct.values()]
		.slice(0, MOST_TROUBLES)
		.map(
			({ policy, trouble }) =>
				say`${own(policy)}: ${reasonPhrase(trouble, words)} ${{ raw: trouble.remediation, max: MOST_REMEDIATION }}`,
		);
}

/** A reason for which we have no words is shown as it stands. */
export function reasonPhrase(
	{ reason }: Pick<Trouble, 'reason'>,
	{ troubles }: ContainmentWords,
): Phrase {
	const known = Object.entries(troubles).find(([code]) => code === reason)?.[1];
	return known === undefined ? say`${{ raw: reason, max: MOST_NAME }}` : own(known);
}

/** Who requested it by hand, or who ended it, and why: the latest of them. */
export function decisionLines({ standing, words }: CardSource): readonly Phrase[] {
	const lines = (standing.containments ?? []).flatMap((containment) => {
		const { by, note, ending } = containment;
		if (ending?.by.kind === 'person')
			return [words.released(whoPhrase(ending.by), whyPhrase(ending.why))];
		return by.kind === 'person' ? [words.requestedBy(whoPhrase(by), whyPhrase(note))] : [];
	});
	return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()].slice(-1);
}

/** A person by the short form of the ARN; rules and functions by their name. */
export function whoPhrase(actor: Actor): Phrase {
	switch (actor.kind) {
		case 'person':
			return say`${{ raw: shortArn(actor.arn), max: MOST_NAME }}`;
		case 'rule':
			return say`${{ raw: actor.name, max: MOST_NAME }}`;
		case 'publisher':
		case 'clock':
			return own('eyes-system');
	}
}

/** What a person gave as the reason. */
export function whyPhrase(why: string | null): Phrase {
	return say`${{ raw: why, max: MOST_WHY }}`;
}
