import { describe, expect, it } from 'vitest';
import {
	checkTrails,
	type FieldSelector,
	managementEvents,
	type Trail,
} from '../../../../cli/deploy/questions/check-trails.ts';
import { GOOD_TRAIL } from '../good-account.ts';

function field(name: string, over: Partial<FieldSelector>): FieldSelector {
	return { field: name, equals: [], notEquals: [], other: false, ...over };
}
const MANAGEMENT = field('eventCategory', { equals: ['Management'] });
const READS = field('readOnly', { equals: ['true'] });
const WRITES = field('readOnly', { equals: ['false'] });

function advanced(...selectors: FieldSelector[][]) {
	return managementEvents({ kind: 'advanced', selectors });
}
const ALL = { reads: true, writes: true };
const NONE = { reads: false, writes: false };

describe('the management events of a trail', () => {
	it.each([
		['both by one selector', [[MANAGEMENT]], ALL],
		[
			'both by two',
			[
				[MANAGEMENT, READS],
				[MANAGEMENT, WRITES],
			],
			ALL,
		],
		['reads only', [[MANAGEMENT, READS]], { reads: true, writes: false }],
		['writes only', [[MANAGEMENT, WRITES]], { reads: false, writes: true }],
		[
			'all but KMS',
			[[MANAGEMENT, field('eventSource', { notEquals: ['kms.amazonaws.com'] })]],
			ALL,
		],
		[
			'all but STS',
			[[MANAGEMENT, field('eventSource', { notEquals: ['sts.amazonaws.com'] })]],
			NONE,
		],
		['of one source', [[MANAGEMENT, field('eventSource', { equals: ['s3.amazonaws.com'] })]], NONE],
		['of some names', [[MANAGEMENT, field('eventName', { equals: ['RunInstances'] })]], NONE],
		['of sources with a prefix', [[MANAGEMENT, field('eventSource', { other: true })]], NONE],
		['of data only', [[field('eventCategory', { equals: ['Data'] })]], NONE],
		['none', [], NONE],
	])('in the newer form are: %s', (_, selectors, written) => {
		expect(advanced(...selectors)).toEqual(written);
	});

	it.each([
		['All', true, ALL],
		['ReadOnly', true, { reads: true, writes: false }],
		['WriteOnly', true, { reads: false, writes: true }],
		['All', false, NONE],
	])('in the older form are: %s, management events %s', (readWrite, management, written) => {
		expect(managementEvents({ kind: 'basic', selectors: [{ readWrite, management }] })).toEqual(
			written,
		);
	});
});

describe('the trails of an account', () => {
	const bad: Trail = { ...GOOD_TRAIL, arn: 'arn:bad', isMultiRegion: false, isLogging: false };

	it('are sufficient if one of them is', () => {
		expect(checkTrails([bad, GOOD_TRAIL])).toEqual({
			kind: 'account',
			arn: GOOD_TRAIL.arn,
			isShown: true,
		});
	});

	it('prefer one whose settings can be read', () => {
		const closed = { ...GOOD_TRAIL, arn: 'arn:closed', isLogging: null, selectors: null };
		expect(checkTrails([closed, GOOD_TRAIL])).toMatchObject({ arn: GOOD_TRAIL.arn, isShown: true });
		expect(checkTrails([bad, closed])).toMatchObject({ arn: 'arn:closed', isShown: false });
	});

	it('say whose trail it is', () => {
		const whole = { ...GOOD_TRAIL, arn: 'arn:whole', isOrganization: true };
		expect(checkTrails([whole])).toEqual({ kind: 'organization', arn: 'arn:whole', isShown: true });
		// The account's own trail is never taken for one of the organization.
		expect(checkTrails([GOOD_TRAIL])).not.toMatchObject({ kind: 'organization' });
	});

	it('are named with everything that is wrong if none is sufficient', () => {
		const half: Trail = {
			...{ ...GOOD_TRAIL, arn: 'arn:half' },
			selectors: { kind: 'basic', selectors: [{ readWrite: 'WriteOnly', management: true }] },
		};
		expect(checkTrails([bad, half])).toEqual({
			kind: 'none',
			problems: [
				'arn:bad: logs one Region only, does not log',
				'arn:half: leaves out management events that read',
			],
		});
	});
});
