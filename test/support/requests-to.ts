import type { Table } from '../../shared/runtime/dynamodb-table.ts';

/** Collects the requests to DynamoDB from now on. */
export function requestsTo({ client }: Table): object[] {
	const requests: object[] = [];
	client.middlewareStack.add(
		(next) => (args) => {
			requests.push(args.input);
			return next(args);
		},
		{ step: 'initialize' },
	);
	return requests;
}
