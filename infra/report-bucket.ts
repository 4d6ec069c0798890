import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { NAME_PREFIX } from '../shared/runtime/names.ts';
import { idOfThisStack } from './stack-id.ts';

/** Where the bucket keeps the reports, which `notify` also reads. */
export const REPORTS = 'reports/*';
/** Where the bucket keeps what is known of each account's keys, from one report to the next. */
export const KEYS = 'keys/*';

const DAYS_OF_A_YEAR = 365.25;

/**
 * Creates the bucket that keeps every credential report for so many years: they are the evidence of
 * an audit, so the bucket outlives its stack. The guard SCP recognises it by its name, in which the
 * account must stand between hyphens; the stack's id lets a later stack make a new one.
 */
export function reportBucket(scope: Construct, id: string, keepYears: number): Bucket {
	const bucket = new Bucket(scope, id, {
		bucketName: `${NAME_PREFIX}reports-${Aws.ACCOUNT_ID}-${Aws.REGION}-${idOfThisStack()}`,
		encryption: BucketEncryption.S3_MANAGED,
		blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
		enforceSSL: true,
		// A report that somebody overwrites or deletes can be brought back.
		versioned: true,
		lifecycleRules: [
			{
				expiration: Duration.days(Math.ceil(keepYears * DAYS_OF_A_YEAR)),
				noncurrentVersionExpiration: Duration.days(90),
				abortIncompleteMultipartUploadAfter: Duration.days(7),
			},
		],
		removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
	});
	Validations.of(bucket).acknowledge({
		id: 'AwsSolutions-S1',
		reason:
			'Two functions use the bucket; a trail with data events tells who else reads it, and a log bucket would be one more to keep.',
	});
	return bucket;
}
