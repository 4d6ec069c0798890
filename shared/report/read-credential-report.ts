import { parse } from 'csv-parse/sync';
import { readArn } from '../sign-in/arn.ts';
import type { AccountCredentials, KeyLastUse, UserCredentials } from './credentials.ts';
import { ReportRow, UnreadableReport } from './report-row.ts';

/**
 * Reads the text of a credential report, or of several accounts' reports one after the other.
 * Columns are found by their names. Throws an UnreadableReport that names the line and the column.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 * @param at `GeneratedTime`, milliseconds since 1970
 */
export function readCredentialReport(csv: string, at: number): readonly AccountCredentials[] {
	const byAccount = new Map<string, { partition: string; users: UserCredentials[] }>();
	const seen = new Set<string>();
	for (const row of rowsOf(csv)) {
		const text = row.text('arn');
		const arn = readArn(text);
		if (arn === null || !/^\d{12}$/.test(arn.account)) throw row.unreadable('arn', 'is not an ARN');
		if (seen.has(text)) throw row.unreadable('arn', 'is there twice');
		seen.add(text);
		const { partition, account } = arn;
		const users = byAccount.get(account)?.users ?? [];
		users.push(userOf(row));
		byAccount.set(account, { partition, users });
	}
	if (byAccount.size === 0)
		throw new UnreadableReport('it has no rows; a credential report has at least that of root');
	return [...byAccount].map(([account, ofAccount]) => ({ account, at, ...ofAccount }));
}

function rowsOf(csv: string): readonly ReportRow[] {
	let lines: readonly { record: Readonly<Record<string, string>>; info: { lines: number } }[];
	try {
		lines = parse(csv, { bom: true, columns: true, info: true, skip_empty_lines: true });
	} catch (error) {
		throw new UnreadableReport(error instanceof Error ? error.message : String(error));
	}
	// Reports that were written one after the other repeat the header.
	const rows = lines.filter(({ record }) => record.user !== 'user' || record.arn !== 'arn');
	return rows.map(({ record, info }) => new ReportRow(record, info.lines));
}

function userOf(row: ReportRow): UserCredentials {
	return {
		user: row.text('user'),
		arn: row.text('arn'),
		createdAt: row.time('user_creation_time'),
		hasMfa: row.flag('mfa_active') === true,
		password: {
			isEnabled: row.flag('password_enabled'),
			usedAt: row.time('password_last_used'),
			changedAt: row.time('password_last_changed'),
		},
		keys: row.slots(/^access_key_(\d+)_active$/).flatMap((slot) => keyOf(row, slot)),
		certificates: row.slots(/^cert_(\d+)_active$/).flatMap((slot) => {
			const isActive = row.flag(`cert_${slot}_active`) === true;
			const createdAt = row.time(`cert_${slot}_last_rotated`);
			return isActive || createdAt !== null ? [{ slot, isActive, createdAt }] : [];
		}),
		serviceCredentials: [],
		more: row.value('additional_credentials_info'),
		tags: null,
		quarantine: null,
		isGone: false,
	};
}

/**
 * A slot without a key has neither a date nor an active key. Live reports keep the date of an
 * inactive key; one without a date cannot be told from no key.
 */
function keyOf(row: ReportRow, slot: number): UserCredentials['keys'] {
	const column = (name: string) => `access_key_${slot}_${name}`;
	const isActive = row.flag(column('active')) === true;
	const changedAt = row.time(column('last_rotated'));
	if (!isActive && changedAt === null) return [];
	const use = useOf(row, column);
	const status = isActive ? 'active' : 'inactive';
	return [{ id: null, slot, status, createdAt: changedAt, changedAt, use }];
}

function useOf(row: ReportRow, column: (name: string) => string): KeyLastUse {
	const at = row.time(column('last_used_date'));
	if (at === null) return { kind: 'never' };
	const service = row.value(column('last_used_service'));
	return { kind: 'used', at, service, region: row.value(column('last_used_region')) };
}
