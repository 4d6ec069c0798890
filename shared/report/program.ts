/**
 * What a user agent says about the program. Whoever holds a key chooses these words, so they are
 * shown to people and never decide anything by themselves.
 */
interface Program {
	readonly name: string;
	/** Set for AWS compute and CI products, which can have a role instead of a key. */
	readonly runsOn: boolean;
}

/**
 * How the console prints itself: `console.ec2.amazonaws.com`, `[S3Console/0.4, aws-internal/3 …]`; or
 * a browser. It must come before names of services and of machines, which it may contain.
 */
const CONSOLE = /^(?:console|signin)\.(?:[\w-]+\.)?amazonaws\.com|^\[?\w{0,20}Console|^Mozilla\//i;
/** What CloudTrail prints where AWS makes a call. */
const SERVICE =
	/^[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,20}){0,2}\.amazonaws\.com(?:\.cn)?$|^AWS Internal$/;

/**
 * Machines that name themselves in user agents, the most telling first: a CI product may run on one
 * of AWS's compute services. `exec-env` is written by the SDKs:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-user-agent.html
 */
const MACHINES: readonly (readonly [RegExp, string])[] = [
	[/configure-aws-credentials-for-github-actions|github-?actions/i, 'GitHub Actions'],
	[/gitlab/i, 'GitLab CI'],
	[/jenkins/i, 'Jenkins'],
	[/circleci/i, 'CircleCI'],
	[/bitbucket/i, 'Bitbucket Pipelines'],
	[/(?:hcp|tfc|tfe)[ -]?(?:terraform|agent)|terraform[ -]cloud/i, 'HCP Terraform'],
	[/exec-env\/AWS_Lambda/i, 'AWS Lambda'],
	[/exec-env\/AWS_ECS/i, 'Amazon ECS'],
	[/exec-env\/[^ ]*EC2|EC2-instance/i, 'Amazon EC2'],
	[/codebuild/i, 'AWS CodeBuild'],
	[/exec-env\/CloudShell/i, 'AWS CloudShell'],
	[/exec-env\/[^ ]*(?:EKS|kubernetes)/i, 'Amazon EKS'],
	[/AWS-?Glue|exec-env\/[^ ]*Glue/i, 'AWS Glue'],
];

/**
 * Programs whose version people know, the most telling first: Terraform names the SDK for Go too.
 * Versions have at most five digits, because names are shown as they are.
 */
const VERSIONED: readonly (readonly [RegExp, string])[] = [
	[/terraform\/v?(\d{1,5}\.\d{1,5})/i, 'terraform'],
	[/opentofu\/v?(\d{1,5}\.\d{1,5})/i, 'opentofu'],
	[/pulumi[^/ ]*\/v?(\d{1,5}\.\d{1,5})/i, 'pulumi'],
	[/aws-cdk[^/ ]*\/v?(\d{1,5}\.\d{1,5})/i, 'aws-cdk'],
	[/aws-cli\/v?(\d{1,5}\.\d{1,5})/i, 'aws-cli'],
	[/boto3\/v?(\d{1,5}\.\d{1,5})/i, 'boto3'],
	[/rclone\/v?(\d{1,5}\.\d{1,5})/i, 'rclone'],
	[/aws-sdk-([a-z0-9-]{1,20})\/v?\d/i, 'aws-sdk'],
];
const FIRST_PRODUCT = /^\[?([A-Za-z][\w.+-]{0,39})(?:\/v?(\d{1,5}(?:\.\d{1,5})?))?/;

/** Names the program of a user agent, such as `terraform 1.9`; null if it names none. */
export function programOf(agent: string | null): string | null {
	return readProgram(agent)?.name ?? null;
}

/**
 * Names the AWS compute service or the CI product that a user agent speaks of, or null. Both can
 * have a role instead of an access key.
 */
export function machineOf(agent: string | null): string | null {
	const program = readProgram(agent);
	return program?.runsOn === true ? program.name : null;
}

function readProgram(agent: string | null): Program | null {
	const text = agent?.trim() ?? '';
	if (text === '') return null;
	if (CONSOLE.test(text)) return { name: 'AWS console or browser', runsOn: false };
	if (SERVICE.test(text)) return { name: text, runsOn: false };
	const machine = MACHINES.find(([pattern]) => pattern.test(text));
	if (machine !== undefined) return { name: machine[1], runsOn: true };
	for (const [pattern, name] of VERSIONED) {
		const version = pattern.exec(text)?.[1];
		if (version !== undefined) return { name: `${name} ${version}`, runsOn: false };
	}
	const [, product, version] = FIRST_PRODUCT.exec(text) ?? [];
	if (product === undefined) return null;
	return { name: version === undefined ? product : `${product} ${version}`, runsOn: false };
}
