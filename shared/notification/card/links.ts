import type { SignIn } from '../../sign-in/sign-in.ts';
import { type Phrase, phrase } from './phrase.ts';

/** Regions of the standard partition; the others have consoles of their own. */
const REGION = /^(?!cn-|us-gov-|us-iso|eu-isoe-|eusc-)[a-z]{2}(-[a-z]+){1,2}-\d$/;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The event in CloudTrail's event history (90 days), or null where Region or id are not what they should be. */
export function eventLink({ region, eventId }: SignIn, label: string): Phrase | null {
	if (!REGION.test(region ?? '') || !EVENT_ID.test(eventId ?? '')) return null;
	const url = new URL(`https://${region}.console.aws.amazon.com/cloudtrailv2/home`);
	url.searchParams.set('region', region ?? '');
	url.hash = `/events/${eventId}`;
	return [{ label, url }];
}

/** The runbook as a link; anything but a web address is shown as it stands. */
export function runbookLink(runbook: string | null, label: string): Phrase | null {
	if (runbook === null) return null;
	const url = URL.parse(runbook);
	return url?.protocol === 'https:' || url?.protocol === 'http:'
		? [{ label, url }]
		: phrase`${runbook}`;
}
