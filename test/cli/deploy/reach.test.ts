import { describe, expect, it } from 'vitest';
import { reachLines } from '../../../cli/deploy/reach.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../support/decision-world.ts';
import { aConfiguration } from '../../support/some-settings.ts';
import { ORGANIZATION, SINGLE } from './deploy-world.ts';

const UNIT = 'ou-a1b2-11111111';
const PROD = '444455556666';

function reach(over: Partial<ConfigurationInput>): string {
	return reachLines(aConfiguration(over)).join('\n');
}

function pilot(targets: { units?: string[]; accounts?: string[] }): string {
	const deployment = { ...ORGANIZATION.deployment, targets };
	return reach({ ...ORGANIZATION, accounts: { [PROD]: 'prod' }, deployment });
}

describe('where the effects of a deployment reach', () => {
	it('is one account, or the whole organization in capitals', () => {
		expect(reach(SINGLE)).toBe(
			'reach: this account, in ap-northeast-2, us-east-1\nmode observe: rules deny nobody',
		);
		expect(reach(ORGANIZATION)).toMatch(
			/^reach: the WHOLE organization \(r-a1b2\), also accounts that join later, in ap-northeast-2, us-west-2\n/,
		);
	});

	it('is a pilot with its units, accounts and Regions, and what it leaves out', () => {
		const told = pilot({ units: [UNIT], accounts: [PROD] });
		expect(told).toMatch(
			/^reach: a pilot: ou-a1b2-11111111 with all .*; prod \(444455556666\); the management account .*; in ap-northeast-2, us-west-2\n/,
		);
		expect(told).toContain('sign-ins to the portal of Identity Center');
		expect(told).toContain('somebody who is denied in the pilot works on there');
	});

	it('says that the hub is outside, unless it is named', () => {
		expect(pilot({ accounts: [PROD] })).toContain(`the hub ${ACCOUNT}: its own sign-ins`);
		expect(pilot({ units: [UNIT] })).toContain(
			`the hub ${ACCOUNT}, unless it lies below one of the units: its own sign-ins`,
		);
		expect(pilot({ accounts: [PROD, ACCOUNT] })).not.toContain('the hub');
	});

	it('says what rules do, also where an account has another mode', () => {
		const modes = (over: ConfigurationInput['containment']) =>
			reach({ ...ORGANIZATION, accounts: { [PROD]: 'prod' }, containment: over });
		const scp = { policyType: 'scp', managementAccount: MANAGEMENT_ACCOUNT } as const;
		expect(modes({ ...scp, mode: 'ask' })).toMatch(/mode ask: a human is asked before .*denied$/);
		expect(modes({ ...scp, modes: { [PROD]: 'contain' } })).toContain(
			`mode observe: rules deny nobody; in prod (${PROD}) contain: rules deny people at once`,
		);
	});
});
