import { type UseDeps, withMemory } from '../functions/judge-credential-use/judge-uses.ts';
import { monthlyUseCost } from '../shared/case/use-cost.ts';
import type { Table } from '../shared/runtime/dynamodb-table.ts';
import { consoleLogin, OFFICE, UNTRUSTED, usingKey } from '../test/support/a-record.ts';
import { deliverBatch } from '../test/support/deliver-uses.ts';
import { startDynamo } from '../test/support/dynamo.ts';
import { deliver, judgeDeps } from '../test/support/judge-deps.ts';
import { median } from './measure.ts';
import { longestDelay } from './queue-delay.ts';

// `npm run bench:flood` has one key make a hundred calls a second for an hour from an untrusted
// network, beside a sign-in each half minute. The batches go to as many processes in turn as Lambda
// runs at once. The table is dynalite in this process; its time is measured apart and left out.

const PER_SECOND = 100;
const SECONDS = 3_600;
const BATCH = 200;
const PROCESSES = 2;
const SIGN_IN_EVERY = 30;
/** How long judging with the table takes in Lambda; docs/cost.md assumes the same. */
const JUDGE_MS = 150;
const T0 = Date.parse('2026-03-03T01:00:00Z');
const ACTIONS = ['DescribeInstances', 'DescribeVolumes', 'DescribeImages', 'DescribeTags'];

/** The calls of a table, and the time in which somebody waits for it. */
interface Watch {
	calls: number;
	waitedMs: number;
}

function watched(table: Table, watch: Watch): Table {
	let running = 0;
	let since = 0;
	const client = new Proxy(table.client, {
		get: (original, name) => {
			const value = Reflect.get(original, name);
			if (name !== 'send') return value;
			return async (...args: unknown[]) => {
				watch.calls++;
				if (running++ === 0) since = performance.now();
				try {
					return await Reflect.apply(value, original, args);
				} finally {
					if (--running === 0) watch.waitedMs += performance.now() - since;
				}
			};
		},
	});
	return { ...table, client };
}

function useAt(n: number) {
	const eventTime = new Date(T0 + Math.floor((n * 1_000) / PER_SECOND)).toISOString();
	return usingKey(ACTIONS[n % ACTIONS.length] ?? '', {
		...{ eventTime, sourceIPAddress: UNTRUSTED, eventID: `use-${n}` },
	});
}

/** What so many uses needed. */
interface Figures extends Watch {
	readonly uses: number;
	readonly batches: number;
	/** Milliseconds of this process, without those in which it waits for the table. */
	readonly ms: number;
}

async function flood(processes: readonly UseDeps[], watch: Watch, [from, to]: [number, number]) {
	const before = { ...watch };
	let batches = 0;
	let ms = 0;
	for (let n = from; n < to; n += BATCH) {
		const records = Array.from({ length: Math.min(BATCH, to - n) }, (_, at) => useAt(n + at));
		const process = processes[batches++ % processes.length];
		if (process === undefined) throw new Error('no process');
		const waited = watch.waitedMs;
		const start = performance.now();
		const again = await deliverBatch(records, process);
		if (again.length > 0) throw new Error(`${again.length} uses were not judged`);
		ms += performance.now() - start - (watch.waitedMs - waited);
	}
	const calls = watch.calls - before.calls;
	return { uses: to - from, batches, ms, calls, waitedMs: watch.waitedMs - before.waitedMs };
}

/** The milliseconds for one use of another key each, which is judged with the table. */
async function judgedWithTable(table: Table, watch: Watch): Promise<number> {
	const process = withMemory(judgeDeps(watched(table, watch)));
	const times: number[] = [];
	for (let n = 0; n < 200; n++) {
		const record = usingKey('DescribeInstances', {
			...{ sourceIPAddress: `198.51.100.${n}`, eventTime: new Date(T0 + n * 1_000).toISOString() },
		});
		const waited = watch.waitedMs;
		const start = performance.now();
		await deliverBatch([record], process);
		times.push(performance.now() - start - (watch.waitedMs - waited));
	}
	return median(times);
}

function line(what: string, { uses, batches, calls, ms }: Figures): void {
	const figures = [
		uses.toLocaleString('en-US'),
		batches.toLocaleString('en-US'),
		calls.toLocaleString('en-US'),
		(calls / uses).toFixed(4),
		(calls / batches).toFixed(2),
		((ms / uses) * 1_000).toFixed(0),
	];
	console.log(`| ${[what, ...figures].join(' | ')} |`);
}

const dynamo = await startDynamo();
try {
	const table = await dynamo.makeTable();
	const watch: Watch = { calls: 0, waitedMs: 0 };
	const all = Array.from({ length: PROCESSES }, () => judgeDeps(watched(table, watch)));
	const processes = all.map(withMemory);
	console.log(`Node ${process.versions.node}\n`);
	console.log(
		'| uses | number | batches | calls of DynamoDB | a use | a batch | ms per 1,000 uses |',
	);
	console.log('| --- | --- | --- | --- | --- | --- | --- |');
	const first = await flood(processes, watch, [0, 2_000]);
	line('the first 20 seconds', first);
	const signIns = { calls: 0, waitedMs: 0 };
	const judging = judgeDeps(watched(table, signIns));
	let [uses, batches, ms, calls] = [0, 0, 0, 0];
	for (let second = 20; second < SECONDS; second += SIGN_IN_EVERY) {
		const to = Math.min(second + SIGN_IN_EVERY, SECONDS);
		const part = await flood(processes, watch, [second * PER_SECOND, to * PER_SECOND]);
		uses += part.uses;
		batches += part.batches;
		ms += part.ms;
		calls += part.calls;
		const eventTime = new Date(T0 + to * 1_000).toISOString();
		await deliver(consoleLogin({ eventTime, sourceIPAddress: OFFICE }), judging);
	}
	line('the rest of the hour', { uses, batches, ms, calls, waitedMs: 0 });
	const repeat = ms / uses;
	const full = await judgedWithTable(await dynamo.makeTable(), { calls: 0, waitedMs: 0 });
	console.log(
		`\na use that is judged with the table needs ${(full / repeat).toFixed(0)} times the time of a repeat (without waiting for the table)`,
	);

	const hints = all.reduce((sum, { sent }) => sum + sent.notify.length, 0);
	const alerts = all.flatMap(({ heard }) => heard.counted).filter((one) => one === 'SignIn alert');
	console.log(`alerts: ${alerts.length}; hints at the card: ${hints}`);

	const load = { perSecond: PER_SECOND, seconds: SECONDS, signInEvery: SIGN_IN_EVERY };
	const own = longestDelay({ ...load, usesInQueue: false, judgeMs: JUDGE_MS, atOnce: 10 });
	const shared = longestDelay({ ...load, usesInQueue: true, judgeMs: JUDGE_MS, atOnce: 10 });
	console.log(`\nlongest wait of a sign-in within the hour, at ${JUDGE_MS} ms each, ten at once:`);
	console.log(`  its own queue: ${own} s; one queue for all, without a memory: ${shared} s`);

	console.log('\n| calls | US dollars a month, forwarded | in a single account |');
	console.log('| --- | --- | --- |');
	for (const [what, perDay] of [
		['1 a minute', 1_440],
		['1 a second', 86_400],
		['100 a second', 8_640_000],
	] as const) {
		const sums = [true, false].map((isForwarded) => monthlyUseCost(perDay, { isForwarded }));
		console.log(`| ${what} | ${sums.map((sum) => sum.toFixed(2)).join(' | ')} |`);
	}
} finally {
	await dynamo.stop();
}
