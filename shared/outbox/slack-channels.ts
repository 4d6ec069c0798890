import type { SlackSettings } from '../configuration/configuration.ts';
import { isAtLeast, type Severity } from '../verdict/verdict.ts';

/** What decides about the channel of a case. */
export interface Routed {
	readonly severity: Severity;
	readonly accounts: readonly string[];
}

/** The configured channels, by Slack's ids. */
export interface SlackChannels {
	/** Gets everything that no rule sends elsewhere. */
	readonly main: string;
	/** All of them, each once. */
	readonly all: readonly string[];
	/** The channel of the first rule that matches; the account may be any of a case's accounts. */
	of(routed: Routed): string;
}

/** `main` is `slack.channel`, which is required to deploy. */
export function slackChannels(main: string, rules: SlackSettings['channels'] = []): SlackChannels {
	return {
		main,
		all: [...new Set([main, ...rules.map(({ channel }) => channel)])],
		of: (routed) => rules.find((rule) => matches(rule, routed))?.channel ?? main,
	};
}

function matches(
	{ severity, account }: SlackSettings['channels'][number],
	routed: Routed,
): boolean {
	return (
		isAtLeast(routed.severity, severity) && (account === null || routed.accounts.includes(account))
	);
}
