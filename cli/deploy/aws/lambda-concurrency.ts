import {
	GetAccountSettingsCommand,
	GetFunctionConcurrencyCommand,
	LambdaClient,
	paginateListFunctions,
} from '@aws-sdk/client-lambda';
import type { Concurrency } from '../questions/preflight.ts';

/**
 * Gives the concurrency of the account, and how much of it functions of a stack have reserved.
 * CloudFormation begins their names with that of the stack.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AccountLimit.html
 */
export async function concurrencyOf(stack: string, region: string): Promise<Concurrency> {
	const client = new LambdaClient({ region });
	const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
	const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved } =
		AccountLimit ?? {};
	if (limit === undefined || unreserved === undefined)
		throw new Error(`GetAccountSettings in ${region} answered without limits of concurrency`);
	const names = await functionsOf(client, `${stack}-`);
	const reserved = await Promise.all(names.map((name) => reservedBy(client, name)));
	return { limit, unreserved, ours: reserved.reduce((sum, one) => sum + one, 0) };
}

async function functionsOf(client: LambdaClient, prefix: string): Promise<string[]> {
	const names: string[] = [];
	for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
		names.push(...Functions.flatMap(({ FunctionName: name }) => name ?? []));
	return names.filter((name) => name.startsWith(prefix));
}

async function reservedBy(client: LambdaClient, name: string): Promise<number> {
	const { ReservedConcurrentExecutions: reserved = 0 } = await client.send(
		new GetFunctionConcurrencyCommand({ FunctionName: name }),
	);
	return reserved;
}
