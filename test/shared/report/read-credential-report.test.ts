import { describe, expect, it } from 'vitest';
import { readCredentialReport } from '../../../shared/report/read-credential-report.ts';
import { UnreadableReport } from '../../../shared/report/report-row.ts';
import { GENERATED } from '../../support/a-user.ts';

const FIELDS = {
	user: 'dana',
	arn: 'arn:aws:iam::111122223333:user/dana',
	user_creation_time: '2024-01-01T00:00:00+00:00',
	password_enabled: 'false',
	password_last_used: 'N/A',
	password_last_changed: 'N/A',
	mfa_active: 'FALSE',
	access_key_1_active: 'TRUE',
	access_key_1_last_rotated: '2026-11-20T00:00:00+00:00',
	access_key_1_last_used_date: '2026-11-29T00:00:00+00:00',
	access_key_1_last_used_region: 'N/A',
	access_key_1_last_used_service: 's3',
	access_key_2_active: 'false',
	access_key_2_last_rotated: 'N/A',
	cert_1_active: 'false',
	cert_2_active: 'false',
};
type Fields = Readonly<Record<string, string>>;

/** The columns are those of the first row. */
function csvOf(...rows: readonly Fields[]): string {
	const columns = Object.keys(rows[0] ?? {});
	const lines = rows.map((row) => columns.map((column) => `"${row[column] ?? ''}"`).join(','));
	return [columns.join(','), ...lines].join('\n');
}

function read(...rows: readonly Fields[]) {
	return readCredentialReport(csvOf(...rows), GENERATED);
}

describe('readCredentialReport', () => {
	it('reads the columns by their names, in any order', () => {
		const reversed = Object.fromEntries(Object.entries(FIELDS).toReversed());
		expect(read(reversed)).toEqual(read(FIELDS));
		expect(read(FIELDS)).toMatchObject([
			{
				...{ account: '111122223333', partition: 'aws', at: GENERATED },
				users: [{ user: 'dana', hasMfa: false, keys: [{ slot: 1, status: 'active' }] }],
			},
		]);
	});

	it('reads a third key if the report has one', () => {
		const third = {
			access_key_3_active: 'true',
			access_key_3_last_rotated: FIELDS.user_creation_time,
		};
		expect(read({ ...FIELDS, ...third })[0]?.users[0]?.keys).toMatchObject([
			{ slot: 1 },
			{ slot: 3 },
		]);
	});

	it('takes the partition from the ARN', () => {
		const arn = 'arn:aws-us-gov:iam::111122223333:user/dana';
		expect(read({ ...FIELDS, arn })).toMatchObject([{ partition: 'aws-us-gov' }]);
	});

	it('separates accounts whose reports follow each other, with or without a header between', () => {
		const other = { ...FIELDS, arn: 'arn:aws:iam::444455556666:user/dana' };
		const [header = '', ...rest] = csvOf(FIELDS, other).split('\n');
		for (const lines of [
			[header, ...rest],
			[header, rest[0], header, rest[1]],
		]) {
			const accounts = readCredentialReport(lines.join('\n'), GENERATED);
			expect(accounts.map(({ account }) => account)).toEqual(['111122223333', '444455556666']);
		}
	});

	it('knows users that are named like a missing value', () => {
		const user = 'no_information';
		const arn = `arn:aws:iam::111122223333:user/${user}`;
		expect(read({ ...FIELDS, user, arn })[0]?.users[0]?.user).toBe(user);
	});

	it('does without a byte order mark, and with one', () => {
		expect(readCredentialReport(`\uFEFF${csvOf(FIELDS)}`, GENERATED)).toEqual(read(FIELDS));
	});

	const { access_key_1_active: _, ...withoutColumn } = FIELDS;
	it.each([
		['', 'it has no rows'],
		[csvOf(FIELDS).split('\n')[0] ?? '', 'it has no rows'],
		[csvOf({ ...FIELDS, arn: 'dana' }), 'line 2: arn "dana" is not an ARN'],
		[csvOf(FIELDS, FIELDS), 'line 3: arn "arn:aws:iam::111122223333:user/dana" is there twice'],
		[csvOf({ ...FIELDS, mfa_active: 'yes' }), 'line 2: mfa_active "yes" is not true or false'],
		[
			csvOf({ ...FIELDS, access_key_1_last_rotated: 'yesterday' }),
			'line 2: access_key_1_last_rotated "yesterday" is not a time',
		],
		[csvOf(withoutColumn), 'line 2: access_key_1_active has no column'],
		[`${csvOf(FIELDS)}\nx,y`, 'Invalid Record Length'],
		['<html>not a report</html>', 'it has no rows'],
	])('refuses what is no report: %s', (csv, why) => {
		expect(() => readCredentialReport(csv, GENERATED)).toThrow(UnreadableReport);
		expect(() => readCredentialReport(csv, GENERATED)).toThrow(why);
	});
});
