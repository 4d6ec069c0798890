import { CHANNELS, type Configuration } from '../../shared/configuration/configuration.ts';
import type { TargetId } from '../../shared/containment/containment.ts';
import { type DenyDocument, renderDenyDocument } from '../../shared/containment/deny-document.ts';
import { protectedIds } from '../../shared/containment/protected-principal.ts';
import { LOG_USAGE, type LogOptions, oneOf, readLogOptions, readTime } from '../log-options.ts';
import { judgeLog } from '../replay/judge-log.ts';
import { openLog } from '../replay/open-log.ts';
import { Summary } from '../replay/summary.ts';
import { say, write } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export const RENDER_USAGE = `eyes containment render PATH…   print the deny document that the logs would have produced

${LOG_USAGE}  --channel CHANNEL    ${CHANNELS.join(' or ')}; default: the configured one
  --account ID         the document of this account's policy (needed for --channel account)
  --at TIME            as it stood at this time; default: the last sign-in of the logs
`;

interface RenderOptions extends LogOptions {
	readonly channel: Configuration['containment']['channel'] | null;
	readonly account: string | null;
	readonly at: number | null;
}

const ALL_READ = 0;
const SOME_REFUSED = 3;

/** `eyes containment render`: one deny document on stdout, for review, and nothing else there. Gives the exit code. */
export async function renderContainment(args: readonly string[]): Promise<number> {
	const options = readOptions(args);
	const summary = new Summary();
	const log = await openLog(options, summary);
	const containment = {
		...log.configuration.containment,
		channel: options.channel ?? log.configuration.containment.channel,
	};
	const configuration = { ...log.configuration, containment };
	const target = targetOf(options, configuration);

	const until = options.at === null ? Number.POSITIVE_INFINITY : options.at + 1;
	const { signIns, settings } = await log.read(until, async (_, refusal) => summary.addRefusal(refusal));
	let last = 0;
	const containments = await judgeLog(
		signIns.sorted(),
		{ ...settings, configuration },
		{
			followed: ({ signIn }) => {
				last = signIn.time;
			},
			async line() {},
			async closed() {},
		},
	);
	const now = options.at ?? last;
	const active = containments.activeFor(target, now);
	const protectedPrincipals = protectedIds(containment.protectedPrincipals);
	const document = renderDenyDocument(active, {
		target,
		networks: configuration.networks,
		now,
		protectedPrincipals,
	});
	await write(`${document.text}\n`);
	tell(document, { target, people: active.length, configuration });
	return summary.refused > 0 ? SOME_REFUSED : ALL_READ;
}

function readOptions(args: readonly string[]): RenderOptions {
	const { log, own } = readLogOptions(args, ['channel', 'account', 'at'], RENDER_USAGE);
	const account = own.account ?? null;
	if (account !== null && !/^\d{12}$/.test(account))
		throw new UsageError(`--account ${account}: write its 12 digits`);
	return {
		...log,
		channel: own.channel === undefined ? null : oneOf(CHANNELS, own.channel, '--channel'),
		account,
		at: readTime(own.at, '--at'),
	};
}

function targetOf({ account }: RenderOptions, { containment }: Configuration): TargetId {
	if (account !== null) return `account:${account}`;
	if (containment.channel === 'organization') return 'organization';
	throw new UsageError('--channel account has one document for each account: add --account ID');
}

interface Told {
	readonly target: TargetId;
	readonly people: number;
	readonly configuration: Configuration;
}

function tell({ size, limit, refusals }: DenyDocument, { target, people, configuration }: Told): void {
	say(`${target}: ${people} denied, ${size} of ${limit} characters`);
	for (const refusal of refusals) say(`not in the document: ${JSON.stringify(refusal)}`);
	const { mode } = configuration.containment;
	if (people === 0 && mode !== 'contain')
		say(`the mode is ${mode}, in which nobody is denied: try --mode contain`);
}
