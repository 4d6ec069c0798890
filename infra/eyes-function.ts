import { join } from 'node:path';
import { type Duration, RemovalPolicy, Stage } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
	Architecture,
	Code,
	Function as LambdaFunction,
	Runtime,
	Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Variable } from '../functions/environment.ts';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { NAME_PREFIX, ROLE_PATH } from '../shared/runtime/names.ts';
import { codeOf, type FunctionName, writeBundle } from './bundle.ts';
import { reservedFor } from './reserved-concurrency.ts';
import { acknowledgeWildcards } from './wildcards.ts';

export interface EyesFunctionProps {
	readonly name: FunctionName;
	readonly configuration: Configuration;
	readonly timeout: Duration;
	/** MB; 512 if it is left out. */
	readonly memory?: number;
	/**
	 * Holds events of asynchronous invocations that failed in every attempt. Events of a queue have
	 * the queue's own.
	 */
	readonly deadLetters?: IQueue;
	/**
	 * One sentence that says what a failure of the function means for people. Its alarms show it.
	 */
	readonly impact: string;
}

interface Permission {
	readonly actions: readonly string[];
	readonly resources: readonly string[];
	/** Says why a resource has a `*`; required if one has. */
	readonly because?: string;
	readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * A Lambda function with our standard settings, and a role that can only write logs until something
 * is granted.
 */
export class EyesFunction extends Construct {
	readonly name: FunctionName;
	readonly impact: string;
	readonly timeout: Duration;
	readonly lambda: LambdaFunction;
	private readonly role: Role;

	constructor(scope: Construct, id: string, props: EyesFunctionProps) {
		super(scope, id);
		this.name = props.name;
		this.impact = props.impact;
		this.timeout = props.timeout;
		this.role = new Role(this, 'Role', {
			assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
			path: ROLE_PATH,
			// Other accounts trust the roles of functions by name, see shared/runtime/names.ts.
			roleName: NAME_PREFIX + props.name,
		});
		const logGroup = new LogGroup(this, 'Logs', {
			// Incidents are often investigated weeks later. The logs expire by themselves, so they
			// may outlive the stack; but not a first deployment that failed.
			retention: RetentionDays.THREE_MONTHS,
			removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
		});
		logGroup.grantWrite(this.role);
		this.lambda = new LambdaFunction(this, 'Function', {
			runtime: Runtime.NODEJS_24_X,
			architecture: Architecture.ARM_64,
			handler: 'index.handler',
			code: Code.fromAsset(this.bundled(props)),
			role: this.role,
			logGroup,
			timeout: props.timeout,
			// Lambda gives processor time in proportion to memory, and loading the bundle needs
			// only processor time: with half of it a cold start takes twice as long; with more, the
			// cost grows while the function waits for the network.
			memorySize: props.memory ?? 512,
			tracing: Tracing.DISABLED,
			...reservation(props),
			...(props.deadLetters === undefined ? {} : { deadLetterQueue: props.deadLetters }),
		});
	}

	/** Sets a variable that the handler reads by the same name. */
	set(variable: Variable, value: string): void {
		this.lambda.addEnvironment(variable, value);
	}

	/**
	 * Allows exactly these actions on exactly these resources. A wildcard without a reason is
	 * refused.
	 */
	allow({ actions, resources, conditions, because }: Permission): void {
		this.role.addToPolicy(
			new PolicyStatement({
				actions: [...actions],
				resources: [...resources],
				...(conditions === undefined ? {} : { conditions }),
			}),
		);
		const wild = resources.filter((resource) => resource.includes('*'));
		if (wild.length === 0) return;
		if (because === undefined)
			throw new Error(`${this.name}: a wildcard needs a reason (because): ${wild.join(', ')}`);
		acknowledgeWildcards(this.role, wild, because);
	}

	/**
	 * Gives the folder that Lambda unpacks. It is made within the synthesized app, so that two
	 * syntheses never share it.
	 */
	private bundled({ name, configuration }: EyesFunctionProps): string {
		const folder = join(Stage.of(this)?.outdir ?? '', 'bundles', name);
		writeBundle(folder, codeOf(name), configuration);
		return folder;
	}
}

/** Reserves nothing in an account whose limit is too low for that, if the configuration says so. */
function reservation({ name, configuration }: EyesFunctionProps) {
	const reserved = reservedFor(name);
	return reserved !== null && configuration.deployment.reserveConcurrency
		? { reservedConcurrentExecutions: reserved }
		: {};
}
