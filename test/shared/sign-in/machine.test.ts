import { describe, expect, it } from 'vitest';
import { sessionForm } from '../../../shared/sign-in/machine.ts';

const UUID = '8e1b3d1c-aaaa-bbbb-cccc-0123456789ab';

describe('the form of a session name', () => {
	it.each([
		['i-0123456789abcdef0', 'instance-session'],
		['i-1a2b3c4d', 'instance-session'],
		[`AWSCodeBuild-${UUID}`, 'codebuild-session'],
		['0f9f6d2c1b5e4c3a9d8e7f6a5b4c3d2e', 'ecs-task-session'],
		[`eks-prod-payments-${UUID}`, 'pod-identity-session'],
	])('of %s is %s', (name, form) => {
		expect(sessionForm(name)).toBe(form);
	});

	it.each([
		'alice',
		'i-am-alice',
		'AWSCodeBuild-alice',
		`AWSCodeBuild-${UUID}-x`,
		'0f9f6d2c1b5e4c3a9d8e7f6a5b4c3d2',
		'0F9F6D2C1B5E4C3A9D8E7F6A5B4C3D2E',
		`eks-${UUID}`,
		'eks-prod-payments',
		'my-function',
		'',
	])('of %s is none', (name) => {
		expect(sessionForm(name)).toBeNull();
	});
});
