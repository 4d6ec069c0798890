const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/i;
const INSTANCE = /^(ec2|ip)-\d/i;

/**
 * Customers have host names below these: instances, load balancers, APIs, caches, buckets. As the
 * first label the same word is the service itself, such as `s3.amazonaws.com`.
 */
const OF_CUSTOMERS = /^(compute(-\d)?|elb|execute-api|cache|vpce|s3|s3-.+)$/i;

/**
 * True for the DNS name of an AWS service, as CloudTrail prints it in place of an address:
 * `cloudformation.amazonaws.com`, `logs.us-east-1.amazonaws.com`,
 * `member.org.stacksets.cloudformation.amazonaws.com`, and `ec2.amazonaws.com.cn` in China. Names of
 * services have a Region only behind a single label; otherwise it is a host name of a customer.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function isServiceName(text: string): boolean {
	const name = /^(.+)\.amazonaws\.com(\.cn)?$/i.exec(text)?.[1];
	if (name === undefined || text.length > 253) return false;
	const labels = name.split('.');
	if (!labels.every((label) => LABEL.test(label) && !INSTANCE.test(label))) return false;
	const [, ...below] = labels;
	if (below.some((label) => OF_CUSTOMERS.test(label))) return false;
	const region = labels.findIndex((label) => REGION.test(label));
	return region < 0 || (region === 1 && labels.length === 2);
}
