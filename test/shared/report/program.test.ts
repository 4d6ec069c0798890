import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineOf, programOf } from '../../../shared/report/program.ts';
import { ATTACKS } from '../notification/card/hostile-case.ts';

const GO = 'aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.1';

describe('programOf', () => {
	it.each([
		[`APN/1.0 HashiCorp/1.0 Terraform/1.9.8 terraform-provider-aws/5.80.0 ${GO}`, 'terraform 1.9'],
		['APN/1.0 OpenTofu/1.0 OpenTofu/1.8.5 terraform-provider-aws/5.80.0', 'opentofu 1.8'],
		['APN/1.0 Pulumi/1.0 Pulumi/3.142.0 aws-sdk-go-v2/1.32.6', 'pulumi 3.142'],
		['aws-cdk/2.170.0 aws-sdk-js/3.705.0', 'aws-cdk 2.170'],
		['aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/macos#25.0 lang/python#3.13', 'aws-cli 2.31'],
		['[aws-cli/1.18.147 Python/2.7.18 Linux/4.14 botocore/1.18.6]', 'aws-cli 1.18'],
		['Boto3/1.35.71 md/Botocore#1.35.71 ua/2.0 os/linux', 'boto3 1.35'],
		['Botocore/1.34.1 ua/2.0 os/linux#6.1', 'Botocore 1.34'],
		['rclone/v1.68.2', 'rclone 1.68'],
		[GO, 'aws-sdk go-v2'],
		['aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js', 'aws-sdk js'],
		['S3Browser/12.1.5 (https://s3browser.com)', 'S3Browser 12.1'],
		['curl/8.7.1', 'curl 8.7'],
		['custom', 'custom'],
	])('names the program of %j', (agent, program) => {
		expect(programOf(agent)).toBe(program);
		expect(machineOf(agent)).toBeNull();
	});

	it.each([
		[`configure-aws-credentials-for-github-actions ${GO}`, 'GitHub Actions'],
		['aws-cli/2.31.0 exec-env/GitHubActions', 'GitHub Actions'],
		['gitlab-runner 17.6.0 linux/amd64', 'GitLab CI'],
		['aws-sdk-java/1.12 Jenkins/2.479', 'Jenkins'],
		['APN/1.0 HashiCorp/1.0 Terraform/1.9.8 TFC-agent/1.0', 'HCP Terraform'],
		['Boto3/1.35.71 exec-env/AWS_Lambda_python3.13 Botocore/1.35', 'AWS Lambda'],
		['aws-sdk-go-v2/1.36.3 exec-env/AWS_ECS_FARGATE', 'Amazon ECS'],
		['aws-sdk-java/2.29 exec-env/EC2', 'Amazon EC2'],
		['aws-cli/2.31.0 exec-env/CloudShell', 'AWS CloudShell'],
		['aws-cli/2.31.0 exec-env/AWS_CodeBuild', 'AWS CodeBuild'],
	])('names the machine of %j, which can have a role', (agent, machine) => {
		expect(programOf(agent)).toBe(machine);
		expect(machineOf(agent)).toBe(machine);
	});

	it.each([
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/145.0.0.0',
		'signin.amazonaws.com',
		'console.amazonaws.com',
	])('knows a person at %j', (agent) => {
		expect(programOf(agent)).toBe('AWS console or browser');
		expect(machineOf(agent)).toBeNull();
	});

	it.each([
		'cloudformation.amazonaws.com',
		'codebuild.amazonaws.com',
		'eks-mcp.amazonaws.com',
		'autoscaling.amazonaws.com.cn',
	])('gives the name of the service %s, which acted in place of the caller', (agent) => {
		expect(programOf(agent)).toBe(agent);
		expect(machineOf(agent)).toBeNull();
	});

	it.each(['AWS Internal', 'AWS Internal '])('keeps %j as AWS writes it', (agent) => {
		expect(programOf(agent)).toBe('AWS Internal');
	});

	it.each([null, '', '  ', '???', '\n', '한글'])('names nothing of %j', (agent) => {
		expect(programOf(agent)).toBeNull();
		expect(machineOf(agent)).toBeNull();
	});
});

describe('a hostile user agent', () => {
	const hostile = fc.oneof(
		fc.constantFrom(...ATTACKS, '=HYPERLINK("https://evil.example","x")'),
		fc.string({ unit: 'binary', maxLength: 500 }),
		fc
			.tuple(
				fc.constantFrom('terraform/', 'Boto3/', 'aws-sdk-', 'x/', 'Pulumi', 'exec-env/'),
				fc.string({ unit: fc.constantFrom('9', '.', '<', '\u202e', 'a', '/'), maxLength: 300 }),
			)
			.map((parts) => parts.join('')),
		fc.nat(100).map((count) => `${'a.'.repeat(count)}amazonaws.com`),
	);

	it('gives a short name of harmless characters, or none', () => {
		fc.assert(
			fc.property(hostile, (agent) => {
				expect(programOf(agent) ?? 'none').toMatch(/^[\w.+ -]{1,64}$/);
			}),
			{ numRuns: 2000 },
		);
	});

	it('is read in no time, however long it is', () => {
		const long = ['exec-env/', 'pulumi', 'aws-cdk', 'a-', 'a.amazonaws.com', '9'].map((part) =>
			part.repeat(8_000 / part.length),
		);
		const start = performance.now();
		for (const agent of long) programOf(agent);
		expect(performance.now() - start).toBeLessThan(1_000);
	});
});
