import type { ReasonCode } from '../../verdict/reasons.ts';
import type { Reason } from '../../verdict/verdict.ts';
import type { Figure, Words } from '../words/words.ts';
import type { CardSource } from './card-source.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { caseStateOf } from './standing.ts';

/** Both limits keep the reasons within one section of a Slack message. */
const MOST_REASONS = 11;
/** The limit if the card shows containments too. */
const MOST_BESIDE_CONTAINMENTS = 5;
const MOST_EVIDENCE = 72;

/** Reasons whose evidence is a number, with what it counts. */
const FIGURES: Partial<Readonly<Record<ReasonCode, Figure>>> = {
	'credential-too-old': 'days',
	'failures-then-success': 'failures',
	'watch-threshold': 'failures',
	'many-names': 'names',
	'many-networks': 'networks',
};

type Source = Pick<CardSource, 'theCase' | 'words'>;

/** Every reason in words, with its evidence unless a reason above shows the same evidence. */
export function reasonLines({ theCase, standing, words }: CardSource): readonly Phrase[] {
	const most = caseStateOf(standing) === null ? MOST_REASONS : MOST_BESIDE_CONTAINMENTS;
	const lines = theCase.reasons.slice(0, most).map((reason, at) => {
		const isShown = theCase.reasons.slice(0, at).some(({ detail }) => detail === reason.detail);
		const detail = isShown ? null : (reason.detail ?? null);
		return reasonLine(reason, detail, { theCase, words });
	});
	const rest = theCase.reasons.length - lines.length;
	return rest > 0 ? [...lines, own(words.more(rest))] : lines;
}

function reasonLine(reason: Reason, detail: string | null, source: Source): Phrase {
	const { code, eventId } = reason;
	const { words } = source;
	const parts = [own(words.reasons[code])];
	if (detail !== null) parts.push(evidenceOf(reason, detail, source));
	if (eventId !== undefined) parts.push(phrase`${own(words.event)} ${{ raw: eventId, max: 40 }}`);
	return joined(parts, ' · ');
}

function evidenceOf({ code, of }: Reason, detail: string, { theCase, words }: Source): Phrase {
	const figure = FIGURES[code];
	if (figure !== undefined && /^\d{1,6}$/.test(detail)) {
		const count = Number(detail);
		const isOfMore = figure === 'failures' && count > theCase.failures;
		const whose = isOfMore ? ` (${words.failuresOf[of ?? 'others']})` : '';
		return own(words.figures[figure](count) + whose);
	}
	const sign = code === 'workload' ? signOf(detail, words) : undefined;
	if (sign !== undefined) return own(sign);
	const label = words.evidence[code];
	return phrase`${own(label === undefined ? '' : `${label} `)}${{ raw: detail, max: MOST_EVIDENCE }}`;
}

function signOf(detail: string, { workloadSigns }: Words): string | undefined {
	return Object.entries(workloadSigns).find(([sign]) => sign === detail)?.[1];
}
