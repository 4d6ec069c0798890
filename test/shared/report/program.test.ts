import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAgent } from '../../../shared/report/program.ts';

const GO = 'aws-sdk-go-v2/1.30.3 ua/2.1 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64';
const TERRAFORM =
	'APN/1.0 HashiCorp/1.0 Terraform/1.9.5 (+https://www.terraform.io) terraform-provider-aws/5.60.0 ' +
	`(+https://registry.terraform.io/providers/hashicorp/aws) ${GO}`;
const JAVA = 'aws-internal/3 aws-sdk-java/1.11.1002 Linux/5.4.122 java/1.8.0_282';
const BOTO = 'Boto3/1.34.5 md/Botocore#1.34.5 ua/2.0 os/linux#5.10 lang/python#3.12';

describe('the program of a user agent', () => {
	it.each([
		[TERRAFORM, 'terraform 1.9'],
		['aws-cli/2.15.30 Python/3.11.8 Linux/6.5 exe/x86_64 prompt/off command/s3.ls', 'aws-cli 2.15'],
		[BOTO, 'boto3 1.34'],
		[GO, 'aws-sdk go-v2'],
		['rclone/v1.66.0', 'rclone 1.66'],
		['Cyberduck/8.7.3.41009 (Mac OS X/14.4) (aarch64)', 'Cyberduck 8.7'],
		['[aws-sdk-java/1.12.1]', 'aws-sdk java'],
		['restic', 'restic'],
		['cloudformation.amazonaws.com', 'cloudformation.amazonaws.com'],
		['AWS Internal', 'AWS Internal'],
		['codebuild.amazonaws.com', 'codebuild.amazonaws.com'],
		['signin.amazonaws.com', 'AWS console or browser'],
		['console.ec2.amazonaws.com', 'AWS console or browser'],
		[`[S3Console/0.4, ${JAVA}]`, 'AWS console or browser'],
		[`EC2ConsoleFrontend, ${JAVA}`, 'AWS console or browser'],
		['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'AWS console or browser'],
	])('that is no machine: %s', (agent, program) => {
		expect(readAgent(agent)).toEqual({ program, machine: null });
	});

	it.each([
		[`${BOTO} exec-env/AWS_Lambda_python3.12 Botocore/1.34.5`, 'AWS Lambda'],
		[`${TERRAFORM} exec-env/AWS_ECS_FARGATE`, 'Amazon ECS'],
		[`${BOTO} exec-env/AWS_ECS_EC2`, 'Amazon ECS'],
		['aws-cli/2.15.30 Python/3.11.8 exec-env/CloudShell exe/x86_64', 'AWS CloudShell'],
		['aws-sdk-nodejs/2.1 linux/v16 configure-aws-credentials-for-github-actions', 'GitHub Actions'],
		[`${TERRAFORM} HCP Terraform`, 'HCP Terraform'],
		['aws-cli/2.15 GitLab-Runner/16', 'GitLab CI'],
	])('that is a machine: %s', (agent, machine) => {
		expect(readAgent(agent)).toEqual({ program: machine, machine });
	});

	it.each([null, '', '  ', '-', '(none)', '🙂', '\u202e', '123'])('is not named in %o', (agent) => {
		expect(readAgent(agent)).toEqual({ program: null, machine: null });
	});

	it('is short and plain text, whatever the holder of the key writes', () => {
		const parts = fc.constantFrom(
			'aws-cli/',
			'terraform/',
			'9'.repeat(99),
			'a'.repeat(99),
			'\n',
			'=',
		);
		const agents = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.array(parts).map((all) => all.join('')),
		);
		fc.assert(
			fc.property(agents, (agent) => {
				expect(readAgent(agent).program ?? '').toMatch(/^(?:[A-Za-z][ -~]{0,59})?$/);
			}),
		);
		expect(readAgent(`${'a'.repeat(900)}.amazonaws.com`).program).toHaveLength(40);
		expect(readAgent('=HYPERLINK("http://192.0.2.1")').program).toBe(null);
		expect(readAgent(`terraform/${'9'.repeat(900)}.1`).program).toMatch(/^.{1,20}$/);
	});
});
