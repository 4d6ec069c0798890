import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { hubBusArn } from '../shared/runtime/names.ts';
import { AccountPart } from './account-part.ts';
import { Hub } from './hub.ts';
import type { Ingest } from './ingest.ts';
import { type QueueTarget, RegionPart, watchingOf } from './region-part.ts';

interface SingleAccountStackProps extends StackProps {
	readonly configuration: Configuration;
}

/** The stack with everything in one account, including the part of its Region. */
export class SingleAccountStack extends Stack {
	constructor(scope: Construct, id: string, { configuration, ...props }: SingleAccountStackProps) {
		super(scope, id, props);
		const hub = new Hub(this, 'Hub', { configuration, scp: null });
		new AccountPart(this, 'Account', {
			hub: {
				account: Aws.ACCOUNT_ID,
				busArn: hubBusArn(Aws.PARTITION, configuration.deployment.region, Aws.ACCOUNT_ID),
				organizationId: null,
			},
			protectedPrincipals: configuration.containment.protectedPrincipals,
			...{ hasPolicy: true, kind: 'single-account' },
		});
		const { judge, useJudge } = hub;
		const region = new RegionPart(this, 'Region', {
			destination: {
				kind: 'queues',
				signIns: targetOf(judge.ingest),
				uses: targetOf(useJudge.ingest),
			},
			watching: watchingOf(configuration),
		});
		judge.ingest.admit([region.signIns.attrArn, ...region.alarms.arns]);
		if (region.uses !== null) useJudge.ingest.admit([region.uses.attrArn]);
	}
}

function targetOf({ work, undelivered }: Ingest): QueueTarget {
	return { queueArn: work.queue.queueArn, deadLetterArn: undelivered.queueArn };
}
