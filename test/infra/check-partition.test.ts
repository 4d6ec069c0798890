import { describe, expect, it } from 'vitest';
import { checkDeployment } from '../../infra/check-deployment.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { aConfiguration } from '../support/some-settings.ts';

function check(deployment: ConfigurationInput['deployment'], protectedPrincipals: string[] = []) {
	const input = { slack: { channel: 'C0123456789' }, deployment };
	return checkDeployment(aConfiguration({ ...input, containment: { protectedPrincipals } }));
}
const GOVCLOUD = { region: 'us-gov-west-1' };

describe('a deployment into a partition', () => {
	it.each([
		[
			'of another kind',
			{ region: 'us-iso-east-1' },
			/^deployment\.regions: us-iso-east-1 is in none/,
		],
		['of another kind, watched', { regions: ['eu-isoe-west-1'] }, /eu-isoe-west-1 is in none/],
		[
			'with a Region of another one',
			{ region: 'us-east-1', regions: ['eu-west-1', 'cn-north-1'] },
			/^deployment\.regions: cn-north-1 is not in the partition of us-east-1, aws; watch it/,
		],
		[
			'with an exempt role of another one',
			{ ...GOVCLOUD, guardExemptRoles: ['arn:aws:iam::*:role/deploy'] },
			/^deployment\.guardExemptRoles: arn:aws:iam::\*:role\/deploy matches nothing.*arn:aws-us-gov:/,
		],
	])('is refused %s', (_, deployment, sentence) => {
		expect(check(deployment).errors).toEqual([expect.stringMatching(sentence)]);
	});

	it('is refused if it would protect nobody there', () => {
		const arn = 'arn:aws:iam::111122223333:user/ceo';
		expect(check(GOVCLOUD, [arn]).errors).toEqual([
			expect.stringMatching(/^containment\.protectedPrincipals: arn:aws:iam::111122223333:user/),
		]);
		expect(check({ region: 'us-east-1' }, [arn]).errors).toEqual([]);
		const fits = ['arn:*:iam::111122223333:user/ceo', 'AIDAEXAMPLEMINJIKIM01'];
		expect(check(GOVCLOUD, fits).errors).toEqual([]);
	});

	it('may not be able to forward from another Region of China', () => {
		const { errors, warnings } = check({ region: 'cn-northwest-1', regions: ['cn-north-1'] });
		expect(errors).toEqual([]);
		expect(warnings).toEqual([
			expect.stringMatching(/not documented.*cn-north-1 fails.*make cn-north-1,/),
		]);
		expect(warnings.join()).not.toContain('us-east-1');
		expect(check({ region: 'cn-north-1' }).warnings.join()).not.toContain('not documented');
	});

	it.each([
		['us-east-1', 'us-west-2'],
		['us-gov-west-1', 'us-gov-east-1'],
	])('forwards without doubt between %s and %s', (region, other) => {
		const { errors, warnings } = check({ region, regions: [other] });
		expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
	});
});
