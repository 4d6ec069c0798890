import {
	assumeRole,
	consoleLogin,
	OFFICE,
	OUTSIDE,
	roleSession,
} from '../test/support/a-record.ts';
import { startDynamo } from '../test/support/dynamo.ts';
import { type Counted, countLast } from './judge-counted.ts';

// `npm run bench:cost`: a month's bill, from counted calls and public prices. docs/cost.md holds what it prints.

/** US dollars in us-east-1. The pages are named in docs/cost.md; look there whether they still hold. */
const PRICE = {
	readUnits: 0.125 / 1e6,
	writeUnits: 0.625 / 1e6,
	standardRequest: 0.4 / 1e6,
	fifoRequest: 0.5 / 1e6,
	forwardedEvent: 1 / 1e6,
	invocation: 0.2 / 1e6,
	gigabyteSecond: 0.0000133334,
	logGigabyte: 0.5,
	metric: 0.3,
	alarm: 0.1,
	secret: 0.4,
	key: 1,
};

/** What nobody can count here: how much happens in an account, and how long a function runs in Lambda. */
const ASSUMED = {
	signInsPerAccount: 20_000,
	alertsPerAccount: 10,
	judgeSeconds: 0.15,
	otherSeconds: 1.5,
	memoryGb: 0.5,
	logBytesPerSignIn: 1_500,
	metrics: 70,
	alarms: 33,
};

/** A queue's three requests for each message: sent, received, deleted. */
const REQUESTS = 3;
/** Lambda asks each queue all the time: five pollers, each for twenty seconds. */
const POLLS = (5 * 30 * 86_400) / 20;
const RECONCILES = 30 * 24 * 12;

interface Bill {
	readonly [line: string]: number;
}

function bill(accounts: number, inside: Counted, alert: Counted): Bill {
	const signIns = accounts * ASSUMED.signInsPerAccount;
	const alerts = accounts * ASSUMED.alertsPerAccount;
	const units = (kind: 'readUnits' | 'writeUnits') =>
		((signIns - alerts) * inside[kind] + alerts * alert[kind]) * PRICE[kind];
	const seconds = signIns * ASSUMED.judgeSeconds + (2 * alerts + RECONCILES) * ASSUMED.otherSeconds;
	return {
		'forwarding to the hub': signIns * PRICE.forwardedEvent,
		'ingest queue': (signIns * REQUESTS + POLLS) * PRICE.standardRequest,
		'FIFO queues': (alerts * alert.messages * REQUESTS + 2 * POLLS) * PRICE.fifoRequest,
		'DynamoDB reads': units('readUnits'),
		'DynamoDB writes': units('writeUnits'),
		'Lambda requests': (signIns + 2 * alerts + RECONCILES) * PRICE.invocation,
		'Lambda time': seconds * ASSUMED.memoryGb * PRICE.gigabyteSecond,
		logs: ((signIns * ASSUMED.logBytesPerSignIn) / 1e9) * PRICE.logGigabyte,
		'metrics and alarms': ASSUMED.metrics * PRICE.metric + ASSUMED.alarms * PRICE.alarm,
		'secret and key': PRICE.secret + PRICE.key,
	};
}

function countedLine(
	name: string,
	{ rounds, readUnits, writeUnits, messages, events }: Counted,
): string {
	return `| ${name} | ${rounds} | ${readUnits} | ${writeUnits} | ${messages} | ${events} |`;
}

const dynamo = await startDynamo();
try {
	const inside = await countLast(dynamo, [
		consoleLogin({ sourceIPAddress: OFFICE }),
		assumeRole({ sourceIPAddress: OFFICE, userIdentity: roleSession('deploy', 'bora') }),
	]);
	const alert = await countLast(dynamo, [consoleLogin({ sourceIPAddress: OUTSIDE })]);
	console.log('| one sign-in | calls in a row | read units | write units | messages | events |');
	console.log('| --- | --- | --- | --- | --- | --- |');
	console.log(countedLine('from the office', inside));
	console.log(countedLine('from outside, contained', alert));

	const sizes = [10, 100, 1_000];
	const bills = sizes.map((accounts) => bill(accounts, inside, alert));
	console.log(`\n| US dollars a month | ${sizes.map((size) => `${size} accounts`).join(' | ')} |`);
	console.log('| --- | --- | --- | --- |');
	for (const line of Object.keys(bills[0] ?? {})) {
		console.log(`| ${line} | ${bills.map((one) => (one[line] ?? 0).toFixed(2)).join(' | ')} |`);
	}
	const sums = bills.map((one) =>
		Object.values(one)
			.reduce((sum, part) => sum + part, 0)
			.toFixed(0),
	);
	console.log(`| **all** | ${sums.map((sum) => `**${sum}**`).join(' | ')} |`);
} finally {
	await dynamo.stop();
}
