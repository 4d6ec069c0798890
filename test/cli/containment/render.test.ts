import { describe, expect, it } from 'vitest';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { eyes, SAMPLE_DAY } from '../../support/run-eyes.ts';

const render = (...args: string[]) => eyes(['containment', 'render', ...SAMPLE_DAY, ...args]);

/** Gives the principals that a document names, in its order. */
function denied(stdout: string): string[] {
	const { Statement } = JSON.parse(stdout) as {
		Statement: { Condition: Record<string, Record<string, string[]>> }[];
	};
	return Statement.flatMap(({ Condition }) =>
		Object.values(Condition).flatMap((keys) =>
			['identitystore:UserId', 'aws:userid', 'aws:PrincipalArn'].flatMap((key) => keys[key] ?? []),
		),
	);
}

describe('eyes containment render', () => {
	it("prints the organization's document at the end of the log, and nothing else on stdout", async () => {
		const { code, stdout, stderr } = await render('--mode', 'contain');
		expect(code).toBe(3);
		expect(denied(stdout)).toHaveLength(9);
		expect(denied(stdout)).toContain('arn:aws:iam::111122223333:root');
		// The user whose stolen key never signed in.
		expect(denied(stdout)).toContain('AIDAQM4T7RXKZLEXAMPLE');
		expect(stderr).toMatch(/scp: 9 principals denied in \d statements, \d+ of 10240 characters/);
	});

	it("prints one account's document, which also denies a user's federated sessions", async () => {
		const { stdout } = await render(
			'--mode',
			'contain',
			'--policy-type',
			'iam',
			'--account',
			'444455556666',
		);
		expect(denied(stdout)).toContain('444455556666:*');
		expect(denied(stdout).some((principal) => principal.startsWith('arn:'))).toBe(false);
	});

	it('prints the document of a time: it denies nobody in the morning, and nobody when all has ended', async () => {
		expect((await render('--mode', 'contain', '--at', '2026-03-03T04:00:00Z')).stdout.trim()).toBe(
			PLACEHOLDER,
		);
		expect((await render('--mode', 'contain', '--at', '2026-04-01')).stdout.trim()).toBe(
			PLACEHOLDER,
		);
		expect(
			denied((await render('--mode', 'contain', '--at', '2026-03-03T07:35:00Z')).stdout),
		).toHaveLength(5);
	});

	it('denies nobody in mode observe, and says so', async () => {
		const { stdout, stderr } = await render();
		expect(stdout.trim()).toBe(PLACEHOLDER);
		expect(stderr).toContain('try --mode contain');
	});

	it.each([
		['a managed policy without account', ['--policy-type', 'iam'], 'add --account ID'],
		['a malformed account id', ['--account', '12'], 'Write the 12 digits'],
		['an unknown policy type', ['--policy-type', 'organization'], 'Allowed choices are scp, iam'],
	])('ends with 2 and a sentence for %s', async (_, args, sentence) => {
		const { code, stdout, stderr } = await render(...args);
		expect([code, stdout]).toEqual([2, '']);
		expect(stderr).toContain(sentence);
	});
});
