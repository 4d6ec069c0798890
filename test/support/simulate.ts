import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Caller, Context } from './request-contexts.ts';

const ALLOW_ALL = {
	name: 'AllowsAll',
	policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

/**
 * The texts in force: as SCP above all accounts, as policy attached to the caller's user or role.
 */
export interface InForce {
	readonly scp?: string;
	readonly attached?: string;
}

/**
 * Asks an IAM engine that is not ours. Everything else allows, so `denied` can only come from the
 * texts in force; an error, an implicit deny or a context key that the engine would not look at
 * throws.
 */
export async function simulate(
	caller: Caller,
	context: Context,
	inForce: InForce,
): Promise<'allowed' | 'denied'> {
	const answer = await runSimulation(
		{
			request: {
				principal: caller.arn,
				action: 's3:ListAllMyBuckets',
				resource: { resource: '*', accountId: caller.account },
				contextVariables: { ...caller.context, ...context },
			},
			identityPolicies: [ALLOW_ALL, ...policy(inForce.attached)],
			// A federated user has what both the user's policies and the session policy allow.
			...(caller.arn.includes(':federated-user/') && { sessionPolicy: ALLOW_ALL.policy }),
			serviceControlPolicies: [
				{ orgIdentifier: 'r-root', policies: [ALLOW_ALL, ...policy(inForce.scp)] },
				{ orgIdentifier: caller.account, policies: [ALLOW_ALL] },
			],
			resourceControlPolicies: [],
		},
		{},
	);
	if (answer.resultType !== 'single') throw new Error(`no answer: ${JSON.stringify(answer)}`);
	const ignored = answer.result.ignoredContextKeys ?? ['all'];
	if (ignored.length > 0) throw new Error(`the engine would not look at ${ignored.join(', ')}`);
	if (answer.overallResult === 'ImplicitlyDenied') throw new Error('denied for lack of an allow');
	return answer.overallResult === 'Allowed' ? 'allowed' : 'denied';
}

function policy(text: string | undefined) {
	return text === undefined ? [] : [{ name: 'Containment', policy: JSON.parse(text) }];
}
