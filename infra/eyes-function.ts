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
import { Construct } from 'constructs';
import type { Variable } from '../functions/environment.ts';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { NAME_PREFIX, ROLE_PATH } from '../shared/runtime/names.ts';
import { bundleCode, entryOf, type FunctionName, writeBundle } from './bundle.ts';
import { excuseWildcards } from './wildcards.ts';

export interface EyesFunctionProps {
	readonly name: FunctionName;
	readonly configuration: Configuration;
	readonly timeout: Duration;
	/** One sentence: what its failure means to people. It stands in its alarms. */
	readonly impact: string;
	/** So many runs at once are kept for it, and no more than these are let run; null: it shares with the account. */
	readonly reservedConcurrency: number | null;
}

interface Permission {
	readonly actions: readonly string[];
	readonly resources: readonly string[];
	/** Why a resource has a `*`; must be given where one has. */
	readonly because?: string;
	readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A Lambda function as all of ours are, with a role of its own that can do nothing but log until something is granted. */
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
			// Other accounts let in the roles of functions by name, see shared/runtime/names.ts.
			roleName: NAME_PREFIX + props.name,
		});
		const logGroup = new LogGroup(this, 'Logs', {
			// An incident is often looked at weeks later. They end by themselves, so they may outlive the stack.
			retention: RetentionDays.THREE_MONTHS,
			removalPolicy: RemovalPolicy.RETAIN,
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
			// Lambda gives processor time by memory, and loading the bundle is all processor time: with half of it a cold
			// start takes twice as long, with more the bill grows while the function waits for the network.
			memorySize: 512,
			tracing: Tracing.DISABLED,
			...(props.reservedConcurrency === null
				? {}
				: { reservedConcurrentExecutions: props.reservedConcurrency }),
		});
	}

	/** Sets a variable that the handler reads by the same name. */
	set(variable: Variable, value: string): void {
		this.lambda.addEnvironment(variable, value);
	}

	/** Allows exactly these actions on exactly these resources. A wildcard without a reason is refused. */
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
			throw new Error(`${this.name}: say why it may use ${wild.join(', ')}`);
		excuseWildcards(this.role, wild, because);
	}

	/** The folder that Lambda unpacks, made within the synthesized app so that two syntheses never share it. */
	private bundled({ name, configuration }: EyesFunctionProps): string {
		const folder = join(Stage.of(this)?.outdir ?? '', 'bundles', name);
		writeBundle(folder, codeOf(name), configuration);
		return folder;
	}
}

const bundled = new Map<FunctionName, string>();

/** Bundled once in a process, however many stacks hold it. */
function codeOf(name: FunctionName): string {
	const code = bundled.get(name) ?? bundleCode(entryOf(name));
	bundled.set(name, code);
	return code;
}
