import { Aws, Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { EyesFunction } from './eyes-function.ts';
import { type Coverage, grantListing, grantReading } from './other-accounts.ts';

interface ReconcilingProps {
	readonly configuration: Configuration;
	readonly coverage: Coverage;
}

/** Runs every five minutes and repairs everything that was lost or not completed. */
export class Reconciling extends Construct {
	readonly function: EyesFunction;
	/** True if it looks at the StackSets of an organization. */
	readonly seesStackSets: boolean;

	constructor(scope: Construct, id: string, { configuration, coverage }: ReconcilingProps) {
		super(scope, id);
		this.seesStackSets = coverage.kind === 'organization';
		this.function = new EyesFunction(this, 'Function', {
			name: 'reconcile',
			configuration,
			timeout: Duration.minutes(2),
			impact: 'Denials end only by the time in their text, and lost messages are not sent again.',
		});
		new Rule(this, 'Schedule', {
			description: 'Reconcile of eyes-system',
			schedule: Schedule.rate(Duration.minutes(5)),
			// The next run does what a run leaves undone. A late run would only overlap with it.
			targets: [
				new LambdaFunction(this.function.lambda, {
					retryAttempts: 0,
					maxEventAge: Duration.minutes(5),
				}),
			],
		});
		this.function.set('EYES_ACCOUNT', Aws.ACCOUNT_ID);
		this.function.set('EYES_PARTITION', Aws.PARTITION);
		grantReading(this.function, coverage);
		grantListing(this.function, coverage);
	}
}
