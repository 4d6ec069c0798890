import { describe, expect, it } from 'vitest';
import { isServiceName } from '../../../shared/network/service-name.ts';

describe('the name of an AWS service', () => {
	it.each([
		'cloudformation.amazonaws.com',
		'AWS-MCP.amazonaws.com',
		'logs.us-east-1.amazonaws.com',
		'states.us-gov-west-1.amazonaws.com',
		'ec2.amazonaws.com.cn',
		'ec2.cn-north-1.amazonaws.com.cn',
		's3.amazonaws.com',
		'ops.apigateway.amazonaws.com',
		'monitoring.rds.amazonaws.com',
		'streams.metrics.cloudwatch.amazonaws.com',
		'member.org.stacksets.cloudformation.amazonaws.com',
		'a.b.c.d.e.f.amazonaws.com',
	])('is %s', (text) => {
		expect(isServiceName(text)).toBe(true);
	});

	it.each([
		'ec2-203-0-113-9.compute-1.amazonaws.com',
		'ec2-203-0-113-9.ap-northeast-2.compute.amazonaws.com',
		'ec2-203-0-113-9.amazonaws.com',
		'anything.compute.amazonaws.com',
		'ip-10-0-0-1.amazonaws.com',
		'name-1234567890.us-east-1.elb.amazonaws.com',
		'name-0123456789abcdef.elb.us-east-1.amazonaws.com',
		'internal-name.elb.amazonaws.com',
		'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
		'bucket.s3.amazonaws.com',
		'a.bucket.s3.us-east-1.amazonaws.com',
		'bucket.s3-us-west-2.amazonaws.com',
		'bucket.s3-website-us-east-1.amazonaws.com',
		'name.abc123.0001.use1.cache.amazonaws.com',
		'db.abc123.us-east-1.rds.amazonaws.com',
		'search-x-y.us-east-1.es.amazonaws.com',
		'vpce-0a1b2c3d-e4f5.sts.us-east-1.vpce.amazonaws.com',
		'111122223333.dkr.ecr.us-east-1.amazonaws.com',
		'x.credentials.iot.us-east-1.amazonaws.com',
		'amazonaws.com',
		'.amazonaws.com',
		'a..b.amazonaws.com',
		'-a.amazonaws.com',
		'a b.amazonaws.com',
		'a@b.amazonaws.com',
		'sts.amazonaws.com.evil.example',
		'sts.amazonaws.com.kr',
		'sts.amazonaws.com\n203.0.113.9',
		'evil.example/sts.amazonaws.com',
		'stsXamazonaws.com',
		`${'a'.repeat(250)}.amazonaws.com`,
	])('is not %j', (text) => {
		expect(isServiceName(text)).toBe(false);
	});
});
