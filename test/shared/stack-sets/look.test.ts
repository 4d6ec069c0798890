import { describe, expect, it } from 'vitest';
import { expectedInstances, lookAt } from '../../../shared/stack-sets/look.ts';
import { placesOf } from '../../../shared/stack-sets/places.ts';
import { causeOf } from '../../../shared/stack-sets/stack-instance.ts';
import { anInstance, instancesOf, REASONS } from '../../support/some-instances.ts';

const A = '333344445555';
const B = '444455556666';
const REGIONS = ['ap-northeast-2', 'us-west-2'] as const;

describe('the cause why an instance is not current', () => {
	it.each([
		['CURRENT', 'SUCCEEDED', '', null],
		// Nothing that AWS adds may hide that an instance is current, or that it is not.
		['CURRENT', '', REASONS.scp, null],
		['', '', '', 'other'],
		['OUTDATED', 'FAILED', REASONS.scp, 'scp'],
		['OUTDATED', 'FAILED', REASONS.region, 'region'],
		['OUTDATED', 'FAILED', REASONS.exists, 'exists'],
		['OUTDATED', 'FAILED', REASONS.suspended, 'suspended'],
		['OUTDATED', 'FAILED', 'Limit exceeded', 'other'],
		['OUTDATED', '', REASONS.cancelled, 'cancelled'],
		['OUTDATED', 'CANCELLED', '', 'cancelled'],
		['OUTDATED', 'SKIPPED_SUSPENDED_ACCOUNT', '', 'suspended'],
		['OUTDATED', 'PENDING', REASONS.scp, 'underway'],
		['OUTDATED', 'RUNNING', '', 'underway'],
		['INOPERABLE', 'FAILED', REASONS.exists, 'inoperable'],
		['LATER_STATUS', 'LATER_DETAIL', '', 'other'],
	])('is read from %s, %s, "%s": %s', (status, detail, reason, cause) => {
		expect(causeOf(anInstance({ status, detail, reason }))).toBe(cause);
	});
});

describe('a look at all instances', () => {
	it('counts those that are current, and names all others', () => {
		const failed = anInstance({ account: B, status: 'OUTDATED', reason: REASONS.scp });
		const look = lookAt([...instancesOf(A), failed], []);
		expect(look).toEqual({
			...{ current: 3, accounts: 1, suspended: [] },
			notCurrent: [
				{
					...{ stackSet: 'eyes-regions', account: B, region: 'us-west-2' },
					...{ cause: 'scp', reason: REASONS.scp },
				},
			],
		});
	});

	it('leaves out suspended accounts, and names them once', () => {
		const skipped = instancesOf(A).map((one) => ({ ...one, status: 'OUTDATED' }));
		const detail = 'SKIPPED_SUSPENDED_ACCOUNT';
		const look = lookAt(
			skipped.map((one) => ({ ...one, detail })),
			[],
		);
		expect(look).toMatchObject({ current: 0, notCurrent: [], suspended: [A] });
	});

	it('names what an account of the targets should have and has not', () => {
		const expected = instancesOf(A, B);
		const there = expected.filter(
			({ account, region }) => !(account === B && region === 'us-west-2'),
		);
		const { notCurrent } = lookAt(there, expected);
		expect(notCurrent).toEqual([
			{
				...{ stackSet: 'eyes-regions', account: B, region: 'us-west-2' },
				...{ cause: 'missing', reason: '' },
			},
		]);
	});

	it('names three instances of an account that has none at all', () => {
		expect(lookAt(instancesOf(A), instancesOf(A, B)).notCurrent).toHaveLength(3);
	});
});

describe('the instances that the targets must have', () => {
	const names = (expected: ReturnType<typeof expectedInstances>) =>
		expected.map(({ stackSet, account, region }) => `${stackSet} ${account} ${region}`);

	it('are those of units and those of named accounts, which have StackSets of their own', () => {
		const targets = { units: ['ou-a1b2-12345678'], accounts: [B, '555566667777'] };
		const expected = expectedInstances({
			...{ targets, active: [A, B, '666677778888'], inUnits: [A, '555566667777'] },
			regions: REGIONS,
		});
		// 555566667777 is suspended, and 666677778888 is not a part of the pilot.
		expect(names(expected)).toEqual([
			`eyes-accounts ${A} ap-northeast-2`,
			`eyes-regions ${A} ap-northeast-2`,
			`eyes-regions ${A} us-west-2`,
			`eyes-accounts-named ${B} ap-northeast-2`,
			`eyes-regions-named ${B} ap-northeast-2`,
			`eyes-regions-named ${B} us-west-2`,
		]);
	});

	it('are those of all active accounts if the target is the root', () => {
		const targets = { root: true, units: [], accounts: [] } as const;
		const asked = { targets, active: [A, B], inUnits: [], regions: REGIONS };
		expect(expectedInstances(asked)).toHaveLength(6);
	});
});

describe('places', () => {
	it('put accounts with the same StackSet and Regions on one line', () => {
		expect(placesOf(instancesOf(A, B))).toEqual([
			{ stackSet: 'eyes-accounts', regions: ['ap-northeast-2'], accounts: [A, B] },
			{ stackSet: 'eyes-regions', regions: ['ap-northeast-2', 'us-west-2'], accounts: [A, B] },
		]);
	});
});
