import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleCode, entryOf, FUNCTIONS, writeBundle } from '../infra/bundle.ts';
import { aConfiguration } from '../test/support/some-settings.ts';
import { callsToTheDeny } from './calls-to-the-deny.ts';
import { median } from './measure.ts';

// `npm run bench:lambda [-- --rounds 20]` prints for each function the size of its bundle, and the
// time of a new process that loads it, as a multiple of one that loads an empty handler. The
// functions take turns, so that a machine whose speed changes treats all alike. Then it prints how
// many calls of AWS follow each other from an event to the published deny document.
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);

/** The environment that Lambda would give; no call is made while a handler loads. */
const ENVIRONMENT = {
	AWS_REGION: 'us-east-1',
	EYES_TABLE: 'table',
	EYES_ACCOUNT: '111122223333',
	EYES_PARTITION: 'aws',
	EYES_INGEST_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/ingest',
	EYES_NOTIFY_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/notify.fifo',
	EYES_CONTAIN_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/contain.fifo',
	EYES_REPORT_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/report',
	EYES_REPORT_BUCKET: 'reports',
	EYES_EVENTS_BUS: 'events',
	EYES_SLACK_SECRET: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:slack',
	EYES_SCP:
		'arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-a1b2c3d4',
};

interface Bundle {
	readonly name: string;
	readonly folder: string;
	readonly kib: number;
}

function makeBundles(parent: string): Bundle[] {
	const empty = join(parent, 'empty.ts');
	writeFileSync(empty, 'export const handler = async () => {};\n');
	const entries = [
		{ name: 'empty', entry: empty },
		...FUNCTIONS.map((name) => ({ name, entry: entryOf(name) })),
	];
	return entries.map(({ name, entry }) => {
		const folder = join(parent, name);
		const code = bundleCode(entry);
		writeBundle(folder, code, aConfiguration({ slack: { channel: 'C0123456789' } }));
		return { name, folder, kib: Buffer.byteLength(code) / 1024 };
	});
}

/** Gives the milliseconds from the start to the end of a process that only loads the bundle. */
function load({ name, folder }: Bundle): number {
	const start = performance.now();
	const { status, stderr } = spawnSync(
		process.execPath,
		['-e', `require('${join(folder, 'index.js')}')`],
		{
			env: { PATH: process.env.PATH, ...ENVIRONMENT },
			encoding: 'utf8',
		},
	);
	const why = /^\w*Error: .*$/m.exec(stderr)?.[0] ?? 'no error message';
	if (status !== 0) throw new Error(`${name} does not load: ${why}`);
	return performance.now() - start;
}

const parent = mkdtempSync(join(tmpdir(), 'eyes-bundles-'));
try {
	const bundles = makeBundles(parent);
	const times = new Map(bundles.map(({ name }) => [name, [] as number[]]));
	for (let round = 0; round < rounds; round++) {
		for (const bundle of bundles) times.get(bundle.name)?.push(load(bundle));
	}
	const empty = median(times.get('empty') ?? []);
	console.log(`Node ${process.versions.node}, median of ${rounds} fresh processes\n`);
	console.log('function         KiB     ms   × empty');
	for (const { name, kib } of bundles) {
		const ms = median(times.get(name) ?? []);
		const figures = [
			kib.toFixed(0).padStart(4),
			ms.toFixed(0).padStart(6),
			(ms / empty).toFixed(2).padStart(9),
		];
		console.log(`${name.padEnd(15)} ${figures.join(' ')}`);
	}
} finally {
	rmSync(parent, { recursive: true, force: true });
}

console.log('\ncalls of AWS one after the other');
for (const { what, calls } of await callsToTheDeny()) console.log(`${what.padEnd(58)} ${calls}`);
