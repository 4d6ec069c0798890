import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { globalRegion } from '../../runtime/global-region.ts';
import { policyArn, RESPONDER_ROLE, roleArn } from '../../runtime/names.ts';
import { PUBLISHING_LIMITS } from '../../runtime/request-limits.ts';
import { iamPublisher } from './iam-publisher.ts';
import type { PolicyPublisher } from './policy-publisher.ts';
import type { Sleep } from './until-seen.ts';

export interface IamPublishersOptions {
	readonly partition: string;
	/** The credentials of a role, which is assumed when they are first needed. */
	readonly credentials: (roleArn: string) => NonNullable<IAMClientConfig['credentials']>;
	readonly sleep: Sleep;
}

/**
 * Publishers of the containment policies of accounts, each with the responder role there. One
 * client per account is kept.
 */
export function openIamPublishers(
	options: IamPublishersOptions,
): (account: string) => PolicyPublisher {
	const known = new Map<string, PolicyPublisher>();
	return (account) => {
		const publisher = known.get(account) ?? open(account, options);
		known.set(account, publisher);
		return publisher;
	};
}

function open(
	account: string,
	{ partition, credentials, sleep }: IamPublishersOptions,
): PolicyPublisher {
	const client = new IAMClient({
		region: globalRegion(partition),
		credentials: credentials(roleArn(partition, account, RESPONDER_ROLE)),
		...PUBLISHING_LIMITS,
	});
	return iamPublisher({ client, policyArn: policyArn(partition, account), sleep });
}
