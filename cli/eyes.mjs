#!/usr/bin/env node
import { runNode24 } from './node-24.mjs';

/** Until npm 12, `npm run` prints the command on stdout first, save with `--silent`. */
function npmSpokeFirst() {
	const { npm_lifecycle_event, npm_config_loglevel, npm_config_user_agent } = process.env;
	const version = /^npm\/(\d+)/.exec(npm_config_user_agent ?? '')?.[1];
	return npm_lifecycle_event === 'eyes' && npm_config_loglevel !== 'silent' && Number(version) < 12;
}

if (npmSpokeFirst() && !process.stdout.isTTY) {
	process.stderr.write(
		'eyes-system: npm printed lines of its own before this output. They are left out by: ' +
			'npm run --silent eyes -- …\n',
	);
}
runNode24(['cli/eyes.ts', ...process.argv.slice(2)]);
