import { dynamodbHistory } from '../../shared/history/dynamodb-history.ts';
import { dynamodbOwnAccounts } from '../../shared/history/dynamodb-own-accounts.ts';
import { type HubEnvironment, makeHubDeps } from '../hub-deps.ts';
import type { JudgeDeps } from './deps.ts';
import { casesInTurn } from './in-turn.ts';
import { hubSettings } from './settings.ts';

/** The rooms as they are in AWS; nothing is called yet. */
export function makeDeps(environment: HubEnvironment): JudgeDeps {
	const { table, cases, ...deps } = makeHubDeps(environment);
	return {
		...deps,
		settings: hubSettings(environment.configuration, environment.variables.EYES_ACCOUNT),
		history: dynamodbHistory(table),
		accounts: dynamodbOwnAccounts(table),
		cases: casesInTurn(cases),
	};
}
