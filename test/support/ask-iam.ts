import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Context } from './request-contexts.ts';

const ALLOW_ALL = {
	Version: '2012-10-17',
	Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** A role that acts: `path` is its path and name, after a slash. */
export interface RoleCaller {
	readonly account: string;
	readonly path: string;
	readonly organization?: string;
}

export interface IamQuestion {
	/** A role's session, or the ARN of a root. */
	readonly by: RoleCaller | { readonly rootOf: string };
	readonly action: string;
	readonly resource: string;
	/** The account that owns the resource; by default the caller's. */
	readonly owner?: string;
	readonly context?: Context;
	/** The caller's own policies; by default an administrator's. */
	readonly rights?: object;
	/** The resource's own policy, such as a role's trust policy. */
	readonly resourcePolicy?: object;
	/** The SCPs above all accounts, in addition to one that allows everything. */
	readonly scp?: object;
}

/**
 * Asks an independent IAM engine. Throws for an error, and for a context key that the engine
 * ignores, because it would count such a key as not matching.
 */
export async function askIam(question: IamQuestion) {
	const { by, action, resource, context, rights = ALLOW_ALL, resourcePolicy, scp } = question;
	const caller = 'rootOf' in by ? rootCaller(by.rootOf) : roleCaller(by);
	const answer = await runSimulation(
		{
			request: {
				principal: caller.arn,
				action,
				resource: { resource, accountId: question.owner ?? caller.account },
				contextVariables: { ...caller.context, ...context },
			},
			identityPolicies: [{ name: 'Rights', policy: rights }],
			serviceControlPolicies: [
				{
					orgIdentifier: 'r-root',
					policies: [named('All', ALLOW_ALL), ...(scp ? [named('Scp', scp)] : [])],
				},
				{ orgIdentifier: caller.account, policies: [named('All', ALLOW_ALL)] },
			],
			resourceControlPolicies: [],
			...(resourcePolicy && { resourcePolicy }),
		},
		{},
	);
	if (answer.resultType === 'error') throw new Error(`no answer: ${JSON.stringify(answer)}`);
	const ignored = answer.resultType === 'single' ? (answer.result.ignoredContextKeys ?? []) : [];
	if (ignored.length > 0) throw new Error(`the engine ignores ${ignored.join(', ')}`);
	return answer.overallResult;
}

function named(name: string, policy: object) {
	return { name, policy };
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html: the role with its path.
 */
function roleCaller({ account, path, organization }: RoleCaller) {
	return {
		account,
		arn: `arn:aws:sts::${account}:assumed-role/${path.split('/').at(-1)}/session`,
		context: {
			'aws:PrincipalArn': `arn:aws:iam::${account}:role${path}`,
			...(organization !== undefined && { 'aws:PrincipalOrgID': organization }),
		},
	};
}

function rootCaller(account: string) {
	const arn = `arn:aws:iam::${account}:root`;
	return { account, arn, context: { 'aws:PrincipalArn': arn } };
}
