import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import type { EventPattern } from '../../infra/event-patterns.ts';
import { matchesEventPattern } from './event-pattern.ts';

/** Tells for each event whether it matches. */
export type Matcher = (pattern: EventPattern, events: readonly object[]) => Promise<boolean[]>;

/** A matcher, or why there is none on this machine. */
export type Found = { readonly matcher: Matcher } | { readonly missing: string };

const root = resolve(import.meta.dirname, '../..');
const ORACLE = join(root, 'test/infra/event-ruler');
const JARS = join(root, 'node_modules/.cache/event-ruler');

/** Our own, which always runs. */
export const interpreter: Matcher = async (pattern, events) =>
	events.map((event) => matchesEventPattern({ ...pattern }, event));

/** `TestEventPattern` of an emulator that somebody has started, as the end-to-end run does. */
export function emulator(): Found {
	const endpoint = process.env.EYES_EMULATOR;
	if (endpoint === undefined)
		return { missing: 'needs an emulator: EYES_EMULATOR=http://127.0.0.1:PORT (npm run e2e)' };
	const client = new EventBridgeClient({
		endpoint,
		region: 'us-east-1',
		credentials: { accessKeyId: '000000000000', secretAccessKey: 'test' },
	});
	async function test(EventPattern: string, event: object): Promise<boolean> {
		const Event = JSON.stringify(event);
		return (
			(await client.send(new TestEventPatternCommand({ EventPattern, Event }))).Result ?? false
		);
	}
	return {
		matcher: (pattern, events) =>
			Promise.all(events.map((event) => test(JSON.stringify(pattern), event))),
	};
}

/**
 * AWS's own matching engine, where Java and Maven are and Maven reaches its repository.
 * https://github.com/aws/event-ruler
 */
export function eventRuler(): Found {
	if (!existsSync(JARS) && !fetchJars()) {
		return { missing: 'needs Java and mvn on the PATH, and Maven Central' };
	}
	const runs = spawnSync('java', ['-version']).status === 0;
	return runs ? { matcher: askJava } : { missing: 'needs java on the PATH' };
}

function fetchJars(): boolean {
	const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${JARS}`];
	const options = { timeout: 60_000 };
	return (
		spawnSync('mvn', ['-q', '-B', '-f', join(ORACLE, 'pom.xml'), ...goal], options).status === 0
	);
}

const askJava: Matcher = async (pattern, events) => {
	const input = [pattern, ...events].map((value) => JSON.stringify(value)).join('\n');
	const answer = execFileSync('java', ['-cp', join(JARS, '*'), join(ORACLE, 'MatchLines.java')], {
		input,
		encoding: 'utf8',
		// It notes the use of a deprecated method on its error output.
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	return answer
		.trimEnd()
		.split('\n')
		.map((line) => line === '1');
};
