import { askConcurrency } from '../deploy/questions/concurrency.ts';
import { askExemptRole } from '../deploy/questions/exempt-role.ts';
import { askOrganization } from '../deploy/questions/organization.ts';
import { askOrganizationId } from '../deploy/questions/organization-id.ts';
import { askPermissionSets } from '../deploy/questions/permission-sets.ts';
import { askRegions } from '../deploy/questions/regions.ts';
import { askRoom } from '../deploy/questions/room.ts';
import { askScpSlots } from '../deploy/questions/scp-slots.ts';
import { askTargets } from '../deploy/questions/targets.ts';
import { askTrail } from '../deploy/questions/trail.ts';
import type { Look } from './look.ts';
import { checkAlarms, checkSubscribers } from './looks/alarms.ts';
import { checkArrivals } from './looks/arrivals.ts';
import { checkDeadLetters, checkUndelivered } from './looks/dead-letters.ts';
import { checkFunctions } from './looks/functions.ts';
import { checkHubBus } from './looks/hub-bus.ts';
import { checkInstances } from './looks/instances.ts';
import { checkPolicyText } from './looks/policy-texts.ts';
import { checkQuestion } from './looks/questions.ts';
import { checkRoles } from './looks/roles.ts';
import { checkHubRules, checkRules } from './looks/rules.ts';
import { checkScps, checkScpTexts } from './looks/scps.ts';
import { checkSecret } from './looks/slack.ts';
import { checkStacks } from './looks/stacks.ts';

const ORGANIZATION = ['management', 'hub'] as const;

/** The looks of docs/first-deployment.md in their order; a test holds that both are the same. */
export const LOOKS: readonly Look[] = [
	{
		title: 'Quotas',
		checks: [
			checkQuestion(askConcurrency, 'aws lambda get-account-settings', ['single-account', 'hub']),
			checkFunctions,
			checkQuestion(askRoom, 'npm run eyes -- doctor'),
			checkQuestion(askScpSlots, 'aws organizations list-policies-for-target', ['management']),
		],
		human: 'ask for a higher quota where a number is near its limit',
	},
	{
		title: 'The trail',
		checks: [checkQuestion(askTrail, 'aws cloudtrail describe-trails')],
		human:
			'in each account of the targets: does a trail log its management events, reads and writes?',
		isOfOrganization: true,
	},
	{
		title: 'Regions',
		checks: [checkQuestion(askRegions, 'aws account list-regions')],
		human: 'compare the enabled Regions of each member with deployment.region and regions',
		isOfOrganization: true,
	},
	{
		title: 'SCPs in force',
		checks: [
			checkQuestion(askOrganization, 'aws organizations list-roots', ['management']),
			checkQuestion(askOrganizationId, 'aws organizations describe-organization', ORGANIZATION),
			checkQuestion(askTargets, 'aws organizations list-parents --child-id ID', ['management']),
			checkScps,
		],
		human: 'list the effective SCPs of one member account: both must be there, by inheritance too',
		isOfOrganization: true,
	},
	{
		title: 'Rules and their targets',
		checks: [checkHubBus, checkHubRules, checkRules],
		human: null,
	},
	{
		title: 'Stacks and instances of the StackSets',
		checks: [checkStacks, checkInstances],
		human: null,
	},
	{
		title: 'Texts of the policies',
		checks: [
			checkScpTexts,
			checkPolicyText,
			checkQuestion(askPermissionSets, 'aws sso-admin list-permission-sets'),
		],
		human: null,
	},
	{
		title: 'Roles are assumed',
		checks: [checkRoles],
		human: 'start the weekly report: its message names each account that could not be read',
	},
	{
		title: 'One event from each account and Region',
		checks: [checkArrivals],
		human: 'measure how long an event takes: the table keeps days only',
	},
	{
		title: 'Real sign-ins of each kind',
		checks: [],
		human: 'sign in once in each way, from a phone and from the office, and compare the cards',
	},
	{ title: 'Dead letters', checks: [checkDeadLetters, checkUndelivered], human: null },
	{
		title: 'Slack is cut off',
		checks: [checkSecret, checkSubscribers, checkAlarms],
		human: 'take the bot out of the channel: alarms must ring, and nothing may be lost',
	},
	{
		title: 'One person of each kind is contained and released',
		checks: [],
		human: 'contain and release a test person of each kind, and note the times',
	},
	{
		title: 'What the guard refuses',
		checks: [checkQuestion(askExemptRole, 'aws iam get-role', ['hub'])],
		human: 'try in an attached account what the guard SCP must refuse',
		isOfOrganization: true,
	},
	{
		title: 'A new account',
		checks: [],
		human: 'add an account to a unit of the targets, and repeat the looks 4 to 9 there',
		isOfOrganization: true,
	},
];
