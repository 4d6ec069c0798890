import { HUB_STACK } from '../../../shared/runtime/names.ts';
import { type Check, differs, ok } from '../look.ts';

/** The token itself is never read. */
export const checkSecret: Check = {
	places: ['single-account', 'hub'],
	byHand: 'aws secretsmanager describe-secret --secret-id SlackSecret --query VersionIdsToStages',
	ask: async ({ configuration, deploy, aws }) => {
		const { region } = configuration.deployment;
		const secret = (await deploy.aws.outputs(HUB_STACK, region))?.get('SlackSecret');
		if (secret === undefined)
			return [
				differs(
					`${region} has no stack ${HUB_STACK} with the output SlackSecret`,
					'npm run deploy',
				),
			];
		const hasValue = await aws.secretHasValue(region, secret);
		if (hasValue === true)
			return [ok("Slack's token: the secret has a value (which was not read)")];
		return [
			differs(
				hasValue === null
					? `the secret ${secret} does not exist`
					: "Slack's token: the secret has no value",
				`aws secretsmanager put-secret-value --region ${region} --secret-id ${secret} --secret-string file://slack-token.txt`,
			),
		];
	},
};
