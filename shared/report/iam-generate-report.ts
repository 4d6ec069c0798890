import {
	GenerateCredentialReportCommand,
	GetCredentialReportCommand,
	type IAMClient,
} from '@aws-sdk/client-iam';
import type { ReportText } from './account-reader.ts';

/** The first pause, and how much longer each next one is. */
const FIRST_PAUSE_MS = 2_000;
const LONGER = 1.5;
/** All pauses together are about so long. */
const MOST_MS = 60_000;

/** IAM still works on a report, or limits how often one may be asked for: ask again later. */
const LATER = new Set([
	...['LimitExceeded', 'LimitExceededException'],
	...['ReportInProgress', 'CredentialReportNotReadyException'],
	...['ReportNotPresent', 'CredentialReportNotPresentException'],
	...['ReportExpired', 'CredentialReportExpiredException'],
]);

/**
 * Has IAM generate a credential report if the last one is older than four hours, waits until it is
 * complete, and reads it. Throws IAM's last error if that takes too long.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export async function generateReport(
	client: IAMClient,
	sleep: (ms: number) => Promise<unknown>,
): Promise<ReportText> {
	let waited = 0;
	for (let pause = FIRST_PAUSE_MS; ; pause *= LONGER) {
		const { report, error } = await tryOnce(client);
		if (report !== null) return report;
		if (waited >= MOST_MS) throw error;
		await sleep(pause);
		waited += pause;
	}
}

async function tryOnce(
	client: IAMClient,
): Promise<{ readonly report: ReportText | null; readonly error: unknown }> {
	try {
		const { State } = await client.send(new GenerateCredentialReportCommand({}));
		if (State !== 'COMPLETE') return { report: null, error: notComplete() };
		const { Content, GeneratedTime } = await client.send(new GetCredentialReportCommand({}));
		if (Content === undefined || GeneratedTime === undefined)
			return { report: null, error: notComplete() };
		const csv = Buffer.from(Content).toString('utf8');
		return { report: { csv, at: GeneratedTime.getTime() }, error: null };
	} catch (error) {
		if (!(error instanceof Error) || !LATER.has(error.name)) throw error;
		return { report: null, error };
	}
}

function notComplete(): Error {
	const error = new Error('IAM had not completed the credential report after a minute');
	error.name = 'CredentialReportNotReadyException';
	return error;
}
