import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { EyesFunction } from '../../infra/eyes-function.ts';
import { linesOf } from '../support/readable-policy.ts';
import { aConfiguration } from '../support/some-settings.ts';

const outdir = mkdtempSync(join(tmpdir(), 'eyes-function-'));
afterAll(() => rmSync(outdir, { recursive: true }));

function aFunction() {
	const stack = new Stack(new App({ analyticsReporting: false, outdir }), 'stack');
	const fn = new EyesFunction(stack, 'Reconcile', {
		name: 'reconcile',
		configuration: aConfiguration(),
		timeout: Duration.minutes(1),
		impact: 'Nothing is reconciled.',
	});
	return { fn, template: () => Template.fromStack(stack) };
}

describe('EyesFunction', () => {
	it('may only write logs until something is granted', () => {
		const [policy] = Object.values(aFunction().template().findResources('AWS::IAM::Policy'));
		expect(linesOf(policy?.Properties.PolicyDocument)).toEqual([
			'logs:CreateLogStream on <ReconcileLogs.Arn>',
			'logs:PutLogEvents on <ReconcileLogs.Arn>',
		]);
	});

	it('has no policy that AWS manages', () => {
		const [role] = Object.values(aFunction().template().findResources('AWS::IAM::Role'));
		expect(role?.Properties).not.toHaveProperty('ManagedPolicyArns');
	});

	it('refuses a wildcard without a reason', () => {
		const { fn } = aFunction();
		const everyRole = { actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::*:role/any'] };
		expect(() => fn.allow(everyRole)).toThrow(
			'reconcile: a wildcard needs a reason (because): arn:aws:iam::*:role/any',
		);
		expect(() =>
			fn.allow({ ...everyRole, because: 'Accounts are added and removed.' }),
		).not.toThrow();
	});
});
