import { monthlyUseCost, USE_PRICES } from '../shared/case/use-cost.ts';
import {
	assumeRole,
	consoleLogin,
	making,
	OFFICE,
	portalEvent,
	roleSession,
	UNTRUSTED,
} from '../test/support/a-record.ts';
import { startDynamo } from '../test/support/dynamo.ts';
import { type Counted, countLast } from './judge-counted.ts';

// `npm run bench:cost` prints the cost of a month, from counted calls and public prices.
// docs/cost.md has its output.

/**
 * US dollars in us-east-1. docs/cost.md names the pages; check there whether the prices are still
 * right.
 */
const PRICE = {
	readUnits: 0.125 / 1e6,
	writeUnits: 0.625 / 1e6,
	standardRequest: USE_PRICES.queueRequest,
	fifoRequest: 0.5 / 1e6,
	forwardedEvent: USE_PRICES.forwardedEvent,
	invocation: USE_PRICES.invocation,
	gigabyteSecond: USE_PRICES.gigabyteSecond,
	logGigabyte: 0.5,
	metric: 0.3,
	alarm: 0.1,
	secret: 0.4,
	key: 1,
	objectWrite: 5 / 1e6,
	objectRead: 0.4 / 1e6,
	objectGigabyte: 0.023,
};

/**
 * These values cannot be counted here: how much happens in an account, and how long a function runs
 * in Lambda.
 */
const ASSUMED = {
	signInsPerAccount: 20_000,
	alertsPerAccount: 10,
	/** Calls that the event pattern lets through, and that the judge then ignores. */
	ignoredPerAccount: 1_000,
	/** Calls with access keys from networks that are not listed. */
	usesPerAccount: 5_000,
	judgeSeconds: 0.15,
	otherSeconds: 1.5,
	memoryGb: 0.5,
	logBytesPerSignIn: 1_500,
	metrics: 86,
	alarms: 52,
};

/** The same for the credential report, for one account and week. Calls of IAM cost nothing. */
const REPORT = {
	weeks: 52 / 12,
	seconds: 30,
	memoryGb: 2,
	/** Of the run, of the account, and of what is due to be told. */
	tableItems: 5,
	objectWrites: 3,
	objectReads: 3,
	/** So much of each week is kept for the default of three years. */
	keptGigabytes: 0.0002,
	keptWeeks: 3 * 52,
};

/** Each message needs three requests of a queue: send, receive, delete. */
const REQUESTS = 3;
/** Lambda polls each queue all the time: five pollers, each request for twenty seconds. */
const DAYS = 30;
const POLLS = (5 * DAYS * 86_400) / 20;
const RECONCILES = DAYS * 24 * 12;

interface Bill {
	readonly [line: string]: number;
}

interface Costs {
	readonly trusted: Counted;
	readonly alert: Counted;
	readonly ignored: Counted;
}

function bill(accounts: number, { trusted, alert, ignored }: Costs): Bill {
	const signIns = accounts * ASSUMED.signInsPerAccount;
	const alerts = accounts * ASSUMED.alertsPerAccount;
	const others = accounts * ASSUMED.ignoredPerAccount;
	const received = signIns + others;
	const units = (kind: 'readUnits' | 'writeUnits') =>
		((signIns - alerts) * trusted[kind] + alerts * alert[kind] + others * ignored[kind]) *
		PRICE[kind];
	const seconds =
		received * ASSUMED.judgeSeconds + (2 * alerts + RECONCILES) * ASSUMED.otherSeconds;
	return {
		'forwarding to the hub': received * PRICE.forwardedEvent,
		'ingest queue': (received * REQUESTS + POLLS) * PRICE.standardRequest,
		'FIFO queues': (alerts * alert.messages * REQUESTS + 2 * POLLS) * PRICE.fifoRequest,
		'credential uses': credentialUses(accounts),
		'DynamoDB reads': units('readUnits'),
		'DynamoDB writes': units('writeUnits'),
		'Lambda requests': (received + 2 * alerts + RECONCILES) * PRICE.invocation,
		'Lambda time': seconds * ASSUMED.memoryGb * PRICE.gigabyteSecond,
		logs: ((received * ASSUMED.logBytesPerSignIn) / 1e9) * PRICE.logGigabyte,
		'metrics and alarms': ASSUMED.metrics * PRICE.metric + ASSUMED.alarms * PRICE.alarm,
		'secret and key': PRICE.secret + PRICE.key,
		'credential report': credentialReport(accounts),
	};
}

/** What is told of them is among the alerts. */
function credentialUses(accounts: number): number {
	const oneAccount = monthlyUseCost(ASSUMED.usesPerAccount / DAYS);
	return accounts * oneAccount + POLLS * PRICE.standardRequest;
}

function credentialReport(accounts: number): number {
	const oneAccount =
		REPORT.seconds * REPORT.memoryGb * PRICE.gigabyteSecond +
		PRICE.invocation +
		REQUESTS * PRICE.standardRequest +
		REPORT.tableItems * (PRICE.readUnits + PRICE.writeUnits) +
		REPORT.objectWrites * PRICE.objectWrite +
		REPORT.objectReads * PRICE.objectRead;
	const kept = accounts * REPORT.keptWeeks * REPORT.keptGigabytes * PRICE.objectGigabyte;
	return accounts * REPORT.weeks * oneAccount + kept + POLLS * PRICE.standardRequest;
}

function countedLine(
	name: string,
	{ rounds, readUnits, writeUnits, messages, events }: Counted,
): string {
	return `| ${name} | ${rounds} | ${readUnits} | ${writeUnits} | ${messages} | ${events} |`;
}

const dynamo = await startDynamo();
try {
	const trusted = await countLast(dynamo, [
		consoleLogin({ sourceIPAddress: OFFICE }),
		assumeRole({ sourceIPAddress: OFFICE, userIdentity: roleSession('deploy', 'bora') }),
	]);
	const alert = await countLast(dynamo, [consoleLogin({ sourceIPAddress: UNTRUSTED })]);
	const ignored = await countLast(dynamo, [portalEvent('GetPermissionSet')]);
	const made = await countLast(dynamo, [
		making('CreateAccessKey', {
			responseElements: { accessKey: { userName: 'ari', accessKeyId: 'AKIAARIEXAMPLE' } },
		}),
	]);
	console.log('| one sign-in | calls in a row | read units | write units | messages | events |');
	console.log('| --- | --- | --- | --- | --- | --- |');
	console.log(countedLine('from the office', trusted));
	console.log(countedLine('from an untrusted network, contained', alert));
	console.log(countedLine('a call that gives nothing', ignored));
	console.log(countedLine('a user, key or password that is made', made));

	const sizes = [10, 100, 1_000];
	const bills = sizes.map((accounts) => bill(accounts, { trusted, alert, ignored }));
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
