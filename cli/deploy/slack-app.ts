import type { Command } from 'commander';
import manifest from '../../infra/slack-app-manifest.json' with { type: 'json' };
import { example } from '../options.ts';
import { write } from '../terminal.ts';

/**
 * The page of Slack that creates the app, with the manifest filled in.
 * https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests
 */
export function slackAppLink(): string {
	const filled = encodeURIComponent(JSON.stringify(manifest));
	return `https://api.slack.com/apps?new_app=1&manifest_json=${filled}`;
}

/** Adds `eyes slack-app`, which prints the link alone, so that it can be piped. */
export function addSlackApp(program: Command): void {
	program
		.command('slack-app')
		.description('print the link that creates the Slack app')
		.addHelpText('after', example('slack-app'))
		.action(() => write(`${slackAppLink()}\n`));
}
