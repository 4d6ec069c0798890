import { type Command, InvalidArgumentError, Option } from 'commander';
import { configOption, example } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/** The file of the configuration; null means the default file. */
interface Configured {
	readonly config: string | null;
}

export interface DeployOptions extends Configured {
	readonly yes: boolean;
	readonly bootstrap: boolean;
	/** The ARN of the hub's bus, as a proof that it exists; null if it was not given. */
	readonly bus: string | null;
	/** The ARN of the containment SCP, or null if it must be looked up. */
	readonly scp: string | null;
	/** True if the organization already has a delegation policy for something else. */
	readonly delegationByHand: boolean;
}

export interface DestroyOptions extends Configured {
	readonly yes: boolean;
	/** The reason to release everybody; null if nobody is released. */
	readonly endBecause: string | null;
}

/** The flags as commander gives them: those that were not written are missing. */
type DeployFlags = Partial<DeployOptions> & Pick<DeployOptions, 'config' | 'scp' | 'bus'>;

interface DestroyFlags extends Configured {
	readonly yes?: true;
	readonly endContainments?: true;
	readonly reason?: string;
}

type Run<Options> = (options: Options) => Promise<void>;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html#awsorganizations-resources-for-iam-policies */
const SCP =
	/^arn:aws[a-z-]*:organizations::\d{12}:policy\/o-[a-z0-9]+\/service_control_policy\/p-[0-9a-zA-Z_]+$/;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html#amazoneventbridge-resources-for-iam-policies */
const BUS = /^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/\S+$/;

export function addDeploy(program: Command, run: Run<DeployOptions>): void {
	program
		.command('deploy')
		.description('check the account, show what would change, ask, and deploy')
		.addOption(configOption())
		.option('--yes', 'do not ask')
		.option('--bootstrap', 'bootstrap the CDK where it is missing')
		.addOption(
			new Option(
				'--bus <arn>',
				"the hub's bus: for the first deployment of the management account, not needed later",
			)
				.argParser(readBus)
				.default(null, 'none'),
		)
		.addOption(
			new Option(
				'--scp <arn>',
				'the containment SCP: for the first deployment of the hub of an organization, not needed later',
			)
				.argParser(readScp)
				.default(null, 'found by its name, if your credentials may list SCPs'),
		)
		.option(
			'--delegation-by-hand',
			'the organization has a delegation policy: print what to add to it',
		)
		.addHelpText('after', example('deploy --bootstrap'))
		.action((flags: DeployFlags) =>
			run({ yes: false, bootstrap: false, delegationByHand: false, ...flags }),
		);
}

export function addDestroy(program: Command, run: Run<DestroyOptions>): void {
	program
		.command('destroy')
		.description(
			'delete everything but the table, the reports and the logs; refused while somebody is denied',
		)
		.addOption(configOption())
		.option('--yes', 'do not ask')
		.option('--end-containments', 'release everybody first, and wait until no policy denies them')
		.option('--reason <text>', 'why they are released; stored in the history')
		.addHelpText('after', example('destroy --end-containments --reason "we move"'))
		.action((flags: DestroyFlags) => run(destroyOptions(flags)));
}

function destroyOptions(flags: DestroyFlags): DestroyOptions {
	const { config, yes = false, endContainments = false } = flags;
	const reason = flags.reason?.trim() ?? '';
	if (endContainments && (reason === '' || reason === '…'))
		throw new UsageError(
			'--end-containments needs --reason "…", which is stored in the history of each containment',
		);
	if (!endContainments && reason !== '')
		throw new UsageError('--reason goes with --end-containments');
	return { config, yes, endBecause: endContainments ? reason : null };
}

function readBus(text: string): string {
	if (BUS.test(text)) return text;
	throw new InvalidArgumentError(
		'Write the ARN of an event bus: the output BusArn of the stack eyes-system-bus in the hub.',
	);
}

function readScp(text: string): string {
	if (SCP.test(text)) return text;
	throw new InvalidArgumentError(
		'Write the ARN of an SCP: the output ContainmentScpArn of the stack in the management account.',
	);
}
