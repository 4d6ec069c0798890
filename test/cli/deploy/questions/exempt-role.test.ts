import { describe, expect, it } from 'vitest';
import { askExemptRole, judgeRole } from '../../../../cli/deploy/questions/exempt-role.ts';
import { ACCOUNT } from '../../../support/decision-world.ts';
import { aConfiguration } from '../../../support/some-settings.ts';
import { ALONE, ask, denied, HUB, MANAGEMENT, withDeployment } from './ask.ts';

const SSO = 'aws-reserved/sso.amazonaws.com';
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/${SSO}/ap-northeast-2/AWSReservedSSO_Admin_0123456789abcdef`;

function judged(arn: string, over: Parameters<typeof withDeployment>[0] = {}) {
	return judgeRole(arn, aConfiguration(withDeployment(over)).deployment);
}

describe('the role that deploys the hub', () => {
	it('is exempt by its whole ARN, whose path only IAM tells', async () => {
		const arn = `arn:aws:iam::${ACCOUNT}:role/team/deployer`;
		const configuration = withDeployment({
			guardExemptRoles: ['arn:aws:iam::*:role/team/deployer'],
		});
		const asked: string[] = [];
		const roleArn = async (name: string) => {
			asked.push(name);
			return arn;
		};
		const { told, problems } = await ask(askExemptRole, {
			...HUB,
			configuration,
			aws: { roleArn },
		});
		expect(asked).toEqual(['responder']);
		expect(problems).toEqual([]);
		expect(told).toEqual([expect.stringMatching(/^guard: your role .*team\/deployer is exempt/)]);
	});

	it('is refused if the guard would stop it, with the line to paste', () => {
		const { problems } = judged(`arn:aws:iam::${ACCOUNT}:role/ops`);
		expect(problems).toEqual([
			expect.stringMatching(
				/does not exempt you.*role\/ops: [\s\S]*\n {2}guardExemptRoles: \['arn:aws:iam::\*:role\/deployer', 'arn:aws:iam::111122223333:role\/ops'\],$/,
			),
		]);
	});

	it('of Identity Center is exempt by the pattern that is proposed', () => {
		const pattern = `arn:aws:iam::*:role/${SSO}/*AWSReservedSSO_Admin_*`;
		expect(judged(ADMIN).problems[0]).toContain(`'${pattern}'],`);
		expect(judged(ADMIN, { guardExemptRoles: [pattern] }).problems).toEqual([]);
	});

	it.each([
		['a path that the pattern does not have', `arn:aws:iam::${ACCOUNT}:role/team/deployer`],
		['another partition', `arn:aws-us-gov:iam::${ACCOUNT}:role/deployer`],
		['a path that ends like the pattern', `arn:aws:iam::${ACCOUNT}:role/x:role/deployer`],
	])('is compared as AWS does: %s', (_, arn) => {
		expect(judged(arn).problems).toHaveLength(1);
	});

	it('may be one with which the CDK deploys, with any qualifier', () => {
		const role = `arn:aws:iam::${ACCOUNT}:role/cdk-ours-deploy-role-${ACCOUNT}-ap-northeast-2`;
		expect(judged(role).problems).toEqual([]);
	});

	it('cannot be a user, because only roles are exempt', () => {
		const { problems } = judged(`arn:aws:iam::${ACCOUNT}:user/deployer`);
		expect(problems).toEqual([expect.stringMatching(/Only roles can be exempt/)]);
	});

	it.each([
		['named as a target', { accounts: [ACCOUNT] }, { told: 0, problems: 1 }],
		['perhaps in a unit', { units: ['ou-a1b2-11111111'] }, { told: 1, problems: 0 }],
		['not a target', { accounts: ['444455556666'] }, { told: 0, problems: 0 }],
	])('is a problem only if the hub is certainly bound: %s', (_, targets, counts) => {
		const { told, problems } = judged(`arn:aws:iam::${ACCOUNT}:role/ops`, { targets });
		expect({ told: told.length, problems: problems.length }).toEqual(counts);
	});

	it('is no question without a guard, and a reminder in the management account', async () => {
		const aws = { roleArn: denied };
		expect(await ask(askExemptRole, { ...ALONE, aws })).toEqual({ told: [], problems: [] });
		const { told, problems } = await ask(askExemptRole, { ...MANAGEMENT, aws });
		expect(problems).toEqual([]);
		expect(told).toEqual([
			expect.stringMatching(/^warning: in the hub 111122223333 .*only .*deployer change/),
		]);
	});
});
