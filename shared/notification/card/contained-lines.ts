import { isReleasable, stateOf } from '../../containment/ledger/containment-state.ts';
import type {
	Actor,
	Containment,
	PolicyProgress,
	Problem,
} from '../../containment/ledger/ledger.ts';
import type { ContainmentWords } from '../words/containment-words.ts';
import type { CardSource } from './card-source.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { mostListed, plannedPhrase } from './plan-lines.ts';
import { shortArn } from './short-names.ts';

/** These limits keep every card within Slack's limits for a message. */
const MOST_PROBLEMS = 2;
const MOST_SELECTOR = 80;
const MOST_REMEDIATION = 200;
const MOST_WHY = 100;
const MOST_NAME = 60;

/**
 * Who is denied, how far, until when and by which policy, with the state of each policy. Those that
 * have not ended come first.
 */
export function containedLines(source: CardSource): readonly Phrase[] {
	const { standing, words } = source;
	const containments = standing.containments ?? [];
	const inOrder = [
		...containments.filter(isReleasable),
		...containments.filter((containment) => !isReleasable(containment)),
	];
	const most = mostListed(source);
	const rest = inOrder.length - most;
	return [
		...inOrder.slice(0, most).map((containment) => containedLine(containment, source)),
		...(rest > 0 ? [own(words.more(rest))] : []),
	];
}

function containedLine(containment: Containment, source: CardSource): Phrase {
	const planned = plannedPhrase(containment, source);
	return phrase`${selectorPhrase(containment)} · ${planned} · ${policiesPhrase(containment, source.words)}`;
}

/** The key and value that name the principal in a policy. */
export function selectorPhrase({ selector }: Pick<Containment, 'selector'>): Phrase {
	return phrase`${{ raw: `${selector.key} = ${selector.value}`, max: MOST_SELECTOR }}`;
}

/** Its policies, each with its state. */
export function policiesPhrase(containment: Containment, words: ContainmentWords): Phrase {
	return joined(
		containment.policies.map((policy) =>
			own(`${policy.policy} (${words.states[stateOfPolicy(policy, containment)]})`),
		),
		' + ',
	);
}

function stateOfPolicy(policy: PolicyProgress, { ending }: Containment) {
	return stateOf({ state: policy.state, ending, policies: [policy] });
}

/** Every problem once: the reason in words, and the remediation as it was recorded. */
export function problemLines(
	containments: readonly Containment[],
	words: ContainmentWords,
): readonly Phrase[] {
	const problems = containments
		.flatMap(({ policies }) => policies)
		.flatMap(({ policy, problem }) => (problem === null ? [] : [{ policy, problem }]));
	const distinct = new Map(problems.map((entry) => [JSON.stringify(entry), entry]));
	return [...distinct.values()]
		.slice(0, MOST_PROBLEMS)
		.map(
			({ policy, problem }) =>
				phrase`${own(policy)}: ${reasonPhrase(problem, words)} ${{ raw: problem.remediation, max: MOST_REMEDIATION }}`,
		);
}

/** A reason without words of ours is shown as it is. */
export function reasonPhrase(
	{ reason }: Pick<Problem, 'reason'>,
	{ problems }: ContainmentWords,
): Phrase {
	const known = Object.entries(problems).find(([code]) => code === reason)?.[1];
	return known === undefined ? phrase`${{ raw: reason, max: MOST_NAME }}` : own(known);
}

/** The latest human decision: who requested or released a containment, and why. */
export function decisionLines({ standing, words }: CardSource): readonly Phrase[] {
	const lines = (standing.containments ?? []).flatMap((containment) => {
		const { by, note } = containment;
		const requested =
			by.kind === 'person' ? [words.requestedBy(whoPhrase(by), whyPhrase(note))] : [];
		return releaseLine(containment, words) ?? requested;
	});
	return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()].slice(-1);
}

/** Who released it and why; null if nobody did. */
export function releaseLine(
	{ ending }: Containment,
	words: ContainmentWords,
): readonly Phrase[] | null {
	return ending?.by.kind === 'person'
		? [words.released(whoPhrase(ending.by), whyPhrase(ending.why))]
		: null;
}

/** A person as the short form of the ARN, a rule by its name. */
export function whoPhrase(actor: Actor): Phrase {
	switch (actor.kind) {
		case 'person':
			return phrase`${{ raw: shortArn(actor.arn), max: MOST_NAME }}`;
		case 'rule':
			return phrase`${{ raw: actor.name, max: MOST_NAME }}`;
		case 'publisher':
		case 'clock':
			return own('eyes-system');
	}
}

/** The reason that a person gave. */
export function whyPhrase(why: string | null): Phrase {
	return phrase`${{ raw: why, max: MOST_WHY }}`;
}
