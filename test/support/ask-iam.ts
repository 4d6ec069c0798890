import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Context } from './request-contexts.ts';

const ALLOW_ALL = {
	Version: '2012-10-17',
	Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** A role at work: `path` is its path and name, with a slash before it. */
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
	/** Owner of the resource; the caller's account if not said. */
	readonly owner?: string;
	readonly context?: Context;
	/** The caller's own rights; an administrator's if not said. */
	readonly rights?: object;
	/** The resource's own policy, such as whom a role trusts. */
	readonly resourcePolicy?: object;
	/** Above all accounts, beside one that allows everything. */
	readonly scp?: object;
}

/**
 * What an IAM engine that is not ours answers. An error, or a context key that it would not look
 * at, throws: the engine takes what it does not know for no match.
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
	if (ignored.length > 0) throw new Error(`the engine would not look at ${ignored.join(', ')}`);
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
