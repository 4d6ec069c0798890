import { isDeepStrictEqual } from 'node:util';
import {
	AttachPolicyCommand,
	CreatePolicyCommand,
	DeletePolicyCommand,
	DetachPolicyCommand,
	ListTargetsForPolicyCommand,
	type OrganizationsClient,
	UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import { organizationsAt, type Place } from '../aws/clients.ts';
import type { Cloud, CloudStack } from '../deploy/cloud.ts';
import { resourcesOf } from '../deploy/template.ts';

/**
 * Replaces CloudFormation for SCPs, which are in moto: does what the resource's own handlers do. An
 * update of anything writes the text of the template again; a deletion detaches only the targets of
 * the template.
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-organizations
 */
interface Scp {
	readonly logicalId: string;
	readonly properties: JsonObject;
	readonly targets: readonly string[];
}

interface Applying {
	readonly cloud: Cloud;
	readonly place: Place;
	readonly template: JsonObject;
	readonly before: CloudStack | null;
}

/** Creates and updates the SCPs of a template. Gives their ARNs by logical id. */
export async function applyPolicies({
	cloud,
	place,
	template,
	before,
}: Applying): Promise<ReadonlyMap<string, string>> {
	const client = organizationsAt(cloud.at.organizations, place.account);
	const arns = new Map<string, string>();
	for (const scp of inOrder(scpsOf(template))) {
		const arn = before?.policies.get(scp.logicalId);
		arns.set(
			scp.logicalId,
			arn === undefined
				? await create(client, scp, arns)
				: await update(client, scp, { arn, arns, before }),
		);
	}
	return arns;
}

/** Deletes the SCPs of a stack. Throws if one is attached to something that is not in the template. */
export async function removePolicies(
	{ at }: Cloud,
	{ account }: Place,
	{ template, policies }: Pick<CloudStack, 'template' | 'policies'>,
): Promise<void> {
	const client = organizationsAt(at.organizations, account);
	for (const { logicalId, targets } of inOrder(scpsOf(template)).toReversed()) {
		const arn = policies.get(logicalId);
		if (arn === undefined) continue;
		await detach(client, arn, targets);
		await client.send(new DeletePolicyCommand({ PolicyId: idOf(arn) }));
	}
}

/** Gives the ids to which an SCP is attached. */
export async function targetsOf(client: OrganizationsClient, arn: string): Promise<string[]> {
	const { Targets = [] } = await client.send(
		new ListTargetsForPolicyCommand({ PolicyId: idOf(arn) }),
	);
	return Targets.map(({ TargetId = '' }) => TargetId);
}

export function scpsOf(template: unknown): Scp[] {
	return [...resourcesOf(template)].flatMap(([logicalId, { type, properties }]) => {
		if (type !== 'AWS::Organizations::Policy') return [];
		const { TargetIds } = properties;
		const targets = Array.isArray(TargetIds) ? TargetIds.map(String) : [];
		return [{ logicalId, properties, targets }];
	});
}

/** The text of an SCP may contain the ARN of an earlier one. */
function inOrder(scps: readonly Scp[]): Scp[] {
	const naming = ({ properties }: Scp, other: Scp) =>
		JSON.stringify(properties).includes(`"${other.logicalId}"`);
	return scps.toSorted((a, b) => Number(naming(a, b)) - Number(naming(b, a)));
}

type Arns = ReadonlyMap<string, string>;

async function create(client: OrganizationsClient, scp: Scp, arns: Arns): Promise<string> {
	const { Name, Description } = scp.properties;
	const { Policy } = await client.send(
		new CreatePolicyCommand({
			Name: String(Name),
			Description: String(Description ?? ''),
			Content: contentOf(scp, arns),
			Type: 'SERVICE_CONTROL_POLICY',
		}),
	);
	const arn = Policy?.PolicySummary?.Arn;
	if (arn === undefined) throw new Error(`moto made no policy ${String(Name)}`);
	await attach(client, arn, scp.targets);
	return arn;
}

interface Updating {
	readonly arn: string;
	readonly arns: Arns;
	readonly before: CloudStack | null;
}

async function update(client: OrganizationsClient, scp: Scp, updating: Updating): Promise<string> {
	const { arn, arns, before } = updating;
	const old = scpsOf(before?.template).find(({ logicalId }) => logicalId === scp.logicalId);
	if (old === undefined) throw new Error(`${scp.logicalId} was not in the template before`);
	if (isDeepStrictEqual(old.properties, scp.properties)) return arn;
	await client.send(
		new UpdatePolicyCommand({ PolicyId: idOf(arn), Content: contentOf(scp, arns) }),
	);
	const attached = await targetsOf(client, arn);
	await attach(
		client,
		arn,
		scp.targets.filter((target) => !attached.includes(target)),
	);
	await detach(
		client,
		arn,
		old.targets.filter((target) => !scp.targets.includes(target)),
	);
	return arn;
}

async function attach(client: OrganizationsClient, arn: string, targets: readonly string[]) {
	for (const TargetId of targets)
		await client.send(new AttachPolicyCommand({ PolicyId: idOf(arn), TargetId }));
}

async function detach(client: OrganizationsClient, arn: string, targets: readonly string[]) {
	for (const TargetId of targets)
		await client.send(new DetachPolicyCommand({ PolicyId: idOf(arn), TargetId }));
}

function idOf(arn: string): string {
	return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * Gives the content as CloudFormation would pass it, with the values that are known only at
 * deployment.
 */
function contentOf({ properties }: Scp, arns: Arns): string {
	const fill = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(fill);
		if (!isObject(value)) return value;
		if (value.Ref === 'AWS::Partition') return 'aws';
		const attribute = value['Fn::GetAtt'];
		if (Array.isArray(attribute)) return arns.get(String(attribute[0]));
		const joined = value['Fn::Join'];
		if (Array.isArray(joined)) return [fill(joined[1])].flat().join(String(joined[0]));
		return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)]));
	};
	return JSON.stringify(fill(properties.Content));
}
