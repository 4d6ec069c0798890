import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import type { AlarmPattern } from '../../infra/alarm-patterns.ts';
import type { EventPattern } from '../../infra/event-patterns.ts';
import { matchesEventPattern } from './event-pattern.ts';

/** A pattern of any of our rules. */
type Pattern = EventPattern | AlarmPattern;

/** Tells for each event whether it matches. */
export type Matcher = (pattern: Pattern, events: readonly object[]) => Promise<boolean[]>;

/** A matcher, or why this machine has none. */
export type Found = { readonly matcher: Matcher } | Missing;

interface Missing {
	readonly missing: string;
}

const root = resolve(import.meta.dirname, '../..');
const ORACLE = join(root, 'test/infra/event-ruler');
const JARS = join(root, 'node_modules/.cache/event-ruler');

/** Our own matcher, which always runs. */
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
 * AWS's own matching engine, if the machine has Java and Maven and Maven can load it. It runs
 * until `stopEventRuler`.
 * https://github.com/aws/event-ruler
 */
export function eventRuler(): Java | Missing {
	if (!existsSync(JARS) && !fetchJars()) {
		return { missing: 'needs Java and mvn on the PATH, and Maven Central' };
	}
	running ??= spawnSync('java', ['-version']).status === 0 ? startJava() : null;
	return running ?? { missing: 'needs java on the PATH' };
}

let running: Java | null | undefined;

export function stopEventRuler(): void {
	running?.stop();
	running = undefined;
}

function fetchJars(): boolean {
	const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${JARS}`];
	const options = { timeout: 60_000 };
	return (
		spawnSync('mvn', ['-q', '-B', '-f', join(ORACLE, 'pom.xml'), ...goal], options).status === 0
	);
}

interface Java {
	readonly matcher: Matcher;
	/**
	 * How many wildcards of the pattern a worst event keeps open at once. EventBridge refuses rules
	 * that are too complex; what has been seen is that 9 is accepted and 12 is not.
	 */
	readonly complexityOf: (pattern: Pattern) => Promise<number>;
	readonly stop: () => void;
}

/** One process for all questions: Java compiles the program each time that it starts. */
function startJava(): Java {
	const program = ['-cp', join(JARS, '*'), join(ORACLE, 'MatchLines.java')];
	// It notes the use of a deprecated method on its error output.
	const java = spawn('java', [...QUICK, ...program], { stdio: ['pipe', 'pipe', 'ignore'] });
	const answers = createInterface(java.stdout)[Symbol.asyncIterator]();
	async function ask(pattern: Pattern, events: readonly object[]) {
		const lines = [pattern, ...events].map((value) => JSON.stringify(value));
		java.stdin.write(`${lines.join('\n')}\n\n`);
		const complexity = Number((await answers.next()).value);
		const matches: boolean[] = [];
		for (const _ of events) matches.push((await answers.next()).value === '1');
		return { complexity, matches };
	}
	return {
		matcher: async (pattern, events) => (await ask(pattern, events)).matches,
		complexityOf: async (pattern) => (await ask(pattern, [])).complexity,
		stop: () => java.stdin.end(),
	};
}

/** It runs for seconds only, so optimizing it costs more than it saves. */
const QUICK = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
