import { describe, expect, it } from 'vitest';
import { isLeftOut } from '../../../shared/network/left-out.ts';
import { usingKey } from '../../support/a-record.ts';
import { isWanted } from '../../support/bus-events.ts';
import { someSettings } from '../../support/some-settings.ts';

const { trusted } = someSettings();
const OURS = 'vpce-0a1b2c3d4e5f60718';

describe('what the event pattern of credential uses leaves out', () => {
	it.each([
		['203.0.113.9', null],
		['10.0.0.7', OURS],
		['cloudformation.amazonaws.com', null],
		['cloudformation.amazonaws.com.cn', 'AWS Internal'],
		// No readable addresses, so the judge alone would call them unknown.
		['203.0.113.xxx', null],
		['10.0', null],
		['my-lb.elb.amazonaws.com', null],
		['AWS Internal 203.0.113.9', null],
		['203.0.113.9', 's3.amazonaws.com'],
	])('the judge ignores too: %s by %s', async (address, vpcEndpointId) => {
		expect(isLeftOut({ address, vpcEndpointId }, trusted)).toBe(true);
		const over = { sourceIPAddress: address, vpcEndpointId };
		expect(await isWanted(usingKey('ListBuckets', over))).toBe(false);
	});

	it.each([
		['198.51.100.7', null],
		['203.0.113.9, 198.51.100.7', null],
		['203.0.113.9,junk', null],
		['ec2-198-51-100-7.compute-1.amazonaws.com', null],
		['203.0.11.3', null],
		['redacted', null],
		[null, null],
		['10.0.0.7', 'vpce-0stranger'],
		['203.0.113.9', 'HIDDEN'],
		['198.51.100.7', 'AWS Internal'],
	])('is not %s by %s, and the judge tells it', async (address, vpcEndpointId) => {
		expect(isLeftOut({ address, vpcEndpointId }, trusted)).toBe(false);
		const over = { sourceIPAddress: address, vpcEndpointId };
		expect(await isWanted(usingKey('ListBuckets', over))).toBe(true);
	});
});
