import type { ContainmentRequest } from '../../containment/containment.ts';
import { isReleasable } from '../../containment/ledger/containment-state.ts';
import { isOnlyShown } from '../../containment/not-contained.ts';
import type { Action } from '../words/words.ts';
import type { CardSource, Fact } from './card-source.ts';
import { decisionLines, problemLines } from './contained-lines.ts';
import { dateTime, readersTime } from './date-time.ts';
import { actionKeyOf } from './headline.ts';
import { own, type Phrase, phrase } from './phrase.ts';
import { pilotLines } from './pilot-lines.ts';
import { whyNotLines } from './plan-lines.ts';
import {
	holds,
	isOver,
	type RehearsedState,
	rehearsedStateOf,
	type ShownState,
	shownStateOf,
} from './standing.ts';

/** What eyes-system did, would have done or did not do, until when, and why not. */
export function actionOf(source: CardSource): Fact {
	const state = shownStateOf(source.standing);
	const rehearsed = rehearsedStateOf(source.standing);
	const lines =
		state !== null
			? stateLines(source, state)
			: rehearsed !== null
				? rehearsedLines(source, rehearsed)
				: noActionLines(source);
	return { label: source.words.labels.action, lines: [...lines, ...whyNotLines(source)] };
}

/** What the containments did, who decided it, and what went wrong. */
function stateLines(source: CardSource, state: ShownState): readonly Phrase[] {
	const { theCase, standing, words } = source;
	const isUntrusted = theCase.lead.verdict.network.classification === 'untrusted';
	const containments = standing.containments ?? [];
	const icon = isOver(state) ? '' : '⚠️ ';
	return [
		own(icon + words.contained(state, isUntrusted)),
		...(holds(state) ? scopeLines(source, containments.filter(isReleasable)) : []),
		...(isComing(state) ? pilotLines(source, containments.filter(isReleasable)) : []),
		...problemLines(containments, words),
		...decisionLines(source),
	];
}

/** True if somebody is denied, or will be if a human decides so. */
function isComing(state: ShownState): boolean {
	return holds(state) || state === 'asked' || state === 'held';
}

function rehearsedLines(source: CardSource, state: RehearsedState): readonly Phrase[] {
	const { standing, words } = source;
	return [
		own(`⚠️ ${words.rehearsals[state]}`),
		...(holds(state) ? scopeLines(source, standing.plan.requests) : []),
		...pilotLines(source, standing.plan.requests),
		own(words.replayed),
	];
}

const NO_REASON_TO_WARN: readonly Action[] = ['trusted', 'alarm-sample'];

function noActionLines({ theCase, standing, words }: CardSource): readonly Phrase[] {
	const key = actionKeyOf(theCase);
	const icon = NO_REASON_TO_WARN.includes(key) ? '' : '⚠️ ';
	const isObserved = standing.plan.notContained.some(isOnlyShown);
	return [
		own(icon + words.actions[key]),
		...(standing.containments === null ? [own(words.replayed)] : []),
		...(standing.containments !== null && isObserved ? [own(words.observing)] : []),
	];
}

/** How far and until when somebody is denied, and what they still can do. */
function scopeLines(
	{ settings, words }: CardSource,
	denials: readonly Pick<ContainmentRequest, 'denyScope' | 'until'>[],
): readonly Phrase[] {
	const scopes = [...new Set(denials.map(({ denyScope }) => denyScope))];
	return scopes.flatMap((scope) => {
		const ends = denials.filter(({ denyScope }) => denyScope === scope).map(({ until }) => until);
		const last = Math.max(...ends);
		const until = dateTime(last, settings.timeZone);
		const shown = ends.every((end) => end === last) ? until : words.atTheLatest(until);
		return [
			phrase`${own(words.planned(scope, shown))}${readersTime(last, words)}`,
			own(words.denyScopes[scope]),
		];
	});
}
