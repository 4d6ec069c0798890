import * as v from 'valibot';
import type { ConfiguredOwner } from '../configuration/configuration.ts';
import { isActionNeeded } from './build-report.ts';
import { configuredOwner } from './find-owner.ts';
import { isCredential } from './is-credential.ts';
import type { CredentialReport, ReportedCredential } from './report.ts';

/** How an owner is reached in Slack: by their id there, or by their e-mail address. */
export type Recipient =
	| { readonly kind: 'slack'; readonly id: string }
	| { readonly kind: 'email'; readonly address: string };

/** An owner with the credentials that they must do something about. */
export interface OwnerShare {
	readonly recipient: Recipient;
	readonly owner: string;
	readonly credentials: readonly ReportedCredential[];
}

/**
 * Divides a report among the owners who may be told: those whom the configuration names with a
 * Slack id, and users whose name is their e-mail address. Owners from tags get nothing, because
 * a person who may tag a user could have the keys of a colleague sent to themselves.
 */
export function ownerShares(
	{ credentials }: Pick<CredentialReport, 'credentials'>,
	owners: readonly ConfiguredOwner[],
): readonly OwnerShare[] {
	const shares = new Map<string, OwnerShare>();
	for (const credential of credentials.filter(isActionNeeded)) {
		const recipient = recipientOf(credential, owners);
		if (recipient === null) continue;
		const key = JSON.stringify(recipient);
		const owner = credential.owner?.value ?? credential.user;
		const share = shares.get(key) ?? { recipient, owner, credentials: [] };
		shares.set(key, { ...share, credentials: [...share.credentials, credential] });
	}
	return [...shares.values()];
}

function recipientOf(
	{ account, user, owner }: ReportedCredential,
	owners: readonly ConfiguredOwner[],
): Recipient | null {
	const slack = configuredOwner({ account, user }, owners)?.slack ?? null;
	if (slack !== null) return { kind: 'slack', id: slack };
	return owner?.source === 'user-name' ? { kind: 'email', address: owner.value } : null;
}

const ownerShare = v.object({
	recipient: v.variant('kind', [
		v.object({ kind: v.literal('slack'), id: v.pipe(v.string(), v.nonEmpty()) }),
		v.object({ kind: v.literal('email'), address: v.pipe(v.string(), v.nonEmpty()) }),
	]),
	owner: v.string(),
	credentials: v.array(v.custom<ReportedCredential>(isCredential)),
});

/** Reads what was written as JSON. Throws if it is anything else. */
export function readOwnerShares(text: string): readonly OwnerShare[] {
	return v.parse(v.pipe(v.string(), v.parseJson(), v.array(ownerShare)), text);
}
