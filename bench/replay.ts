import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EVENT_SOURCES } from '../shared/record/event-sources.ts';
import { makeLog } from './make-log.ts';
import { measure, median, type Run } from './measure.ts';

// `npm run bench [-- --megabytes 300 --rounds 5 --flat]` measures whole processes that take turns,
// so that a machine whose speed changes treats all alike. Compare the ratios; the seconds are those
// of this machine. `--flat` also reads a log three times as large, to show that memory use does not
// grow with it.
const { values } = parseArgs({
	options: {
		megabytes: { type: 'string', default: '300' },
		rounds: { type: 'string', default: '5' },
		flat: { type: 'boolean', default: false },
	},
});
const rounds = Number(values.rounds);
const megabytes = Number(values.megabytes);
const here = import.meta.dirname;
const eyes = resolve(here, '../cli/eyes.ts');
const cores = availableParallelism();

interface Contender {
	readonly name: string;
	readonly command: readonly string[];
	/**
	 * The exit codes that count as success; replay ends with 3 if records are unreadable, and some
	 * of the real ones are.
	 */
	readonly accepted?: readonly number[];
}

function isInstalled(tool: string): boolean {
	return spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
}

function replayOf(folder: string, workers: number): Contender {
	const options = ['--trust', '203.0.113.0/24', '--format', 'jsonl', '--workers', String(workers)];
	return {
		name: `eyes replay, ${workers} worker${workers === 1 ? '' : 's'}`,
		// cli/node-24.mjs starts it with this flag.
		command: [process.execPath, '--max-semi-space-size=8', eyes, 'replay', folder, ...options],
		accepted: [0, 3],
	};
}

function others(folder: string): Contender[] {
	const quoted = (quote: string) => EVENT_SOURCES.map((one) => quote + one + quote).join();
	const records = `read_json('${folder}/**/*.json.gz', maximum_object_size=100000000, columns={Records:'JSON[]'})`;
	const sql = `select count(*) from (select unnest(Records) r from ${records}) where json_extract_string(r, '$.eventSource') in (${quoted("'")})`;
	const filter = `.Records[] | select(.eventSource | IN(${quoted('"')})) | .eventID`;
	const contenders: Contender[] = [];
	if (isInstalled('duckdb'))
		contenders.push({ name: 'duckdb: count them', command: ['duckdb', '-c', sql] });
	else console.log('duckdb: not installed');
	if (isInstalled('jq')) {
		const pipe = `find '${folder}' -name '*.json.gz' -print0 | xargs -0 zcat | jq -c '${filter}'`;
		contenders.push({ name: 'zcat | jq: list them', command: ['sh', '-c', pipe] });
	} else console.log('jq: not installed');
	return contenders;
}

const { folder, made } = makeLog(megabytes * 1_000_000);
console.log(
	`${megabytes} MB unpacked, ${made}; ${cores} cores, Node ${process.versions.node}, ${rounds} rounds\n`,
);
const baseline: Contender = {
	name: 'gunzip + JSON.parse',
	command: [process.execPath, join(here, 'parse-all.ts'), folder],
};
const one = replayOf(folder, 1);
const all = replayOf(folder, cores);
const contenders = [
	{ name: 'gunzip', command: [process.execPath, join(here, 'gunzip-all.ts'), folder] },
	baseline,
	one,
	...(cores > 1 ? [all] : []),
	...others(folder),
];

const runs = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
for (let round = -1; round < rounds; round++) {
	for (const { name, command, accepted } of contenders) {
		const run = await measure(command, accepted);
		// The first round fills the caches of the disk and of Node.
		if (round >= 0) runs.get(name)?.push(run);
	}
}

function ratio(a: Contender, b: Contender): string {
	const pairs = (runs.get(a.name) ?? []).map(
		(run, at) => run.seconds / (runs.get(b.name)?.[at]?.seconds ?? Number.NaN),
	);
	return median(pairs).toFixed(2);
}

console.log('                              seconds   × faster than JSON.parse   peak MB');
for (const contender of contenders) {
	const done = runs.get(contender.name) ?? [];
	const seconds = median(done.map((run) => run.seconds)).toFixed(2);
	const peak = Math.max(...done.map((run) => run.megabytes ?? 0));
	console.log(
		`${contender.name.padEnd(28)} ${seconds.padStart(8)}   ${ratio(baseline, contender).padStart(24)}   ${(peak > 0 ? peak.toFixed(0) : '?').padStart(7)}`,
	);
}
if (cores > 1) console.log(`\n${cores} workers are ${ratio(one, all)} × as fast as one`);

if (values.flat) {
	const large = makeLog(3 * megabytes * 1_000_000).folder;
	for (const workers of cores > 1 ? [1, cores] : [1]) {
		const { name, command, accepted } = replayOf(large, workers);
		const { seconds, megabytes: peak } = await measure(command, accepted);
		console.log(
			`${name}, ${3 * megabytes} MB: ${seconds.toFixed(2)} s, peak ${peak?.toFixed(0) ?? '?'} MB`,
		);
	}
}
