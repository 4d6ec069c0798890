import { RemovalPolicy } from 'aws-cdk-lib';
import {
	AttributeType,
	BillingMode,
	Table as DynamoTable,
	ProjectionType,
	TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { OPEN_INDEX, TTL } from '../shared/runtime/dynamodb-table.ts';
import type { EyesFunction } from './eyes-function.ts';

/**
 * Where the function that talks to Slack writes, by action: cases, notices, mentions, and the
 * breaker's openings.
 */
export const OUTBOX_WRITES = {
	PutItem: ['NOTICE#*'],
	UpdateItem: ['WHOSE#*', 'NOTICE#*', 'MENTION#*', 'BREAKER'],
} as const;

/**
 * The one table with everything that eyes-system knows. It outlives its stack, and even a first
 * deployment that failed: CloudFormation could not delete what is protected from deletion.
 */
export class Table extends Construct {
	readonly table: DynamoTable;

	constructor(scope: Construct, id: string) {
		super(scope, id);
		this.table = new DynamoTable(this, 'Table', {
			partitionKey: { name: 'pk', type: AttributeType.STRING },
			sortKey: { name: 'sk', type: AttributeType.STRING },
			billingMode: BillingMode.PAY_PER_REQUEST,
			encryption: TableEncryption.DEFAULT,
			pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
			timeToLiveAttribute: TTL,
			// Without the table nobody knows who is denied, and nobody can be released.
			deletionProtection: true,
			removalPolicy: RemovalPolicy.RETAIN,
		});
		this.table.addGlobalSecondaryIndex({
			indexName: OPEN_INDEX.name,
			partitionKey: { name: OPEN_INDEX.partition, type: AttributeType.STRING },
			sortKey: { name: OPEN_INDEX.sort, type: AttributeType.NUMBER },
			projectionType: ProjectionType.KEYS_ONLY,
		});
	}

	/**
	 * Lets a function read and write items by their keys, and take the other actions that it needs.
	 * No function scans the whole table.
	 */
	grantItems(fn: EyesFunction, ...others: readonly 'DeleteItem'[]): void {
		const actions = ['GetItem', 'PutItem', 'Query', 'UpdateItem', ...others];
		fn.allow({
			actions: actions.map((action) => `dynamodb:${action}`),
			resources: [this.table.tableArn],
		});
		fn.set('EYES_TABLE', this.table.tableName);
	}

	/**
	 * Lets a function read items by their keys, and note what was posted about them. The function
	 * that talks to Slack can neither end nor begin a containment.
	 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
	 */
	grantOutbox(fn: EyesFunction): void {
		const resources = [this.table.tableArn];
		fn.allow({ actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources });
		for (const [action, partitions] of Object.entries(OUTBOX_WRITES))
			fn.allow({
				actions: [`dynamodb:${action}`],
				resources,
				conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
			});
		fn.set('EYES_TABLE', this.table.tableName);
	}

	/** Lets a function list open items. */
	grantOpenIndex(fn: EyesFunction): void {
		fn.allow({
			actions: ['dynamodb:Query'],
			resources: [`${this.table.tableArn}/index/${OPEN_INDEX.name}`],
		});
	}
}
