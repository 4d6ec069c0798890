import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { DenyScope } from '../../shared/containment/containment.ts';
import { isOurId } from '../../shared/notification/card/commands.ts';
import { inUsageWords } from '../in-usage-words.ts';
import { oneOf } from '../log-options.ts';
import { UsageError } from '../usage-error.ts';
import { CONTAIN_USAGE, misused, RELEASE_USAGE, RESUME_USAGE, STATUS_USAGE } from './usage.ts';

/** Where the table and the queues are. */
export interface Where {
	readonly config: string | null;
	/** Null: the outputs of the stack say it. */
	readonly given: {
		readonly table: string;
		readonly notify: string;
		readonly contain: string;
	} | null;
}

export interface StatusOptions extends Where {
	readonly id: string | null;
	readonly format: 'text' | 'json';
}

export interface ResumeOptions extends Where {
	readonly reason: string;
}

export interface ReleaseOptions extends ResumeOptions {
	readonly id: string;
}

export interface ContainOptions extends ResumeOptions {
	readonly whom: string;
	readonly denyScope: DenyScope | null;
	readonly hours: number | null;
	readonly account: string | null;
	readonly name: string | null;
	readonly yes: boolean;
}

const TEXT = { type: 'string' } as const;
const WHERE = { config: TEXT, table: TEXT, 'notify-queue': TEXT, 'contain-queue': TEXT } as const;
/** An end farther away than this is a matter for whoever owns the account. */
const MOST_HOURS = 30 * 24;
const MOST_REASON = 500;

/** Throws UsageError with what to write; so do the others. */
export function readStatusOptions(args: readonly string[]): StatusOptions {
	const { text, positionals, where } = parse(args, { format: TEXT }, STATUS_USAGE);
	const [id = null] = atMostOne(positionals, STATUS_USAGE);
	if (id !== null) assertId(id, STATUS_USAGE);
	return {
		...where,
		id,
		format: oneOf(['text', 'json'] as const, text('format') ?? 'text', '--format'),
	};
}

export function readReleaseOptions(args: readonly string[]): ReleaseOptions {
	const { text, positionals, where } = parse(args, { reason: TEXT }, RELEASE_USAGE);
	const [id] = atMostOne(positionals, RELEASE_USAGE);
	if (id === undefined) throw misused('the id of a case or containment is missing', RELEASE_USAGE);
	assertId(id, RELEASE_USAGE);
	return { ...where, id, reason: readReason(text('reason'), RELEASE_USAGE) };
}

export function readResumeOptions(args: readonly string[]): ResumeOptions {
	const { text, positionals, where } = parse(args, { reason: TEXT }, RESUME_USAGE);
	if (positionals.length > 0)
		throw misused('resume takes no id: there is one breaker', RESUME_USAGE);
	return { ...where, reason: readReason(text('reason'), RESUME_USAGE) };
}

export function readContainOptions(args: readonly string[]): ContainOptions {
	const yes = { type: 'boolean' } as const;
	const own = { reason: TEXT, 'deny-scope': TEXT, hours: TEXT, account: TEXT, name: TEXT, yes };
	const { text, flag, positionals, where } = parse(args, own, CONTAIN_USAGE);
	const [whom] = atMostOne(positionals, CONTAIN_USAGE);
	if (whom === undefined) throw misused('WHOM is missing', CONTAIN_USAGE);
	const denyScope = text('deny-scope');
	const account = text('account') ?? null;
	if (account !== null && !/^\d{12}$/.test(account))
		throw new UsageError(`--account ${account}: write its 12 digits`);
	return {
		...where,
		whom,
		reason: readReason(text('reason'), CONTAIN_USAGE),
		denyScope:
			denyScope === undefined
				? null
				: oneOf(['untrusted-networks', 'everything'] as const, denyScope, '--deny-scope'),
		hours: readHours(text('hours')),
		account,
		name: text('name') ?? null,
		yes: flag('yes'),
	};
}

function parse(args: readonly string[], own: ParseArgsOptionsConfig, usage: string) {
	const options: ParseArgsOptionsConfig = { ...WHERE, ...own };
	const { values, positionals } = inUsageWords(usage, () =>
		parseArgs({ args: [...args], allowPositionals: true, options }),
	);
	const text = (name: string) => {
		const value = values[name];
		return typeof value === 'string' ? value : undefined;
	};
	return {
		text,
		flag: (name: string) => values[name] === true,
		positionals,
		where: readWhere(text),
	};
}

function readWhere(text: (name: string) => string | undefined): Where {
	const [table, notify, contain] = [text('table'), text('notify-queue'), text('contain-queue')];
	const config = text('config') ?? null;
	if (table === undefined && notify === undefined && contain === undefined)
		return { config, given: null };
	if (table === undefined || notify === undefined || contain === undefined)
		throw new UsageError(
			'--table, --notify-queue and --contain-queue go together: write all three or none',
		);
	return { config, given: { table, notify, contain } };
}

function atMostOne(positionals: readonly string[], usage: string): readonly string[] {
	if (positionals.length <= 1) return positionals;
	throw misused(
		`one at a time; "${positionals.at(1)}" is one too many (quote a reason of several words)`,
		usage,
	);
}

/** Throws where a text is no id of ours, before anybody is asked. */
function assertId(id: string, usage: string): void {
	if (!isOurId(id))
		throw misused(
			`"${id}" is no id of a case or containment (hexadecimal, see eyes status)`,
			usage,
		);
}

function readReason(text: string | undefined, usage: string): string {
	const reason = text?.trim() ?? '';
	if (reason === '' || reason === '…')
		throw misused('--reason "…" is missing: say why, for whoever reads the history', usage);
	if (reason.length > MOST_REASON)
		throw new UsageError(`--reason is ${reason.length} characters long; say it in ${MOST_REASON}`);
	return reason;
}

function readHours(text: string | undefined): number | null {
	if (text === undefined) return null;
	const hours = Number(text);
	if (Number.isInteger(hours) && hours >= 1 && hours <= MOST_HOURS) return hours;
	throw new UsageError(`--hours ${text}: write a whole number from 1 to ${MOST_HOURS} (30 days)`);
}
