import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

/** An account in a Region of the emulator. */
export interface Place {
	readonly endpoint: string;
	readonly account: string;
	readonly region: string;
}

/** The emulator takes an access key of twelve digits for the root of that account. */
export function clientOptions({ endpoint, account, region }: Place) {
	return {
		endpoint,
		region,
		credentials: { accessKeyId: account, secretAccessKey: 'emulated' },
		maxAttempts: 1,
	};
}

export type Clients = ReturnType<typeof clientsOf>;

/** The clients with which the tests themselves ask the emulators, never through the proxy. */
export function clientsOf(place: Place) {
	const options = clientOptions(place);
	return {
		cloudformation: new CloudFormationClient(options),
		dynamodb: new DynamoDBClient(options),
		eventbridge: new EventBridgeClient(options),
		iam: new IAMClient(options),
		s3: new S3Client({ ...options, forcePathStyle: true }),
		secrets: new SecretsManagerClient(options),
		sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
		sts: new STSClient(options),
	};
}

/** Makes a client of moto's Organizations that acts as the management account. */
export function organizationsAt(endpoint: string, account: string): OrganizationsClient {
	return new OrganizationsClient(clientOptions({ endpoint, account, region: 'us-east-1' }));
}
