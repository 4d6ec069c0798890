import { type Answer, NOTHING_TO_ASK, type Question } from './question.ts';

/**
 * Whether the configuration names the account's own organization: the policy of the hub's bus admits
 * only this one, so with a wrong id no event of any account would arrive.
 */
export const askOrganizationId: Question = async ({ part, deps }): Promise<Answer> => {
	const { organization } = deps.configuration.deployment;
	if (part.kind === 'single-account' || organization === null) return NOTHING_TO_ASK;
	const found = await deps.aws.organizationId();
	if (found === 'denied')
		return {
			told: [
				`warning: you may not ask for the organization's id, so deployment.organization.id (${organization.id}) was not checked:\n  aws organizations describe-organization --query Organization.Id`,
			],
			problems: [],
		};
	if (found?.id === organization.id) return NOTHING_TO_ASK;
	return {
		told: [],
		problems: [
			`deployment.organization.id: is ${organization.id}, but account ${part.account} belongs to ${found === null ? 'no organization' : found.id}; correct it, or use credentials of the right account`,
		],
	};
};
