/**
 * Alarms lead to these articles of docs/runbook.md; each is a heading of the second level there.
 */
export const ARTICLES = [
	'A function fails',
	'A function is throttled',
	'A queue grows old',
	'Events lie in the dead-letter queue',
	'Events did not reach the queue',
	'Hints lie in a dead-letter queue',
	'Reconcile does not run',
	'A containment failed',
	'The circuit breaker opened',
	'Somebody tampered with a denial',
	'Slack refuses messages',
	'Records are refused',
	'An item cannot be read',
	'The table is throttled',
	'The table answers with errors',
	'A deny document is nearly full',
	'The credential report is missing',
	'Instances of StackSets are not current',
] as const;
export type Article = (typeof ARTICLES)[number];

const HERE = 'docs/runbook.md';

/** Gives the link to an article: in the configured runbook, or in ours. */
export function articleLink(article: Article, runbook: string | null): string {
	return `${runbook ?? HERE}#${anchorOf(article)}`;
}

/** Gives the anchor that GitHub makes from a heading. */
export function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\w\- ]/g, '')
		.replaceAll(' ', '-');
}
