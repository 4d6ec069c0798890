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

/** Items about what was said, by their partitions: cases, notices, and the breaker's openings. */
export const SAID_PARTITIONS = ['WHOSE#*', 'NOTICE#*', 'BREAKER'] as const;

/** The one table: all that eyes-system knows. It outlives its stack. */
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
			// Without it nobody knows who is denied and by what to release them.
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

	/** Read and write items by their keys, and what else the function does with them. Nobody reads the whole table. */
	grantItems(fn: EyesFunction, ...others: readonly 'DeleteItem'[]): void {
		const actions = ['GetItem', 'PutItem', 'Query', 'UpdateItem', ...others];
		fn.allow({
			actions: actions.map((action) => `dynamodb:${action}`),
			resources: [this.table.tableArn],
		});
		fn.set('EYES_TABLE', this.table.tableName);
	}

	/**
	 * Read items by their keys, and write down what was said of them. Whoever speaks to the world outside can end no
	 * containment and begin none.
	 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
	 */
	grantSaying(fn: EyesFunction): void {
		const resources = [this.table.tableArn];
		fn.allow({ actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources });
		fn.allow({
			actions: ['dynamodb:UpdateItem'],
			resources,
			conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': SAID_PARTITIONS } },
		});
		fn.set('EYES_TABLE', this.table.tableName);
	}

	/** List what has not ended. */
	grantOpenIndex(fn: EyesFunction): void {
		fn.allow({
			actions: ['dynamodb:Query'],
			resources: [`${this.table.tableArn}/index/${OPEN_INDEX.name}`],
		});
	}
}
