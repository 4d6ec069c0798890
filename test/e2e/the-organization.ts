import {
	AttachPolicyCommand,
	CreateAccountCommand,
	CreateOrganizationCommand,
	CreatePolicyCommand,
	EnablePolicyTypeCommand,
	ListAccountsForParentCommand,
	ListOrganizationalUnitsForParentCommand,
	ListRootsCommand,
	ListTargetsForPolicyCommand,
	type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { isObject } from '../../shared/record/json-object.ts';
import { organizationsAt } from './aws/clients.ts';
import { resourcesOf } from './deploy/template.ts';
import { MANAGEMENT_ACCOUNT } from './emulators/start-emulators.ts';

/**
 * The organization of the tests. Moto makes up all ids except that of the management account. From
 * a fixed seed they are always these, so the configuration can contain them like a user's.
 */
export const ORGANIZATION = {
	id: 'o-ieqh524yng',
	root: 'r-5by1',
	management: MANAGEMENT_ACCOUNT,
	/** The hub's account. */
	security: '341925412248',
	prod: '426942080939',
} as const;

const SEED = 1;

/**
 * Makes a new organization in moto, with the SCPs of the management account's template attached as
 * the template says. Gives their ARNs by name.
 */
export async function makeOrganization(
	endpoint: string,
	template: unknown,
): Promise<ReadonlyMap<string, string>> {
	await command(`${endpoint}/moto-api/reset`);
	await command(`${endpoint}/moto-api/seed?a=${SEED}`);
	const client = organizationsAt(endpoint, ORGANIZATION.management);
	const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
	const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
	const accounts: (string | undefined)[] = [];
	for (const AccountName of ['security', 'prod']) {
		const { CreateAccountStatus } = await client.send(
			new CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` }),
		);
		accounts.push(CreateAccountStatus?.AccountId);
	}
	const made = { id: Organization?.Id, root: root?.Id, management: Organization?.MasterAccountId };
	const [security, prod] = accounts;
	if (JSON.stringify({ ...made, security, prod }) !== JSON.stringify(ORGANIZATION)) {
		throw new Error(
			`moto makes up other ids: write ${JSON.stringify({ ...made, security, prod })} here`,
		);
	}
	const RootId = ORGANIZATION.root;
	await client.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
	return attachAll(client, scpsOf(template));
}

/** An SCP as the template of the management account describes it. */
interface Scp {
	readonly logicalId: string;
	readonly name: string;
	readonly content: unknown;
	readonly targets: readonly string[];
}

function scpsOf(template: unknown): Scp[] {
	return [...resourcesOf(template)].flatMap(([logicalId, { type, properties }]) => {
		const { Name, Type, Content, TargetIds } = properties;
		if (type !== 'AWS::Organizations::Policy' || Type !== 'SERVICE_CONTROL_POLICY') return [];
		const targets = Array.isArray(TargetIds) ? TargetIds.map(String) : [];
		return [{ logicalId, name: String(Name), content: Content, targets }];
	});
}

/** Gives ARNs by name. The text of an SCP may contain the ARN of an earlier one. */
async function attachAll(
	client: OrganizationsClient,
	scps: readonly Scp[],
): Promise<Map<string, string>> {
	const byName = new Map<string, string>();
	const byId = new Map<string, string>();
	const naming = ({ content }: Scp, other: Scp) =>
		JSON.stringify(content).includes(`"${other.logicalId}"`);
	for (const scp of scps.toSorted((a, b) => Number(naming(a, b)) - Number(naming(b, a)))) {
		const { Policy } = await client.send(
			new CreatePolicyCommand({
				Name: scp.name,
				Description: 'of the template',
				Content: contentOf(scp, byId),
				Type: 'SERVICE_CONTROL_POLICY',
			}),
		);
		const { Id: PolicyId, Arn } = Policy?.PolicySummary ?? {};
		if (PolicyId === undefined || Arn === undefined)
			throw new Error(`moto made no policy ${scp.name}`);
		for (const TargetId of scp.targets)
			await client.send(new AttachPolicyCommand({ PolicyId, TargetId }));
		byName.set(scp.name, Arn);
		byId.set(scp.logicalId, Arn);
	}
	return byName;
}

/**
 * Gives the content as CloudFormation would pass it, with the values that are known only at
 * deployment.
 */
function contentOf({ content }: Scp, arns: ReadonlyMap<string, string>): string {
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
	return JSON.stringify(fill(content));
}

/** Attaches an SCP as `eyes deploy` does after the stacks of the management account. */
export async function attachScp(endpoint: string, arn: string, targets: readonly string[]) {
	const client = organizationsAt(endpoint, ORGANIZATION.management);
	const PolicyId = arn.slice(arn.lastIndexOf('/') + 1);
	const { Targets = [] } = await client.send(new ListTargetsForPolicyCommand({ PolicyId }));
	const attached = Targets.map(({ TargetId }) => TargetId);
	for (const TargetId of targets.filter((target) => !attached.includes(target)))
		await client.send(new AttachPolicyCommand({ PolicyId, TargetId }));
}

/** Gives the member accounts below each unit and below the root, by the id of the unit or root. */
export async function accountsBelow(
	endpoint: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
	const client = organizationsAt(endpoint, ORGANIZATION.management);
	const found = new Map<string, readonly string[]>();
	const search = async (ParentId: string): Promise<readonly string[]> => {
		const { Accounts = [] } = await client.send(new ListAccountsForParentCommand({ ParentId }));
		const { OrganizationalUnits = [] } = await client.send(
			new ListOrganizationalUnitsForParentCommand({ ParentId }),
		);
		const below: string[] = [];
		for (const { Id = '' } of OrganizationalUnits) below.push(...(await search(Id)));
		const own = Accounts.map(({ Id = '' }) => Id).filter((id) => id !== ORGANIZATION.management);
		found.set(ParentId, [...own, ...below]);
		return [...own, ...below];
	};
	await search(ORGANIZATION.root);
	return found;
}

async function command(url: string): Promise<void> {
	const answer = await fetch(url, { method: 'POST' });
	if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
}
