import { describe, expect, it } from 'vitest';
import { partOf } from '../../../../cli/deploy/part.ts';
import { askReleased } from '../../../../cli/deploy/questions/released.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld, ORGANIZATION, SCP } from '../deploy-world.ts';

const NOTHING = { told: [], problems: [] };
const MAIN = 'eyes-system-management';
const BUS = `arn:aws:events:ap-northeast-2:${ACCOUNT}:event-bus/eyes-hub`;
const OLD_BUS = BUS.replace(ACCOUNT, '999900001111');
const POLICY = `arn:aws:iam::${MANAGEMENT_ACCOUNT}:policy/eyes/eyes-containment`;
const DENIES = '{"Version":"2012-10-17","Statement":[]}';
const UNCOVERED = {
	...ORGANIZATION,
	containment: { policyType: 'scp' as const, managementAccount: MANAGEMENT_ACCOUNT },
};

interface Given {
	readonly configuration?: typeof ORGANIZATION;
	readonly account?: string;
	readonly outputs?: Readonly<Record<string, string>>;
	readonly scp?: string;
	readonly policy?: string | null;
	readonly isOurs?: boolean;
}

/** Asks a management account that is deployed. */
function ask({
	configuration = ORGANIZATION,
	account = MANAGEMENT_ACCOUNT,
	outputs = {},
	scp = PLACEHOLDER,
	policy = PLACEHOLDER,
	isOurs = true,
}: Given) {
	const ours = {
		...{ id: 'Policy', type: 'AWS::IAM::ManagedPolicy', physicalId: POLICY },
		status: 'CREATE_COMPLETE',
	};
	const { deps } = aDeployWorld({
		...{ configuration, account, policyText: policy },
		stacks: { [MAIN]: { ContainmentScpArn: SCP, HubBusArn: BUS, ...outputs } },
		resources: { [MAIN]: isOurs ? [ours] : [] },
		aws: { scpText: async () => scp },
	});
	const part = partOf(deps.configuration, account, 'us-east-1');
	return askReleased({ part, options: { delegationByHand: false, bus: null }, deps });
}

describe('somebody whom nobody could release after a deployment', () => {
	it('is nobody in a deployment that keeps its hub and its accounts', async () => {
		expect(await ask({ scp: DENIES, policy: DENIES })).toEqual(NOTHING);
		expect(await ask({ account: ACCOUNT, scp: DENIES })).toEqual(NOTHING);
	});

	it.each([
		['the SCP', { scp: DENIES }, SCP],
		['the policy of the management account', { policy: DENIES }, POLICY],
	])('is denied by %s when the hub moves', async (_, texts, arn) => {
		const { problems } = await ask({ outputs: { HubBusArn: OLD_BUS }, ...texts });
		expect(problems).toHaveLength(1);
		expect(problems[0]).toContain(`the hub moves from ${OLD_BUS}, but`);
		expect(problems[0]).toContain(`denies somebody: ${arn}. `);
		expect(problems[0]).toContain('destroy -- --end-containments');
	});

	it('is nobody when the hub moves after all were released', async () => {
		expect(await ask({ outputs: { HubBusArn: OLD_BUS } })).toEqual(NOTHING);
	});

	it('is denied in a management account that leaves containment.modes', async () => {
		const { problems } = await ask({ configuration: UNCOVERED, policy: DENIES });
		expect(problems).toEqual([expect.stringContaining(`${POLICY} still denies somebody there`)]);
		for (const gone of [{ policy: PLACEHOLDER }, { policy: null }])
			expect(await ask({ configuration: UNCOVERED, ...gone })).toEqual(NOTHING);
	});

	it('is not looked for in a policy that the stack does not have', async () => {
		const given = { configuration: UNCOVERED, policy: DENIES, isOurs: false };
		expect(await ask(given)).toEqual(NOTHING);
	});

	it('may be denied by a policy of another account, which goes if SCPs deny from now on', async () => {
		const { told, problems } = await ask({ outputs: { PolicyType: 'iam' } });
		expect(told).toEqual([expect.stringMatching(/^warning: containment.policyType changes from/)]);
		expect(problems).toEqual([]);
		expect(await ask({ outputs: { PolicyType: 'scp' } })).toEqual(NOTHING);
	});
});
