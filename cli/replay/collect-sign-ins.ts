import { MemoryOwnAccounts } from '../../shared/history/memory-own-accounts.ts';
import { IAM_SOURCE, isEventSource } from '../../shared/record/event-sources.ts';
import type { Refusal } from '../../shared/record/record.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import type { CallSettings } from './calls-to-read.ts';
import type { Place } from './judge-log.ts';
import { isFirst, type UsedPlace } from './key-places.ts';
import type { Progress } from './progress.ts';
import type { FileScan } from './scan-file.ts';
import { SortedSignIns } from './sorted-sign-ins.ts';
import type { Summary } from './summary.ts';
import { count } from './tally.ts';
import { scanFiles } from './workers.ts';

/** All sign-ins of a log, ready to be judged in the order of their time. */
export interface Collected {
	readonly signIns: SortedSignIns;
	/** Knows the accounts whose own log was read. */
	readonly accounts: MemoryOwnAccounts;
	/** Where long-term keys were used from trusted networks, each with the first time. */
	readonly keyPlaces: readonly UsedPlace[];
}

interface Collecting {
	readonly files: readonly string[];
	readonly workers: number;
	readonly settings: CallSettings;
	/** Sign-ins after this time are left out, in milliseconds. */
	readonly until: number;
	readonly summary: Summary;
	readonly progress: Progress;
	refused(place: Place, refusal: Refusal): Promise<void>;
}

/** What makes a credential, and what only uses one, is counted apart. */
function isOfSignInService({ eventSource }: SignIn): boolean {
	return isEventSource(eventSource) && eventSource !== IAM_SOURCE;
}

function countScan(scan: FileScan, summary: Summary): void {
	summary.skippedFiles += scan.skipped ? 1 : 0;
	for (const [kind, number] of scan.others) count(summary.others, kind, number);
	summary.bytes += scan.bytes;
	summary.records += scan.records;
	summary.signIns += scan.signIns.filter(({ signIn }) => isOfSignInService(signIn)).length;
}

/** Keeps the sign-ins of a part of a file, and gives each of them. */
function* keep(
	{ file, signIns, repeated, groups }: FileScan,
	sorted: SortedSignIns,
	{ accounts, until }: { readonly accounts: MemoryOwnAccounts; readonly until: number },
): Generator<SignIn> {
	for (const group of groups) sorted.addGroup(group);
	for (const found of [...signIns, ...repeated]) {
		const signIn = sorted.read(found);
		accounts.addDelivery(signIn);
		if (signIn.time < until) sorted.add({ file, ...found });
		yield signIn;
	}
}

/** Reads every file once and keeps the sign-ins. */
export async function collectSignIns({
	files,
	workers,
	settings,
	until,
	summary,
	progress,
	refused,
}: Collecting): Promise<Collected> {
	const signIns = new SortedSignIns();
	const accounts = new MemoryOwnAccounts();
	const keyPlaces = new Map<string, UsedPlace>();
	let last = -1;
	progress.start(files);
	for await (const scan of scanFiles(files, workers, settings)) {
		if (scan.file !== last) summary.files++;
		last = scan.file;
		countScan(scan, summary);
		for (const { time } of keep(scan, signIns, { accounts, until })) summary.coverage.add(time);
		for (const place of scan.keyPlaces) isFirst(place, keyPlaces);
		for (const { index, refusal } of scan.refusals) {
			summary.addRefusal(files[scan.file] ?? '', refusal);
			await refused({ file: scan.file, index }, refusal);
		}
		progress.read(scan, performance.now());
	}
	progress.clear();
	return { signIns, accounts, keyPlaces: [...keyPlaces.values()] };
}
