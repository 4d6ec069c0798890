import { GenerateCredentialReportCommand, GetCredentialReportCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { givenAccountReader, READ_ACCOUNT } from '../../support/given-account-reader.ts';
import { awsError, SECRET } from '../../support/scripted-calls.ts';

const GENERATED = new Date('2026-11-29T23:10:00Z');
const CSV = 'user,arn\n김민수,arn:aws:iam::111122223333:user/minsu\n';
const REPORT = { Content: new TextEncoder().encode(CSV), GeneratedTime: GENERATED };
const READ = { kind: 'read', value: { csv: CSV, at: GENERATED.getTime() } };
const COMPLETE = { State: 'COMPLETE' } as const;

/** A reader for which IAM gives one state or error after the other; the last one stays. */
function givenStates(...answers: (string | Error)[]) {
	const given = givenAccountReader();
	let next = 0;
	given.mock.on(GenerateCredentialReportCommand).callsFake(async () => {
		const answer = answers[Math.min(next++, answers.length - 1)];
		if (answer instanceof Error) throw answer;
		return { State: answer };
	});
	given.mock.on(GetCredentialReportCommand).resolves(REPORT);
	return { ...given, asked: () => given.mock.commandCalls(GenerateCredentialReportCommand).length };
}

describe('the credential report of an account', () => {
	it('is read at once if it is complete, with the time when it was made', async () => {
		const { reader, pauses, accounts } = givenStates('COMPLETE');
		expect(await reader.credentialReport(READ_ACCOUNT)).toEqual(READ);
		expect(pauses).toEqual([]);
		expect(accounts).toEqual([READ_ACCOUNT]);
	});

	it('is waited for with growing pauses', async () => {
		const { reader, pauses, asked } = givenStates(
			'STARTED',
			'INPROGRESS',
			'INPROGRESS',
			'COMPLETE',
		);
		expect(await reader.credentialReport(READ_ACCOUNT)).toEqual(READ);
		expect(pauses).toEqual([2_000, 3_000, 4_500]);
		expect(asked()).toBe(4);
	});

	it('is asked for again after LimitExceeded', async () => {
		const { reader, pauses } = givenStates(awsError('LimitExceededException'), 'COMPLETE');
		expect(await reader.credentialReport(READ_ACCOUNT)).toEqual(READ);
		expect(pauses).toEqual([2_000]);
	});

	it.each(['NotPresent', 'Expired', 'NotReady'])('is made again if it is %s', async (why) => {
		const { reader, mock, asked } = givenStates('COMPLETE');
		const error = awsError(`CredentialReport${why}Exception`);
		mock.on(GetCredentialReportCommand).rejectsOnce(error).resolves(REPORT);
		expect(await reader.credentialReport(READ_ACCOUNT)).toEqual(READ);
		expect(asked()).toBe(2);
	});

	it.each([
		['LimitExceeded', awsError('LimitExceededException')],
		['INPROGRESS', 'INPROGRESS'],
	])('fails after a minute of %s, which is not an empty report', async (last, answer) => {
		const { reader, pauses, asked } = givenStates(answer);
		const read = await reader.credentialReport(READ_ACCOUNT);
		expect(read).toMatchObject({ kind: 'failed', why: expect.stringContaining(last) });
		expect(read).toMatchObject({ why: expect.stringContaining(READ_ACCOUNT) });
		expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
		expect(asked()).toBe(pauses.length + 1);
	});

	it('fails after a minute in which it was complete and expired again and again', async () => {
		const { reader, mock } = givenStates('COMPLETE');
		mock.on(GetCredentialReportCommand).rejects(awsError('CredentialReportExpiredException'));
		const why = expect.stringContaining('CredentialReportExpired');
		expect(await reader.credentialReport(READ_ACCOUNT)).toMatchObject({ kind: 'failed', why });
	});

	it.each([
		['no time', { Content: REPORT.Content }],
		['no text', { GeneratedTime: GENERATED }],
	])('fails if IAM gives %s', async (_, answer) => {
		const { reader, mock } = givenStates('COMPLETE');
		mock.on(GetCredentialReportCommand).resolves(answer);
		const why = expect.stringContaining('iam:GetCredentialReport');
		expect(await reader.credentialReport(READ_ACCOUNT)).toMatchObject({ kind: 'failed', why });
	});

	it.each([
		['AccessDenied', 'eyes-report-reader'],
		['AccessDeniedException', 'eyes-report-reader'],
		['Throttling', 'try again later'],
		['ServiceFailureException', 'side of AWS'],
		['TimeoutError', 'network'],
		['SomethingNewException', 'look up'],
	])('fails at once with %s, with what helps and without what was sent', async (name, help) => {
		const { reader, pauses } = givenStates(awsError(name));
		const read = await reader.credentialReport(READ_ACCOUNT);
		const code = name.replace('Exception', '');
		const why = `iam:GenerateCredentialReport in account ${READ_ACCOUNT} failed with ${code}; `;
		expect(read).toMatchObject({ kind: 'failed', why: expect.stringContaining(why) });
		expect(read).toMatchObject({ why: expect.stringContaining(help) });
		expect(JSON.stringify(read)).not.toContain(SECRET);
		expect(pauses).toEqual([]);
	});

	it('names a failure of the network by its code', async () => {
		const { reader } = givenStates(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
		const why = expect.stringContaining('failed with ECONNREFUSED; AWS could not be reached');
		expect(await reader.credentialReport(READ_ACCOUNT)).toMatchObject({ why });
	});

	it('fails with the name of the role if that cannot be assumed', async () => {
		const { reader, state, asked } = givenStates('COMPLETE');
		state.refuseRole = awsError('AccessDenied');
		expect(await reader.credentialReport(READ_ACCOUNT)).toEqual({
			kind: 'failed',
			isLasting: true,
			why:
				`sts:AssumeRole in account ${READ_ACCOUNT} failed with AccessDenied; bring the role ` +
				'eyes-report-reader there with its StackSet, and check for an SCP that denies sts:AssumeRole.',
		});
		expect(asked()).toBe(0);
	});

	it('is not an answer if we make a mistake', async () => {
		const { reader, mock } = givenStates('COMPLETE');
		mock.on(GenerateCredentialReportCommand).resolves(COMPLETE);
		mock.on(GetCredentialReportCommand).rejects(new TypeError('x is not a function'));
		await expect(reader.credentialReport(READ_ACCOUNT)).rejects.toThrow('x is not a function');
	});
});
