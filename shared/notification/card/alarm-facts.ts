import type { Case } from '../../case/case.ts';
import type { Alarm } from '../../sign-in/alarm/alarm.ts';
import type { SignIn } from '../../sign-in/sign-in.ts';
import type { Label, Words } from '../words/words.ts';
import { own, type Phrase, phrase } from './phrase.ts';

/** AWS's descriptions are long; the console has the rest. */
const MOST_TEXT = 200;

/** The alarm that a case is about, if AWS reports a credential. */
export function alarmOf({ lead }: Pick<Case, 'lead'>): Alarm | null {
	return lead.signIn.alarm ?? null;
}

/** What AWS reports, in its own words. */
export function alarmLines({ kind, code, text, attacher }: Alarm, words: Words): readonly Phrase[] {
	return [
		phrase`${own(words.alarms.from[kind])} · ${code}`,
		...(attacher === null ? [] : [words.alarms.attachedBy(attacher.name)]),
		...(text === null ? [] : [phrase`${{ raw: text, max: MOST_TEXT }}`]),
	];
}

/** The label of a fact: nobody has signed in when AWS reports something. */
export function labelOf(label: Label, theCase: Pick<Case, 'lead'>, words: Words): string {
	const isAlarm = alarmOf(theCase) !== null;
	return isAlarm && (label === 'status' || label === 'time')
		? words.alarms.labels[label]
		: words.labels[label];
}

/** The Regions of the standard partition. Other partitions have other consoles. */
const REGION = /^(?!cn-|us-gov-|us-iso|eu-isoe-|eusc-)[a-z]{2}(-[a-z]+){1,2}-\d$/;
const FINDING = /^[0-9a-f]{32}$/;

/** A link to the alarm in the console; null if there is no page for it. */
export function alarmLink({ alarm, region }: SignIn, label: string): Phrase | null {
	if (alarm === undefined || !REGION.test(region ?? '')) return null;
	if (alarm.kind === 'health')
		return [
			{ label, url: new URL('https://health.aws.amazon.com/health/home#/account/event-log') },
		];
	if (alarm.kind !== 'guardduty' || !FINDING.test(alarm.id)) return null;
	const url = new URL(`https://${region}.console.aws.amazon.com/guardduty/home`);
	url.searchParams.set('region', region ?? '');
	url.hash = `/findings?macros=current&fId=${alarm.id}`;
	return [{ label, url }];
}
