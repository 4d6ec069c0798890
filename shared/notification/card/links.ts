import type { SignIn } from '../../sign-in/sign-in.ts';
import { type Phrase, phrase } from './phrase.ts';

/** The Regions of the standard partition. Other partitions have other consoles. */
const REGION = /^(?!cn-|us-gov-|us-iso|eu-isoe-|eusc-)[a-z]{2}(-[a-z]+){1,2}-\d$/;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A link to the event in CloudTrail's event history (90 days), or null if Region or id is
 * malformed.
 */
export function eventLink({ region, eventId }: SignIn, label: string): Phrase | null {
	if (!REGION.test(region ?? '') || !EVENT_ID.test(eventId ?? '')) return null;
	const url = new URL(`https://${region}.console.aws.amazon.com/cloudtrailv2/home`);
	url.searchParams.set('region', region ?? '');
	url.hash = `/events/${eventId}`;
	return [{ label, url }];
}

/** The runbook as a link. If it is not a web address, it is shown as text. */
export function runbookLink(runbook: string | null, label: string): Phrase | null {
	if (runbook === null) return null;
	const url = URL.parse(runbook);
	return url?.protocol === 'https:' || url?.protocol === 'http:'
		? [{ label, url }]
		: phrase`${runbook}`;
}
