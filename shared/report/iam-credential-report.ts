import {
	GenerateCredentialReportCommand,
	GetCredentialReportCommand,
	type IAMClient,
} from '@aws-sdk/client-iam';
import type { ReportText } from './account-reader.ts';
import { ask, incomplete, RefusedRead } from './refused-read.ts';

/** The first pause between two questions; each further one is longer by the factor. */
const FIRST_PAUSE_MS = 2_000;
const FACTOR = 1.5;
/** All pauses together. */
const MOST_PAUSED_MS = 60_000;

/** Codes of errors after which the report may be there a moment later. */
const NOT_YET = [
	'LimitExceeded',
	'CredentialReportNotPresent',
	'CredentialReportExpired',
	'CredentialReportNotReady',
];

export interface CredentialReportOptions {
	readonly client: IAMClient;
	readonly account: string;
	/** Resolves after so many milliseconds. */
	readonly sleep: (ms: number) => Promise<unknown>;
}

/**
 * Has IAM make the credential report of an account, waits for it, and reads it. IAM makes a new one
 * if the last one is older than four hours. Throws a `RefusedRead` after a minute of waiting.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export async function fetchCredentialReport(options: CredentialReportOptions): Promise<ReportText> {
	let pause = FIRST_PAUSE_MS;
	let left = MOST_PAUSED_MS;
	for (;;) {
		const answer = await reportOrWhyNot(options);
		if (typeof answer !== 'string') return answer;
		if (left <= 0) throw notMade(options.account, answer);
		const ms = Math.min(pause, left);
		await options.sleep(ms);
		left -= ms;
		pause *= FACTOR;
	}
}

/** The report, or the state or error that says that it is not there yet. */
async function reportOrWhyNot(options: CredentialReportOptions): Promise<ReportText | string> {
	try {
		const state = await generate(options);
		return state === 'COMPLETE' ? await get(options) : state;
	} catch (error) {
		if (error instanceof RefusedRead && NOT_YET.includes(error.code)) return error.code;
		throw error;
	}
}

async function generate({ client, account }: CredentialReportOptions): Promise<string> {
	const call = { action: 'iam:GenerateCredentialReport', where: `account ${account}` };
	const { State } = await ask(call, () => client.send(new GenerateCredentialReportCommand()));
	if (State === undefined) throw incomplete(call, 'no state');
	return State;
}

async function get({ client, account }: CredentialReportOptions): Promise<ReportText> {
	const call = { action: 'iam:GetCredentialReport', where: `account ${account}` };
	const answer = await ask(call, () => client.send(new GetCredentialReportCommand()));
	const { Content, GeneratedTime } = answer;
	if (Content === undefined || GeneratedTime === undefined) {
		throw incomplete(call, 'a report without its text or time');
	}
	return { csv: new TextDecoder().decode(Content), at: GeneratedTime.getTime() };
}

function notMade(account: string, last: string): RefusedRead {
	const seconds = MOST_PAUSED_MS / 1_000;
	return new RefusedRead(
		`IAM did not finish the credential report of account ${account} within ${seconds} s ` +
			`(last answer: ${last}); try again in some minutes, or see what else asks for it there.`,
		last,
	);
}
