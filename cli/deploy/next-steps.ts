import type { Configuration } from '../../shared/configuration/configuration.ts';
import { coversManagement } from '../../shared/configuration/management-account.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { slackChannels } from '../../shared/outbox/slack-channels.ts';
import {
	BUS_STACK,
	CONTAINMENT_POLICY,
	type HubOutput,
	ROLE_PATH,
} from '../../shared/runtime/names.ts';
import type { DeployDeps } from './deps.ts';
import type { Part } from './part.ts';
import { slackAppLink } from './slack-app.ts';

type Outputs = ReadonlyMap<string, string>;

interface Done {
	readonly part: Part;
	/** True if the rest of the hub waits for the management account. */
	readonly isOnlyBus: boolean;
	/** False if there was no difference. */
	readonly isChanged: boolean;
}

/** Lists what comes next and what no deployment can do, as commands to copy. */
export async function nextSteps(
	{ part, isOnlyBus, isChanged }: Done,
	{ aws, configuration }: DeployDeps,
): Promise<string[]> {
	const { kind, main } = part;
	const { stack, region } = isOnlyBus ? { ...main, stack: BUS_STACK } : main;
	const outputs: Outputs = (await aws.outputs(stack, region)) ?? new Map();
	if (isOnlyBus)
		return listed('The bus is there. The next steps:', afterBus(configuration, outputs));
	// Whether the hub was deployed after the management account is not known here.
	if (kind === 'management') return listed(headOf(isChanged), inManagement(configuration, outputs));
	return isChanged ? listed(headOf(true), inHub(kind, configuration, outputs)) : [];
}

function headOf(isChanged: boolean): string {
	return isChanged
		? 'Deployed. You must still do this:'
		: 'You must still do this, if it is not done:';
}

function listed(head: string, steps: readonly string[]): string[] {
	return ['', head, ...steps.map((step, at) => `${at + 1}. ${step}`)];
}

/** The rest of the hub waits for the management account. */
function afterBus({ containment }: Configuration, outputs: Outputs): string[] {
	const after =
		containment.policyType === 'scp'
			? ', with the ARN that step 1 prints:\n   npm run deploy -- --scp ARN'
			: ':\n   npm run deploy';
	return [
		`Deploy in the management account, unless it is done, with credentials of account ${containment.managementAccount}:\n   npm run deploy -- --bus ${outputs.get('BusArn') ?? 'ARN'}`,
		`Then deploy the rest of the hub, here${after}`,
	];
}

function inManagement({ deployment, containment }: Configuration, outputs: Outputs): string[] {
	const scp = outputs.get('ContainmentScpArn') ?? 'ARN';
	const byHand = outputs.get('DelegationToAdd');
	const option = containment.policyType === 'scp' ? ` -- --scp ${scp}` : '';
	return [
		...(byHand === undefined ? [] : [delegationStep(byHand)]),
		...(coversManagement(containment) ? [`${referenceStep()}\n${NOT_THESE}`] : []),
		`Deploy the hub, with credentials of account ${deployment.organization?.hubAccount}:\n   npm run deploy${option}`,
	];
}

/** `put-resource-policy` replaces the whole text, so ours is added to what is there. */
function delegationStep(statements: string): string {
	return [
		'Add these statements to the delegation policy of the organization, with credentials of this account:',
		`   ${statements}`,
		'   aws organizations describe-resource-policy --query ResourcePolicy.Content --output text > delegation.json',
		'   (write them into the list "Statement" of that file)',
		'   aws organizations put-resource-policy --content file://delegation.json',
	].join('\n');
}

function inHub(kind: Part['kind'], configuration: Configuration, outputs: Outputs): string[] {
	const { region } = configuration.deployment;
	const { channel, channels } = configuration.slack;
	const { mode } = configuration.containment;
	const secret = hubOutput(outputs, 'SlackSecret');
	const topic = hubOutput(outputs, 'AlarmTopic');
	return [
		`Create the Slack app, unless there is one, and install it in the workspace:\n   ${slackAppLink()}`,
		`Put its bot token into the secret, from a file so that the shell history does not contain it:\n   aws secretsmanager put-secret-value --region ${region} --secret-id ${secret} --secret-string file://slack-token.txt`,
		...(channel === null
			? []
			: slackChannels(channel, channels).all.map(
					(one) => `Invite the bot to the channel ${one}: write /invite @eyes-system there`,
				)),
		`Subscribe somebody to the monitor's own alarms:\n   aws sns subscribe --region ${region} --topic-arn ${topic} --protocol email --notification-endpoint you@example.com`,
		...(kind === 'single-account' ? [referenceStep()] : []),
		...(kind === 'hub'
			? [
					`Later, deploy another version or configuration in the management account ${configuration.containment.managementAccount} first, then here (docs/upgrading.md):\n   npm run deploy`,
				]
			: []),
		...(mode === 'contain'
			? []
			: [
					`The mode is ${mode}. Before you choose contain, see whom it would have denied:\n   ${commandLine('replay PATH-TO-CLOUDTRAIL-LOGS')}`,
				]),
		`Look at what is deployed (docs/first-deployment.md says what to expect):\n   ${commandLine('verify --out first-deployment.txt')}`,
		`See the current state at any time:\n   ${commandLine('status')}`,
	];
}

function hubOutput(outputs: Outputs, key: HubOutput): string {
	return outputs.get(key) ?? `the output ${key}`;
}

const NOT_THESE =
	'   Leave out permission sets that are also assigned in accounts as they are created: the policy is not there yet, so the assignment would fail.';

/**
 * Roles of permission sets cannot be edited, so permission sets must reference the containment
 * policy before anybody can be denied.
 */
function referenceStep(): string {
	return (
		`If people sign in with IAM Identity Center: let every permission set of this account reference the policy ${ROLE_PATH}${CONTAINMENT_POLICY}\n` +
		'   (console: IAM Identity Center > Permission sets > a set > Customer managed policies > Attach policies; path ' +
		`${ROLE_PATH}, name ${CONTAINMENT_POLICY}), or\n` +
		'   (INSTANCE and SET: aws sso-admin list-instances, and list-permission-sets --instance-arn INSTANCE)\n' +
		'   aws sso-admin attach-customer-managed-policy-reference-to-permission-set --instance-arn INSTANCE --permission-set-arn SET \\\n' +
		`     --customer-managed-policy-reference Name=${CONTAINMENT_POLICY},Path=${ROLE_PATH}\n` +
		'   aws sso-admin provision-permission-set --instance-arn INSTANCE --permission-set-arn SET --target-type ALL_PROVISIONED_ACCOUNTS'
	);
}
