import type { Configuration } from './configuration.ts';

/** More people than this are no mistake that anybody notices in time. */
const MANY_PEOPLE = 50;
/** A mistake hits people one after the other; in a shorter window they are never counted together. */
const SHORT_MINUTES = 10;
/** Slack's own hosts, the second for GovSlack. */
const SLACK_HOSTS = new Set(['slack.com', 'slack-gov.com']);

/** Warns if rules may contain, and the circuit breaker would hardly ever stop them. */
export function looseBreaker({ containment: { mode, modes, breaker } }: Configuration): string[] {
	if (![mode, ...Object.values(modes)].includes('contain')) return [];
	const { people, minutes, staff, share } = breaker;
	const most = Math.min(people, staff === null ? people : Math.ceil(staff * share));
	return [
		...(most > MANY_PEOPLE
			? [
					`containment.breaker.people: rules would deny up to ${most} people before the breaker opens; lower it, or set staff`,
				]
			: []),
		...(minutes < SHORT_MINUTES
			? [
					`containment.breaker.minutes: people are counted together only within ${minutes} minutes, so the breaker hardly ever opens; use at least ${SHORT_MINUTES}`,
				]
			: []),
	];
}

/** Warns if the bot's token would be sent to somebody else than Slack. */
export function otherThanSlack({ slack: { apiUrl } }: Configuration): string[] {
	const hostname = URL.parse(apiUrl)?.hostname ?? apiUrl;
	return SLACK_HOSTS.has(hostname)
		? []
		: [`slack.apiUrl: the bot's token is sent to ${hostname}, which is not Slack`];
}
