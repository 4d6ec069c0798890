import type { IAMClient } from '@aws-sdk/client-iam';
import { readArn } from '../../sign-in/arn.ts';
import type { Sleep } from './until-seen.ts';

export interface IamPublisherOptions {
	/** Of the account in the policy's ARN. */
	readonly client: IAMClient;
	/** Of any partition: `arn:…:iam::<account>:policy/eyes/eyes-containment`. */
	readonly policyArn: string;
	readonly sleep: Sleep;
}

/** An account's containment policy, and the way to it. */
export interface IamPolicy {
	readonly client: IAMClient;
	readonly sleep: Sleep;
	readonly arn: string;
	readonly account: string;
	readonly name: string;
	/** With a slash at both ends. */
	readonly path: string;
}

/** Reads the ARN of a customer managed policy; throws when it is none. */
export function iamPolicy({ client, policyArn, sleep }: IamPublisherOptions): IamPolicy {
	const { service, account = '', resource = '' } = readArn(policyArn) ?? {};
	const [, path, name] = /^policy(\/(?:.+\/)?)([^/]+)$/.exec(resource) ?? [];
	if (service !== 'iam' || !/^\d{12}$/.test(account) || path === undefined || name === undefined) {
		throw new Error(
			`"${policyArn}" is not the ARN of an account's own policy; ` +
				"give the one that the account's stack puts out (arn:…:iam::<account>:policy/…)",
		);
	}
	return { client, sleep, arn: policyArn, account, path, name };
}
