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
 * Signs in user agents, the most telling first: a CI product runs Terraform, and Terraform runs the
 * SDK for Go. `exec-env` is written by the SDKs:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-user-agent.html
 */
const SIGNS: readonly (readonly [RegExp, string, isMachine?: true])[] = [
	[/configure-aws-credentials-for-github-actions|github-?actions/i, 'GitHub Actions', true],
	[/gitlab/i, 'GitLab CI', true],
	[/jenkins/i, 'Jenkins', true],
	[/circleci/i, 'CircleCI', true],
	[/bitbucket/i, 'Bitbucket Pipelines', true],
	[/(?:hcp|tfc|tfe)[ -]?(?:terraform|agent)|terraform[ -]cloud/i, 'HCP Terraform', true],
	[/exec-env\/AWS_Lambda/i, 'AWS Lambda', true],
	[/exec-env\/AWS_ECS/i, 'Amazon ECS', true],
	[/exec-env\/[^ ]*EC2|EC2-instance/i, 'Amazon EC2', true],
	// A service's own name says that it called in place of somebody, not where they run.
	[/exec-env\/[^ ]*CodeBuild|codebuild(?!\.amazonaws\.com)/i, 'AWS CodeBuild', true],
	[/exec-env\/CloudShell/i, 'AWS CloudShell', true],
	[/exec-env\/[^ ]*(?:EKS|kubernetes)/i, 'Amazon EKS', true],
	[/AWS-?Glue|exec-env\/[^ ]*Glue/i, 'AWS Glue', true],
	[/signin\.amazonaws\.com|console\.amazonaws\.com|^Mozilla\//i, 'AWS console or browser'],
	[/^AWS Internal$/, 'AWS Internal'],
];

/**
 * Programs whose version people know. The last mention counts: partners of AWS begin with a version
 * of their own, as in `APN/1.0 Pulumi/1.0 Pulumi/3.142.0`.
 */
const VERSIONED: readonly (readonly [RegExp, string])[] = [
	[/terraform\/v?(\d{1,4}\.\d{1,4})/gi, 'terraform'],
	[/opentofu\/v?(\d{1,4}\.\d{1,4})/gi, 'opentofu'],
	[/pulumi[^/ ]*\/v?(\d{1,4}\.\d{1,4})/gi, 'pulumi'],
	[/aws-cdk[^/ ]*\/v?(\d{1,4}\.\d{1,4})/gi, 'aws-cdk'],
	[/aws-cli\/v?(\d{1,4}\.\d{1,4})/gi, 'aws-cli'],
	[/boto3\/v?(\d{1,4}\.\d{1,4})/gi, 'boto3'],
	[/rclone\/v?(\d{1,4}\.\d{1,4})/gi, 'rclone'],
	[/aws-sdk-([a-z0-9-]{1,20})\/v?\d/gi, 'aws-sdk'],
];
const FIRST_PRODUCT = /^\[?([A-Za-z][\w.+-]{0,39})(?:\/v?(\d{1,9}(?:\.\d{1,9})?))?/;
const SERVICE_NAME = /^(?=.{1,64}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;

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
	const sign = SIGNS.find(([pattern]) => pattern.test(text));
	if (sign !== undefined) return { name: sign[1], runsOn: sign[2] === true };
	if (SERVICE_NAME.test(text)) return { name: text, runsOn: false };
	for (const [pattern, name] of VERSIONED) {
		const version = [...text.matchAll(pattern)].at(-1)?.[1];
		if (version !== undefined) return { name: `${name} ${version}`, runsOn: false };
	}
	const [, product, version] = FIRST_PRODUCT.exec(text) ?? [];
	if (product === undefined) return null;
	return { name: version === undefined ? product : `${product} ${version}`, runsOn: false };
}
