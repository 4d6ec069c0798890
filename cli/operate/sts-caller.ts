import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Caller } from '../../shared/decision/decision-deps.ts';

/**
 * Who runs this, as AWS sees it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function askCaller(region: string): Promise<Caller> {
	const { Arn, Account, UserId } = await new STSClient({ region }).send(
		new GetCallerIdentityCommand({}),
	);
	if (Arn === undefined || Account === undefined || UserId === undefined)
		throw new Error('GetCallerIdentity answered without ARN, account or user id');
	return { arn: Arn, account: Account, userId: UserId };
}
