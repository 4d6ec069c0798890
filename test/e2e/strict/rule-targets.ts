import { GetRoleCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { clientsOf } from '../aws/clients.ts';
import { objectOr, resourcesOf } from '../deploy/template.ts';
import { admits, type Bus, busAt } from './event-buses.ts';
import { knownText, madeBefore, withName } from './expression.ts';
import type { Asking, Refusal, StrictRule } from './rule.ts';

/**
 * A rule whose bus, target bus or role is not there when the rule is written, or whose target bus
 * does not admit its role. Within a stack it is there if the rule refers to it or depends on it:
 * CloudFormation creates everything else at the same time. `PutTargets` checks the bus and its policy
 * (seen in the field, not documented); that it checks the role too is only known of `PutRule`, so
 * here this is stricter than what is known of AWS.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export const ruleTargets: StrictRule = async (asking) => {
	const refusals: Refusal[] = [];
	for (const [logicalId, { type, properties }] of resourcesOf(asking.template)) {
		if (type !== 'AWS::Events::Rule') continue;
		const rule = { asking, logicalId };
		const targets = Array.isArray(properties.Targets) ? properties.Targets : [];
		const reasons = [
			await problemOfBus(rule, properties.EventBusName),
			...(await Promise.all(targets.map((target) => problemOfTarget(rule, objectOr(target))))),
		];
		const refused = reasons.filter((reason) => reason !== null);
		refusals.push(...refused.map((reason) => ({ logicalId, reason })));
	}
	return refusals;
};

interface Rule {
	readonly asking: Asking;
	readonly logicalId: string;
}

async function problemOfBus(rule: Rule, value: unknown): Promise<string | null> {
	const name = knownText(rule.asking, value);
	if (name === null) return null;
	const { account, region } = rule.asking.place;
	return (await isThere(rule, { account, region, name }))
		? null
		: `Event bus ${name} does not exist`;
}

async function problemOfTarget(
	rule: Rule,
	{ Arn, RoleArn }: Readonly<Record<string, unknown>>,
): Promise<string | null> {
	const { asking } = rule;
	const arn = knownText(asking, Arn);
	const [, region = '', account = '', name = ''] =
		/^arn:[^:]+:events:([^:]+):(\d{12}):event-bus\/(.+)$/.exec(arn ?? '') ?? [];
	// A target of the same template is created before the rule that refers to it.
	if (name === '') return null;
	if (!(await isThere(rule, { account, region, name }))) return `Event bus ${arn} does not exist`;
	const role = knownText(asking, RoleArn);
	if (role === null) return `RoleArn is required for target ${arn}`;
	if (!(await isRoleThere(rule, role)))
		return `Provided role '${role}' cannot be assumed by principal 'events.amazonaws.com'`;
	const { place } = asking;
	if (account === place.account && region === place.region) return null;
	return (await admits(asking.cloud, { account, region, name }, role))
		? null
		: `AccessDeniedException: the policy of ${arn} does not admit ${role}`;
}

async function isThere({ asking, logicalId }: Rule, bus: Bus): Promise<boolean> {
	const { account, region } = asking.place;
	if (bus.account === account && bus.region === region) {
		const named = { type: 'AWS::Events::EventBus', property: 'Name', name: bus.name };
		const own = withName(asking, named);
		if (own !== undefined) return madeBefore(asking.template, logicalId).has(own);
	}
	return busAt(asking.cloud, bus);
}

async function isRoleThere({ asking, logicalId }: Rule, arn: string): Promise<boolean> {
	const name = arn.slice(arn.lastIndexOf('/') + 1);
	const own = withName(asking, { type: 'AWS::IAM::Role', property: 'RoleName', name });
	if (own !== undefined) return madeBefore(asking.template, logicalId).has(own);
	try {
		const { iam } = clientsOf(asking.place);
		const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
		const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
		return Role?.Arn === arn && trust.includes('"events.amazonaws.com"');
	} catch (error) {
		if (error instanceof NoSuchEntityException) return false;
		throw error;
	}
}
