/**
 * What a user agent says. The holder of a key chooses these words, so they are shown to people and
 * never decide anything by themselves.
 */
export interface Agent {
	/** Such as `terraform 1.9`; null if the agent names no program. */
	readonly program: string | null;
	/**
	 * The AWS compute service or the CI product that the agent speaks of, or null. Both can have a
	 * role instead of an access key.
	 */
	readonly machine: string | null;
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

const NOTHING: Agent = { program: null, machine: null };

/**
 * The agents that were read last: a trail repeats the same ones millions of times. All are forgotten
 * when there are too many.
 */
const read = new Map<string, Agent>();
const MOST_AGENT = 1_024;
const MOST_READ = 1_000;

/** Names the program and the machine of a user agent. Never longer than 60 characters each. */
export function readAgent(agent: string | null): Agent {
	if (agent === null) return NOTHING;
	const known = read.get(agent);
	if (known !== undefined) return known;
	if (read.size >= MOST_READ) read.clear();
	// CloudTrail cuts agents at about this length; a forged record may not.
	const named = nameAgent(agent.slice(0, MOST_AGENT).trim());
	read.set(agent, named);
	return named;
}

function nameAgent(text: string): Agent {
	if (CONSOLE.test(text)) return { program: 'AWS console or browser', machine: null };
	if (SERVICE.test(text)) return { program: text, machine: null };
	const machine = MACHINES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
	return { program: machine ?? productIn(text), machine };
}

function productIn(text: string): string | null {
	for (const [pattern, name] of VERSIONED) {
		const version = pattern.exec(text)?.[1];
		if (version !== undefined) return `${name} ${version}`;
	}
	const [, product, version] = FIRST_PRODUCT.exec(text) ?? [];
	if (product === undefined) return null;
	return version === undefined ? product : `${product} ${version}`;
}
