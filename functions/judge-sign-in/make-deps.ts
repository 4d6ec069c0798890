import { dynamodbHistory } from '../../shared/history/dynamodb-history.ts';
import { dynamodbOwnAccounts } from '../../shared/history/dynamodb-own-accounts.ts';
import { type HubEnvironment, openHubRooms } from '../hub-deps.ts';
import { casesInTurn } from './in-turn.ts';
import type { JudgeRooms } from './deps.ts';
import { hubSettings } from './settings.ts';

/** The rooms as they are in AWS; nothing is called yet. */
export function openRooms(environment: HubEnvironment): JudgeRooms {
	const { table, cases, ...rooms } = openHubRooms(environment);
	return {
		...rooms,
		settings: hubSettings(environment.configuration, environment.variables.EYES_ACCOUNT),
		history: dynamodbHistory(table),
		accounts: dynamodbOwnAccounts(table),
		cases: casesInTurn(cases),
	};
}
