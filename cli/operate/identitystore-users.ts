import {
	GetUserIdCommand,
	IdentitystoreClient,
	ResourceNotFoundException,
} from '@aws-sdk/client-identitystore';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { IdentityCenter } from '../../shared/decision/decision-deps.ts';

/** The attributes that are unique in an identity store. */
const ATTRIBUTES = ['userName', 'emails.value'] as const;

/**
 * Finds users of Identity Center with the caller's own rights: `sso:ListInstances`,
 * `identitystore:GetUserId`.
 * https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_GetUserId.html
 */
export function identitystoreUsers(region: string): IdentityCenter {
	const client = new IdentitystoreClient({ region });
	return {
		userIds: async (name) => {
			const store = await identityStoreId(region);
			const ids = await Promise.all(
				ATTRIBUTES.map((attribute) => userId(client, { store, attribute, name })),
			);
			return [...new Set(ids.filter((id) => id !== null))];
		},
	};
}

async function identityStoreId(region: string): Promise<string> {
	const { Instances = [] } = await new SSOAdminClient({ region }).send(
		new ListInstancesCommand({}),
	);
	const id = Instances[0]?.IdentityStoreId;
	if (id !== undefined) return id;
	throw new Error(
		`there is no Identity Center in ${region}; name its Region with --identity-center-region`,
	);
}

async function userId(
	client: IdentitystoreClient,
	{ store, attribute, name }: Readonly<Record<'store' | 'attribute' | 'name', string>>,
): Promise<string | null> {
	try {
		const { UserId } = await client.send(
			new GetUserIdCommand({
				IdentityStoreId: store,
				AlternateIdentifier: {
					UniqueAttribute: { AttributePath: attribute, AttributeValue: name },
				},
			}),
		);
		return UserId ?? null;
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return null;
		throw error;
	}
}
