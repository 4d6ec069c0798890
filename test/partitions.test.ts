import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { idsOf } from '../shared/verdict/exemption.ts';
import { ACCOUNT, consoleLogin, iamUser } from './support/a-record.ts';
import { aSignInFrom } from './support/follow-records.ts';

const root = resolve(import.meta.dirname, '..');

/**
 * Files in which such an ARN is only an example, or a line that a reader completes, or data of the
 * sample company.
 */
const EXAMPLES = [
	'cli/sample-day/eyes.config.ts',
	'cli/verify/looks/arrivals.ts',
	'cli/verify/looks/policy-texts.ts',
	'shared/configuration/broad-patterns.ts',
	'shared/configuration/protected-entry.ts',
	'shared/configuration/schema-values.ts',
	'shared/containment/selector-form.ts',
	'shared/decision/refusals.ts',
	'cli/operate/options.ts',
];

/** The lines of a file without comments, which may name ARNs as examples. */
function codeOf(file: string): string[] {
	const lines = readFileSync(join(root, file), 'utf8').split('\n');
	return lines.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
}

function filesWithArns(): string[] {
	const files = ['cli', 'functions', 'infra', 'shared'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(ts|mjs)$/.test(name))
			.map((name) => join(folder, name)),
	);
	return files.filter((file) => codeOf(file).some((line) => line.includes('arn:aws:')));
}

describe('the partition of an ARN', () => {
	it('is written nowhere in code, so that China and GovCloud get their own', () => {
		expect(filesWithArns().toSorted()).toEqual(EXAMPLES.toSorted());
	});
});

describe('the ARN of a user whose record has none', () => {
	it.each([
		['us-gov-west-1', 'aws-us-gov'],
		['cn-north-1', 'aws-cn'],
		['ap-northeast-2', 'aws'],
	])('is made for the partition of %s', (awsRegion, partition) => {
		const userIdentity = { ...iamUser('bora'), arn: undefined };
		const signIn = aSignInFrom(consoleLogin({ userIdentity, awsRegion }));
		expect(signIn.principal.arn).toBeNull();
		expect(idsOf(signIn)).toContain(`arn:${partition}:iam::${ACCOUNT}:user/bora`);
	});
});
