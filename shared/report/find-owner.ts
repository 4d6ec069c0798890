import type { ConfiguredOwner, ReportSettings } from '../configuration/configuration.ts';
import { matchesPattern } from '../configuration/pattern.ts';
import type { UserCredentials } from './credentials.ts';
import type { Owner, OwnerSource } from './owner.ts';

/** Whose credential it is; `keyId` is null for credentials that are no access keys. */
export interface Owned {
	readonly account: string;
	readonly user: UserCredentials;
	readonly keyId: string | null;
	/** Who made the key or the user, where a trail tells it. */
	readonly madeBy: string | null;
}

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/**
 * Finds who answers for a credential; the first source that knows decides. Null: nobody is known.
 * The console stores what a person wrote about a key in a tag whose key is the access key id.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-keys-admin-managed.html
 */
export function findOwner(
	{ account, user, keyId, madeBy }: Owned,
	{ owners, ownerTags }: Pick<ReportSettings, 'owners' | 'ownerTags'>,
): Owner | null {
	const configured = configuredOwner({ account, user: user.user }, owners);
	if (configured !== undefined) return owner(configured.owner, 'configuration');
	const tags = user.tags ?? {};
	const tag = ownerTags.find((one) => Object.hasOwn(tags, one) && tags[one]?.trim() !== '');
	if (tag !== undefined) return owner(tags[tag] ?? '', 'tag', tag);
	const description = keyId === null ? undefined : tags[keyId]?.trim();
	if (description) return owner(description, 'key-description');
	if (madeBy !== null) return owner(madeBy, 'created-by');
	return EMAIL.test(user.user) ? owner(user.user, 'user-name') : null;
}

/** Gives the first entry of the configuration for a user. */
export function configuredOwner(
	{ account, user }: { readonly account: string; readonly user: string },
	owners: readonly ConfiguredOwner[],
): ConfiguredOwner | undefined {
	return owners.find(
		(one) => (one.account === null || one.account === account) && matchesPattern(one.user, user),
	);
}

function owner(value: string, source: OwnerSource, tag: string | null = null): Owner {
	return { value: value.trim(), source, tag };
}
