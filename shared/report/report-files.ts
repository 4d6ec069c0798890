/** The names of what is kept in the bucket. The function may write only under these prefixes. */

/** What IAM has listed about the keys of an account; it is kept from week to week. */
export function keysFile(account: string): string {
	return `keys/${account}.json`;
}

/** What is to be reported about one account, until all accounts are put together. */
export function accountFile(week: string, account: string): string {
	return `reports/${week}/accounts/${account}.json`;
}

/** The whole report for other programs, which the next report compares itself with. */
export function reportFile(week: string): string {
	return `reports/${week}/report.json`;
}

/** What the message in the channel shows. */
export function summaryFile(week: string): string {
	return `reports/${week}/summary.json`;
}

/** What each owner is sent. */
export function ownersFile(week: string): string {
	return `reports/${week}/owners.json`;
}

/** The files that are put into the thread of the message. */
export const THREAD_FILES = ['csv', 'html'] as const;
export type ThreadFile = (typeof THREAD_FILES)[number];

/** The name under which people get a file. */
export function threadFileName(week: string, kind: ThreadFile): string {
	return `eyes-credentials-${week}.${kind}`;
}

export function threadFile(week: string, kind: ThreadFile): string {
	return `reports/${week}/${threadFileName(week, kind)}`;
}
