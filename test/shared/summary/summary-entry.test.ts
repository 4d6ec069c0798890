import { describe, expect, it } from 'vitest';
import { anOdd, aWorkload, DAY, entryOf, HOUR } from '../../support/a-summary.ts';

describe('a sign-in of the daily summary', () => {
	it('of a listed workload is in the line of its role, whatever session, path or address', () => {
		const one = entryOf(aWorkload('ci-deploy'));
		const other = entryOf(
			aWorkload('ci-deploy', {
				address: '198.51.100.9',
				signIn: { callerIssuer: 'arn:aws:iam::111122223333:role/ci-deploy' },
			}),
		);
		expect(one).toMatchObject({
			...{ kind: 'workload', tells: DAY, day: DAY, account: '111122223333', person: null },
			...{ role: 'arn:aws:iam::111122223333:role/ci-deploy', network: '192.0.2.77' },
		});
		expect(other.line).toBe(one.line);
		expect(other.delivery).not.toBe(one.delivery);
		expect(entryOf(aWorkload('ci-build')).line).not.toBe(one.line);
	});

	it('of a web identity has a line for each subject', () => {
		const of = (name: string) =>
			entryOf(
				aWorkload('ci-deploy', {
					signIn: {
						principal: {
							kind: 'web-identity',
							name,
							id: `p:aud:${name}`,
							arn: null,
							account: null,
						},
						session: {
							...{ userId: null, name: 'x', issuedAt: 0, endsAt: null },
							roleArn: 'arn:aws:iam::111122223333:role/ci-deploy',
						},
					},
				}),
			);
		expect(of('repo:harbor/web')).toMatchObject({ kind: 'workload', subject: 'repo:harbor/web' });
		expect(of('repo:harbor/web').line).not.toBe(of('repo:thief/web').line);
	});

	it('of a vendor has a line for each of its accounts and roles, also for what its session does', () => {
		const vendor = { workload: false, reasons: [{ code: 'vendor' }] } as const;
		const taking = (account: string, role = 'partner') =>
			aWorkload(role, {
				signIn: {
					principal: { kind: 'aws-account', name: null, id: 'AIDAX', arn: null, account },
					callerIssuer: null,
					session: {
						...{ userId: null, name: 'x', issuedAt: 0, endsAt: null },
						roleArn: `arn:aws:iam::111122223333:role/${role}`,
					},
				},
				verdict: vendor,
			});
		const of = (...given: Parameters<typeof taking>) => entryOf(taking(...given));
		expect(of('210987654321')).toMatchObject({
			...{ kind: 'vendor', caller: '210987654321', account: '111122223333', subject: null },
			role: 'arn:aws:iam::111122223333:role/partner',
		});
		const acting = aWorkload('partner', { verdict: vendor });
		const key = 'external:210987654321|arn:aws:iam::111122223333:role/partner';
		const actor = { kind: 'external-account', key, sign: null } as const;
		const act = entryOf({ ...acting, known: { ...acting.known, actor } });
		expect(act).toMatchObject({ kind: 'vendor', caller: '210987654321' });
		expect(act.line).toBe(of('210987654321').line);
		expect(of('999999999999').line).not.toBe(of('210987654321').line);
		expect(of('210987654321', 'other').line).not.toBe(of('210987654321').line);
	});

	it('of an odd record is in the line of its event, account, network and reason, with its name', () => {
		const one = entryOf(anOdd('CreateToken'));
		expect(one).toMatchObject({
			...{ kind: 'odd', event: 'CreateToken', reason: 'outcome-unknown', person: 'minji.kim' },
			...{ role: null, account: '111122223333' },
		});
		expect(entryOf(anOdd('CreateToken')).line).toBe(one.line);
		for (const other of [
			anOdd('ConsoleLogin'),
			anOdd('CreateToken', { address: '198.51.100.9' }),
			anOdd('CreateToken', { signIn: { account: '444455556666' } }),
			anOdd('CreateToken', { verdict: { reasons: [{ code: 'nobody-nowhere' }] } }),
		]) {
			expect(entryOf(other).line).not.toBe(one.line);
		}
	});

	it('is odd if its machine or role is not known, so that nothing is left out', () => {
		const nameless = aWorkload('x', { signIn: { callerIssuer: null } });
		expect(entryOf(nameless)).toMatchObject({ kind: 'odd', event: 'AssumeRole' });
		const quiet = aWorkload('x', { verdict: { workload: false } });
		expect(entryOf(quiet)).toMatchObject({ kind: 'odd', reason: 'untrusted-network' });
	});

	it('stays small and can be stored, whatever the caller chose', () => {
		const name = `${'\ud83d'.repeat(3)}${'x'.repeat(5_000)}`;
		const { principal } = anOdd('X').signIn;
		const entry = entryOf(anOdd('X', { signIn: { principal: { ...principal, name } } }));
		expect(entry.person?.isWellFormed()).toBe(true);
		expect(JSON.stringify(entry).length).toBeLessThan(1_000);
	});

	it('is told by the open summary if its record comes late, with its own day', () => {
		expect(entryOf(anOdd('X'), 48 * HOUR)).toMatchObject({ day: DAY, tells: '2026-06-04' });
	});
});
