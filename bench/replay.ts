import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EVENT_SOURCES } from '../shared/record/event-sources.ts';
import { KEYS, makeInvented, makeLog } from './make-log.ts';
import { measure, median, type Run } from './measure.ts';

// `npm run bench [-- --megabytes 300 --rounds 5 --flat]` measures whole processes that take turns,
// so that a machine whose speed changes treats all alike. Compare the ratios; the seconds are those
// of this machine. Then come invented logs, to show what calls with access keys cost: without any, and
// with one in twenty records. `--flat` also reads a log three times as large, to show that memory use
// does not grow with it.
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

interface Replaying {
	readonly workers: number;
	/** The setting `use` of the configuration. */
	readonly use?: { readonly keys?: boolean; readonly sessions?: boolean };
	readonly note?: string;
}

function replayOf(folder: string, { workers, use = {}, note = '' }: Replaying): Contender {
	const config = join(mkdtempSync(join(tmpdir(), 'eyes-bench-')), 'eyes.config.ts');
	const networks = [{ name: 'office', cidrs: ['203.0.113.0/24'] }];
	writeFileSync(config, `export default ${JSON.stringify({ networks, use })};`);
	const options = ['--config', config, '--format', 'jsonl', '--workers', String(workers)];
	return {
		name: `eyes replay, ${workers} worker${workers === 1 ? '' : 's'}${note}`,
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

function parseOf(folder: string, note = ''): Contender {
	const command = [process.execPath, join(here, 'parse-all.ts'), folder];
	return { name: `gunzip + JSON.parse${note}`, command };
}

type Runs = ReadonlyMap<Contender, readonly Run[]>;

async function takeTurns(contenders: readonly Contender[]): Promise<Runs> {
	const runs = new Map<Contender, Run[]>(contenders.map((contender) => [contender, []]));
	for (let round = -1; round < rounds; round++) {
		for (const contender of contenders) {
			const run = await measure(contender.command, contender.accepted);
			// The first round fills the caches of the disk and of Node.
			if (round >= 0) runs.get(contender)?.push(run);
		}
	}
	return runs;
}

/** How many times as fast `b` is as `a`, round by round. */
function ratios(runs: Runs, a: Contender, b: Contender): readonly number[] {
	const [first = [], second = []] = [runs.get(a), runs.get(b)];
	return first.map(({ seconds }, at) => seconds / (second[at]?.seconds ?? Number.NaN));
}

const HEAD = `${' '.repeat(44)} seconds   × faster than JSON.parse   peak MB`;

function print(runs: Runs, contender: Contender, baseline: Contender): void {
	const done = runs.get(contender) ?? [];
	const seconds = median(done.map((run) => run.seconds)).toFixed(2);
	const peak = Math.max(...done.map((run) => run.megabytes ?? 0));
	const ratio = median(ratios(runs, baseline, contender)).toFixed(2);
	console.log(
		`${contender.name.padEnd(44)} ${seconds.padStart(7)}   ${ratio.padStart(24)}   ${(peak > 0 ? peak.toFixed(0) : '?').padStart(7)}`,
	);
}

async function benchReal(folder: string): Promise<void> {
	const baseline = parseOf(folder);
	const one = replayOf(folder, { workers: 1 });
	const all = replayOf(folder, { workers: cores });
	const off = { workers: 1, use: { keys: false }, note: ', no credential uses' };
	const sessions = { workers: 1, use: { sessions: true }, note: ', sessions too' };
	const contenders = [
		{ name: 'gunzip', command: [process.execPath, join(here, 'gunzip-all.ts'), folder] },
		...[baseline, one, ...(cores > 1 ? [all] : [])],
		...[replayOf(folder, off), replayOf(folder, sessions), ...others(folder)],
	];
	const runs = await takeTurns(contenders);
	console.log(HEAD);
	for (const contender of contenders) print(runs, contender, baseline);
	if (cores > 1)
		console.log(
			`\n${cores} workers are ${median(ratios(runs, one, all)).toFixed(2)} × as fast as one`,
		);
}

const NOTES = {
	none: ', no keys',
	office: ', 1 of 20 by a key, office',
	elsewhere: ', 1 of 20 by a key, elsewhere',
} as const;

/** What calls with keys cost: the speed as a share of that without keys. */
async function benchKeys(): Promise<void> {
	const logs = KEYS.map((keys) => {
		const { folder } = makeInvented(megabytes * 1_000_000, keys);
		const note = NOTES[keys];
		return { parse: parseOf(folder, note), replay: replayOf(folder, { workers: 1, note }) };
	});
	const runs = await takeTurns(logs.flatMap(({ parse, replay }) => [parse, replay]));
	console.log(`\ninvented records\n${HEAD}`);
	for (const { parse, replay } of logs) for (const one of [parse, replay]) print(runs, one, parse);
	const [plain = [], ...withKeys] = logs.map(({ parse, replay }) => ratios(runs, parse, replay));
	const shares = withKeys.map((keyed) =>
		median(keyed.map((ratio, at) => ratio / (plain[at] ?? Number.NaN))).toFixed(2),
	);
	console.log(
		`\nspeed with keys, as a share of that without: ${shares.join(' (office), ')} (elsewhere)`,
	);
}

const { folder, made } = makeLog(megabytes * 1_000_000);
console.log(
	`${megabytes} MB unpacked, ${made}; ${cores} cores, Node ${process.versions.node}, ${rounds} rounds\n`,
);
await benchReal(folder);
await benchKeys();

if (values.flat) {
	const large = makeLog(3 * megabytes * 1_000_000).folder;
	for (const workers of cores > 1 ? [1, cores] : [1]) {
		const { name, command, accepted } = replayOf(large, { workers });
		const { seconds, megabytes: peak } = await measure(command, accepted);
		console.log(
			`${name}, ${3 * megabytes} MB: ${seconds.toFixed(2)} s, peak ${peak?.toFixed(0) ?? '?'} MB`,
		);
	}
}
