import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDynamo } from '../../support/each-ledger.ts';
import { type PolicyServer, startPolicyServer } from '../../support/policy-server.ts';
import { roundsOfAccount, roundsOfOrganization } from '../../support/published-rounds.ts';

describe('the calls to AWS that follow each other', () => {
	const dynamo = withDynamo();
	let server: PolicyServer | undefined;
	beforeAll(async () => {
		server = await startPolicyServer();
	});
	afterAll(() => server?.stop());

	async function measuring() {
		if (server === undefined) throw new Error('the stand-in does not run');
		return { table: await dynamo().makeTable(), server };
	}

	it("are four up to UpdatePolicy's answer", async () => {
		const counter = await roundsOfOrganization(await measuring());
		expect(server?.held.scp).toContain('AROADEPLOYEXAMPLE001:bora');
		expect(counter.roundOf('UpdatePolicy')).toBeLessThanOrEqual(4);
	});

	it('are seven in an account, with a role to assume and a version to delete', async () => {
		const counter = await roundsOfAccount(await measuring());
		expect(server?.held.policy).toContain('AROADEPLOYEXAMPLE001:bora');
		expect(counter.calls.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['AssumeRole', 'DeletePolicyVersion']),
		);
		expect(counter.roundOf('CreatePolicyVersion')).toBeLessThanOrEqual(7);
		// The text denies nobody until it is attached.
		expect(counter.roundOf('AttachUserPolicy')).toBeLessThanOrEqual(7);
	});
});
