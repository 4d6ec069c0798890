import {
	GetFunctionConcurrencyCommand,
	GetFunctionConfigurationCommand,
	LambdaClient,
	paginateListEventSourceMappings,
	ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import type { LiveFunction } from '../verify-deps.ts';

/** Reads the settings of a function, but not its code; null if there is no such function. */
export async function liveFunction(region: string, name: string): Promise<LiveFunction | null> {
	const client = new LambdaClient({ region });
	const of = { FunctionName: name };
	try {
		const { Role = '', State = 'not told' } = await client.send(
			new GetFunctionConfigurationCommand(of),
		);
		const { ReservedConcurrentExecutions: reserved = null } = await client.send(
			new GetFunctionConcurrencyCommand(of),
		);
		const sources: string[] = [];
		for await (const page of paginateListEventSourceMappings({ client }, of))
			for (const source of page.EventSourceMappings ?? []) sources.push(source.State ?? 'not told');
		return { role: Role, state: State, reserved, sources };
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return null;
		throw error;
	}
}
