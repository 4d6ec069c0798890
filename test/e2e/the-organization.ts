import {
	CreateAccountCommand,
	CreateOrganizationalUnitCommand,
	CreateOrganizationCommand,
	EnablePolicyTypeCommand,
	ListAccountsForParentCommand,
	ListOrganizationalUnitsForParentCommand,
	ListRootsCommand,
	MoveAccountCommand,
	type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { organizationsAt } from './aws/clients.ts';
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

/** Makes a new organization in moto, in which SCPs are enabled. */
export async function makeOrganization(endpoint: string): Promise<void> {
	await command(`${endpoint}/moto-api/reset`);
	await command(`${endpoint}/moto-api/seed?a=${SEED}`);
	const client = organizationsAt(endpoint, ORGANIZATION.management);
	const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
	const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
	const made = {
		...{ id: Organization?.Id, root: root?.Id, management: Organization?.MasterAccountId },
		security: await makeAccount(client, 'security'),
		prod: await makeAccount(client, 'prod'),
	};
	if (JSON.stringify(made) !== JSON.stringify(ORGANIZATION))
		throw new Error(`moto makes up other ids: write ${JSON.stringify(made)} here`);
	const RootId = ORGANIZATION.root;
	await client.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
}

/**
 * What the tests of a pilot add to the organization: a unit, into which `prod` moves, and two more
 * accounts below the root. Moto makes up these ids too.
 */
export const PILOT = {
	unit: 'ou-5by1-frxs8h3r',
	named: '597143987542',
	rest: '225418942328',
} as const;

/** Adds the unit and the accounts of `PILOT` to the organization. */
export async function addPilot(endpoint: string): Promise<void> {
	const client = organizationsAt(endpoint, ORGANIZATION.management);
	const { OrganizationalUnit } = await client.send(
		new CreateOrganizationalUnitCommand({ ParentId: ORGANIZATION.root, Name: 'pilot' }),
	);
	const [named, rest] = [await makeAccount(client, 'named'), await makeAccount(client, 'rest')];
	const made = { unit: OrganizationalUnit?.Id, named, rest };
	if (JSON.stringify(made) !== JSON.stringify(PILOT))
		throw new Error(`moto makes up other ids: write ${JSON.stringify(made)} here`);
	await client.send(
		new MoveAccountCommand({
			AccountId: ORGANIZATION.prod,
			SourceParentId: ORGANIZATION.root,
			DestinationParentId: PILOT.unit,
		}),
	);
}

async function makeAccount(client: OrganizationsClient, AccountName: string) {
	const { CreateAccountStatus } = await client.send(
		new CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` }),
	);
	return CreateAccountStatus?.AccountId;
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
