import { type Command, InvalidArgumentError, Option } from 'commander';
import { isOurId } from '../../shared/case/case-key.ts';
import {
	DENY_SCOPES,
	type DenyScope,
	type PolicyId,
} from '../../shared/containment/containment.ts';
import { isPolicyId } from '../../shared/containment/policy-id.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { configOption, example, readAccount } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/** Where the table and the queues are. */
export interface Where {
	readonly config: string | null;
	/** If it is null, the outputs of the stack tell it. */
	readonly given: {
		readonly table: string;
		readonly notify: string;
		readonly contain: string;
	} | null;
	/** The Region of Identity Center; if it is missing or null, that of the table. */
	readonly identityCenterRegion?: string | null;
}

/** The checked options of `eyes status`. */
export interface StatusOptions extends Where {
	readonly id: string | null;
	/** The published texts, of one policy or of all, or one whole text; null if not asked for. */
	readonly texts:
		| { readonly kind: 'list'; readonly policy: PolicyId | null }
		| { readonly kind: 'one'; readonly which: string }
		| null;
	readonly format: 'text' | 'json';
	/** Seconds between two refreshes; null to show it once. */
	readonly watch: number | null;
}

/** The checked options of `eyes resume`. */
export interface ResumeOptions extends Where {
	readonly reason: string;
}

/** The checked options of `eyes release`. */
export interface ReleaseOptions extends ResumeOptions {
	readonly id: string;
}

/** The checked options of `eyes contain`. */
export interface ContainOptions extends ResumeOptions {
	readonly whom: string;
	readonly denyScope: DenyScope | null;
	readonly hours: number | null;
	readonly account: string | null;
	readonly name: string | null;
	readonly yes: boolean;
	/** Waits until it is effective or has failed. */
	readonly wait: boolean;
}

/** The options of Where, as commander gives them. */
interface WhereFlags {
	readonly config: string | null;
	readonly table: string | null;
	readonly notifyQueue: string | null;
	readonly containQueue: string | null;
}

interface StatusFlags extends WhereFlags, Pick<StatusOptions, 'format'> {
	/** True if it has no value. */
	readonly texts?: StatusOptions['texts'] | true;
	readonly watch?: number | true;
}

/** The options of a decision, as commander gives them. */
interface DecisionFlags extends WhereFlags {
	readonly reason?: string;
}

interface ContainFlags extends DecisionFlags, Pick<ContainOptions, 'denyScope' | 'hours'> {
	readonly identityCenterRegion: string | null;
	readonly account: string | null;
	readonly name: string | null;
	readonly yes?: true;
	readonly wait?: true;
}

type Run<Options> = (options: Options) => Promise<void>;

/** Longer denials must be made in IAM, by the owner of the account. */
const MOST_HOURS = 30 * 24;
const MOST_REASON = 500;
const WATCH_SECONDS = 5;
const WHOM =
	'a case (what is asked, held, refused or only planned), a containment, a user name or e-mail ' +
	'address (of a directory or IAM user), or a principal: AIDA…, ' +
	'AROA…:session, ACCOUNT:federated-name, a user id of Identity Center, arn:aws:iam::ACCOUNT:root, ' +
	'the ARN of an IAM user, or a role (its ARN, or AROA…): all sessions of it so far';

const TEXTS =
	'published policy texts, newest first; which: a policy (scp, iam:ACCOUNT) lists its texts, ' +
	'latest or the start of a hash prints one whole text';
const ALL_TEXTS = { kind: 'list', policy: null } as const;

/** Adds `eyes status`. */
export function addStatus(program: Command, run: Run<StatusOptions>): void {
	const command = program
		.command('status')
		.description(
			'who is denied, what waits for a human, the circuit breaker; with an id, its history',
		)
		.argument('[id]', 'a case or a containment', readId)
		.addOption(
			new Option('--format <format>', 'form of the output')
				.choices(['text', 'json'])
				.default('text'),
		)
		.addOption(new Option('--texts [which]', TEXTS).argParser(readTexts))
		.addOption(
			new Option(
				'--watch [seconds]',
				`refresh until Ctrl-C, every ${WATCH_SECONDS} seconds if no number is given`,
			).argParser(readSeconds),
		);
	addWhere(command)
		.addHelpText('after', example('status 4f1c9a02be'))
		.action((id: string | undefined, { texts, watch, ...flags }: StatusFlags) => {
			if (id !== undefined && texts !== undefined)
				throw new UsageError('--texts shows policy texts: write it without the id of a case');
			const asked = texts === true ? ALL_TEXTS : (texts ?? null);
			if (watch !== undefined && flags.format === 'json')
				throw new UsageError('--watch is for people: write it without --format json');
			const seconds = watch === true ? WATCH_SECONDS : (watch ?? null);
			return run({ ...withWhere(flags), id: id ?? null, texts: asked, watch: seconds });
		});
}

/** Adds `eyes release`. */
export function addRelease(program: Command, run: Run<ReleaseOptions>): void {
	const command = program
		.command('release')
		.description('end a containment, or all containments of a case')
		.argument('<id>', 'a case or a containment', readId);
	addWhere(addReason(command))
		.addHelpText('after', example('release 4f1c9a02be --reason "called Bora: the login was hers"'))
		.action((id: string, flags: DecisionFlags) => run({ ...withReason(flags), id }));
}

/** Adds `eyes resume`. */
export function addResume(program: Command, run: Run<ResumeOptions>): void {
	const command = program
		.command('resume')
		.description('close the circuit breaker, so that rules contain again; list what it held back');
	addWhere(addReason(command))
		.addHelpText('after', example('resume --reason "the office has a new address"'))
		.action((flags: DecisionFlags) => run(withReason(flags)));
}

/** Adds `eyes contain`. */
export function addContain(program: Command, run: Run<ContainOptions>): void {
	const command = addReason(
		program
			.command('contain')
			.description('deny what a case asks for, or a principal')
			.argument('<whom>', WHOM),
	)
		.addOption(
			new Option('--deny-scope <scope>', 'what is denied; everything needs --yes')
				.choices(DENY_SCOPES)
				.default(null, 'untrusted-networks, or that of the containment'),
		)
		.addOption(
			new Option('--hours <n>', `how long, 1 to ${MOST_HOURS}`)
				.argParser(readHours)
				.default(null, '12, or that of the case'),
		)
		.addOption(
			new Option('--account <id>', 'of AIDA…, AROA…:session or AROA…; needed in an organization')
				.argParser(readAccount)
				.default(null, 'yours'),
		)
		.addOption(
			new Option('--name <name>', 'of the user or role').default(
				null,
				'looked up with your credentials',
			),
		)
		.addOption(
			new Option('--identity-center-region <region>', 'where to look for a user name or e-mail')
				.argParser(readRegion)
				.default(null, 'deployment.region'),
		)
		.option(
			'--yes',
			'confirm a doubt: deny everything, deny yourself, deny a principal that may be protected, or a role',
		)
		.option(
			'--wait',
			'wait until it is effective: exit code 5 if it fails or is refused, 6 after 5 minutes',
		);
	addWhere(command)
		.addHelpText('after', example('contain 4f1c9a02be --reason "stolen laptop"'))
		.action((whom: string, flags: ContainFlags) =>
			run({ yes: false, wait: false, ...withReason(flags), whom }),
		);
}

/**
 * The option is optional for Commander, because its check for missing options runs before the one
 * that finds a mistyped option.
 */
function addReason(command: Command): Command {
	return command.option('--reason <text>', 'required: why; the history records it with your ARN');
}

function addWhere(command: Command): Command {
	const usual = 'an output of the stack';
	return command
		.addOption(configOption())
		.addOption(
			new Option('--table <name>', 'name of the table; needs both queues').default(null, usual),
		)
		.addOption(new Option('--notify-queue <url>', 'needs --table').default(null, usual))
		.addOption(new Option('--contain-queue <url>', 'needs --table').default(null, usual));
}

function withWhere<Rest extends object>({
	config,
	table,
	notifyQueue: notify,
	containQueue: contain,
	...rest
}: WhereFlags & Rest) {
	if (table === null && notify === null && contain === null)
		return { ...rest, config, given: null };
	if (table === null || notify === null || contain === null)
		throw new UsageError(
			'--table, --notify-queue and --contain-queue go together: write all three or none',
		);
	return { ...rest, config, given: { table, notify, contain } };
}

function withReason<Rest extends object>({ reason, ...rest }: DecisionFlags & Rest) {
	return { ...withWhere(rest), reason: readReason(reason) };
}

/** Refuses a text that is not an id of a case or containment, before AWS is asked. */
function readId(text: string): string {
	if (isOurId(text)) return text;
	throw new InvalidArgumentError(
		`Write the hexadecimal id of a case or containment, which ${commandLine('status')} prints.`,
	);
}

function readTexts(which: string): StatusOptions['texts'] {
	if (isPolicyId(which)) return { kind: 'list', policy: which };
	if (which === 'latest' || /^[0-9a-f]{6,64}$/.test(which)) return { kind: 'one', which };
	throw new InvalidArgumentError(
		'Write a policy (scp, iam:ACCOUNT), latest, or six or more characters of a hash.',
	);
}

/**
 * Refuses `…`, which the commands on cards contain. If the text is missing, commander takes the
 * next option for it.
 */
function readReason(text = ''): string {
	const reason = text.trim();
	if (reason === '' || reason === '…' || reason.startsWith('--'))
		throw new UsageError('--reason "…" is missing: say why, the history records it');
	if (reason.length <= MOST_REASON) return reason;
	throw new UsageError(
		`--reason is ${reason.length} characters long; at most ${MOST_REASON} are allowed`,
	);
}

function readRegion(text: string): string {
	if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) return text;
	throw new InvalidArgumentError('Write a Region, like ap-northeast-2.');
}

function readSeconds(text: string): number {
	const seconds = Number(text);
	if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600) return seconds;
	throw new InvalidArgumentError('Write a whole number of seconds, from 1 to 3600.');
}

function readHours(text: string): number {
	const hours = Number(text);
	if (Number.isInteger(hours) && hours >= 1 && hours <= MOST_HOURS) return hours;
	throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_HOURS} (30 days).`);
}
