import type { IAMClient } from '@aws-sdk/client-iam';
import { readArn } from '../../sign-in/arn.ts';
import type { Sleep } from './until-seen.ts';

export interface IamPublisherOptions {
	/** A client of the account in the policy's ARN. */
	readonly client: IAMClient;
	/** In any partition: `arn:…:iam::<account>:policy/eyes/eyes-containment`. */
	readonly policyArn: string;
	readonly sleep: Sleep;
}

/** The containment policy of an account, with the client that reaches it. */
export interface IamPolicy {
	readonly client: IAMClient;
	readonly sleep: Sleep;
	readonly arn: string;
	readonly account: string;
	readonly name: string;
	/** It begins and ends with a slash. */
	readonly path: string;
}

/** Reads the ARN of a customer managed policy. Throws if it is not one. */
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
