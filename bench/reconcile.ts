import { setTimeout } from 'node:timers/promises';
import type { ReconcileDeps } from '../functions/reconcile/deps.ts';
import { reconcile } from '../functions/reconcile/reconcile.ts';
import { dynamodbLedger } from '../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPartPositions } from '../shared/containment/ledger/dynamodb-part-positions.ts';
import { dynamodbPolicyLedger } from '../shared/containment/ledger/dynamodb-policy-ledger.ts';
import type { Table } from '../shared/runtime/dynamodb-table.ts';
import { dynamodbDailySummaries } from '../shared/summary/dynamodb-daily-summaries.ts';
import { aSubmittedRequest, REQUESTED_UNTIL } from '../test/support/a-submitted-request.ts';
import { addAsJudge, aLogin } from '../test/support/an-addition.ts';
import { startDynamo } from '../test/support/dynamo.ts';
import { judgeDeps } from '../test/support/judge-deps.ts';

// `npm run bench:reconcile` runs reconcile over many open cases with a containment each, all of
// which expire at once. The table is dynalite in this process, so its work counts too; each call
// takes 5 ms more, as a call of DynamoDB does.

const COUNT = Number(process.argv[2] ?? 12_000);
const LATENCY_MS = 5;
const EVERY_MS = 5 * 60_000;
const MOST_RUNS = 24;
const MINUTE = 60_000;
const IDLE = { isDue: async () => false, note: async () => {}, noteFailure: async () => {} };

const counter = { calls: 0, isSlow: false };

/** Counts the calls of a table, and makes them take their time. */
function watched(table: Table): Table {
	const client = new Proxy(table.client, {
		get: (original, name) => {
			const value = Reflect.get(original, name);
			if (name !== 'send') return value;
			return async (...args: unknown[]) => {
				counter.calls++;
				if (counter.isSlow) await setTimeout(LATENCY_MS);
				return Reflect.apply(value, original, args);
			};
		},
	});
	return { ...table, client };
}

/** Open cases of people whom nobody answered, half of them contained and half held by the breaker. */
async function fill(deps: Pick<ReturnType<typeof judgeDeps>, 'cases' | 'ledger'>): Promise<void> {
	const one = async (n: number) => {
		const whose = { key: `person|user:111122223333/p${n}|192.0.2.77`, subject: 'person' } as const;
		const { case: theCase } = await addAsJudge(deps.cases, aLogin(0), { whose });
		const selector = { key: 'aws:userid', value: `AROADEPLOYEXAMPLE001:p${n}` } as const;
		// Within a second, because the index of dynalite mixes up many items of one moment.
		const request = { selector, until: REQUESTED_UNTIL + (n % 1_000) };
		const of = { occasion: theCase.id, caseId: theCase.id, request };
		await deps.ledger.request(
			aSubmittedRequest({ ...of, state: n % 2 === 0 ? 'requested' : 'held' }),
		);
	};
	for (let n = 0; n < COUNT; n += 100)
		await Promise.all(Array.from({ length: Math.min(100, COUNT - n) }, (_, at) => one(n + at)));
}

const dynamo = await startDynamo();
const table = watched(await dynamo.makeTable());
const judge = judgeDeps(table);
let parts = 0;
let ended = 0;
let clock = () => 0;
const ledger = dynamodbLedger(table);
const deps: ReconcileDeps = {
	...judge,
	ledger: {
		...{ extend: ledger.extend, breaker: judge.ledger.breaker },
		openPart: (asked) => {
			parts++;
			return ledger.openPart(asked);
		},
		expire: (id, now) => {
			ended++;
			return ledger.expire(id, now);
		},
	},
	publishers: dynamodbPolicyLedger(table),
	summaries: dynamodbDailySummaries(table),
	positions: dynamodbPartPositions(table),
	clock: () => clock(),
	runs: { overdue: async () => [] },
	reports: { send: async () => {} },
	...{ organization: null, lists: IDLE, stackSets: null },
	...{ policies: ['scp'], credentialDays: 90, timeZone: 'Asia/Seoul' },
};
await fill(judge);
console.log(
	`${COUNT} open cases with a containment each; ${LATENCY_MS} ms for a call of the table`,
);
counter.isSlow = true;
for (let run = 1; ended < COUNT && run <= MOST_RUNS; run++) await once(run);
await dynamo.stop();

/** One run. The first one finds that all of them expired a moment ago. */
async function once(run: number): Promise<void> {
	const now = REQUESTED_UNTIL + 1_000 + (run - 1) * EVERY_MS;
	const began = performance.now();
	clock = () => now + performance.now() - began;
	Object.assign(counter, { calls: 0 });
	parts = 0;
	await reconcile(now, deps);
	const seconds = (performance.now() - began) / 1000;
	const late = (clock() - REQUESTED_UNTIL) / MINUTE;
	console.log(
		`run ${run}: ${counter.calls} calls in ${parts} parts, ${seconds.toFixed(1)} s, ` +
			`${ended} have ended, ${late.toFixed(1)} minutes after their end`,
	);
}
