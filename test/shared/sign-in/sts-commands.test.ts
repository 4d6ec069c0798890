import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { EVENTS, kindOfEvent } from '../../../shared/sign-in/events.ts';
import { GIVES_NOTHING } from '../../../shared/sign-in/gives-nothing.ts';

const STS = 'sts.amazonaws.com';
/** These are calls of the console's service, which shares its list with STS. */
const OF_THE_CONSOLE = ['ExitRole', 'IntrospectOAuth2Token', 'RevokeOAuth2Token'];
const root = resolve(import.meta.dirname, '../../..');

function json(path: string) {
	return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

/** Every call of STS that the SDK offers. */
const commands = Object.keys(sts)
	.filter((name) => /^[A-Z]\w+Command$/.test(name))
	.map((name) => name.replace(/Command$/, ''));

describe('the calls of STS that the SDK offers', () => {
	it('are those of the version in package.json; if not, run `npm ci`', () => {
		const { version } = json('node_modules/@aws-sdk/client-sts/package.json');
		expect(version).toBe(json('package.json').dependencies['@aws-sdk/client-sts']);
	});

	it('are all on a list of ours, as ways to a session or as giving nothing', () => {
		expect(commands).toContain('GetScopedCredentials');
		const missing = commands.filter((name) => kindOfEvent(name, STS).part === 'unknown');
		expect(missing).toEqual([]);
	});

	it('are what our lists name for STS, so that no name is misspelt', () => {
		const obtaining = Object.keys(EVENTS).filter((name) => EVENTS[name]?.sources.includes(STS));
		const nothing = GIVES_NOTHING.filter(({ sources }) => sources.includes(STS)).flatMap(
			({ names }) => names,
		);
		const ours = [...obtaining, ...nothing].filter((name) => !OF_THE_CONSOLE.includes(name));
		expect(ours.toSorted()).toEqual(commands.toSorted());
	});
});
