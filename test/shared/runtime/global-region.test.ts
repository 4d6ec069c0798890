import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { globalRegion } from '../../../shared/runtime/global-region.ts';

describe('the Region of services that are global', () => {
	it.each([
		['aws', 'iam.amazonaws.com', 'organizations.us-east-1.amazonaws.com'],
		['aws-cn', 'iam.cn-north-1.amazonaws.com.cn', 'organizations.cn-northwest-1.amazonaws.com.cn'],
		['aws-us-gov', 'iam.us-gov.amazonaws.com', 'organizations.us-gov-west-1.amazonaws.com'],
	])('gives the endpoints of the partition %s', (partition, iam, organizations) => {
		const region = globalRegion(partition);
		const hostOf = (client: IAMClient | OrganizationsClient) =>
			client.config.endpointProvider({ Region: region }, {}).url.hostname;
		expect(hostOf(new IAMClient({ region }))).toBe(iam);
		expect(hostOf(new OrganizationsClient({ region }))).toBe(organizations);
	});

	it('is an error for another partition', () => {
		expect(() => globalRegion('aws-iso')).toThrow('the partition "aws-iso" is not known');
	});
});
