import type { DeployQuestions } from '../../../../cli/deploy/deps.ts';
import { partOf } from '../../../../cli/deploy/part.ts';
import type { Answer, Question } from '../../../../cli/deploy/questions/question.ts';
import type { ConfigurationInput } from '../../../../shared/configuration/configuration-schema.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld, ORGANIZATION, SINGLE } from '../deploy-world.ts';

interface Given {
	readonly configuration?: Partial<ConfigurationInput>;
	readonly account?: string;
	readonly aws?: Partial<DeployQuestions>;
}

/** The hub and the management account of an organization, and an account that stands alone. */
export const HUB: Given = { configuration: ORGANIZATION, account: ACCOUNT };
export const MANAGEMENT: Given = { configuration: ORGANIZATION, account: MANAGEMENT_ACCOUNT };
export const ALONE: Given = { configuration: SINGLE, account: ACCOUNT };

/** Asks one question about an account; what is not given hinders nothing. */
export function ask(question: Question, given: Given): Promise<Answer> {
	const { deps } = aDeployWorld(given);
	const part = partOf(deps.configuration, deps.caller.account, deps.organizationsRegion);
	return question({ part, options: { delegationByHand: false, bus: null }, deps });
}

/** What the organization is deployed to, and everything else as it is. */
export function withDeployment(
	over: ConfigurationInput['deployment'] & object,
): Given['configuration'] & object {
	return { ...ORGANIZATION, deployment: { ...ORGANIZATION.deployment, ...over } };
}

/** A call that these credentials may not make. */
export function denied(): Promise<never> {
	return Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
}

/** Every call of a question before a deployment is denied. */
export const ALL_DENIED: Partial<DeployQuestions> = {
	trails: denied,
	rulesOf: denied,
	organization: denied,
	regions: denied,
	concurrency: denied,
	scpsAt: denied,
	scps: denied,
	roleArn: denied,
	referencingSets: denied,
};

/** Counts how many calls are under way at once, at most. */
export function counted<A>(call: (id: string) => Promise<A>) {
	let now = 0;
	const most = { atOnce: 0 };
	return {
		most,
		call: async (id: string): Promise<A> => {
			now += 1;
			most.atOnce = Math.max(most.atOnce, now);
			await Promise.resolve();
			now -= 1;
			return call(id);
		},
	};
}
