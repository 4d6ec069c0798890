import { consoleLogin, OUTSIDE } from '../test/support/a-record.ts';
import { startDynamo } from '../test/support/dynamo.ts';
import { startPolicyServer } from '../test/support/policy-server.ts';
import { roundsOfAccount, roundsOfOrganization } from '../test/support/published-rounds.ts';
import { countLast } from './judge-counted.ts';

/**
 * Counts the calls of AWS that wait for each other, from an event in the queue to the published
 * deny document.
 */
export async function callsToTheDeny(): Promise<
	{ readonly what: string; readonly calls: number }[]
> {
	const dynamo = await startDynamo();
	const server = await startPolicyServer();
	try {
		const judged = await countLast(dynamo, [consoleLogin({ sourceIPAddress: OUTSIDE })]);
		const scp = await roundsOfOrganization({ table: await dynamo.makeTable(), server });
		const policy = await roundsOfAccount({ table: await dynamo.makeTable(), server });
		return [
			{ what: 'judge-sign-in: from the event to the hint', calls: judged.rounds },
			{ what: "contain: up to UpdatePolicy's answer", calls: scp.roundOf('UpdatePolicy') },
			{
				what: 'contain: up to the attached policy of an account',
				calls: policy.roundOf('AttachUserPolicy'),
			},
		];
	} finally {
		await server.stop();
		await dynamo.stop();
	}
}
