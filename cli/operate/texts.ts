import type { PolicyId } from '../../shared/containment/containment.ts';
import { knownPolicies } from '../../shared/containment/known-policies.ts';
import type { TextPublication } from '../../shared/containment/ledger/ledger-policy.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { say } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { OperateDeps } from './deps.ts';

/** A text that was published, or was about to be. */
interface PublishedText extends TextPublication {
	/** Characters of the text, and of the one that it replaced; null where it was not kept. */
	readonly size: number | null;
	readonly sizeBefore: number | null;
}

interface PolicyTexts {
	readonly policy: PolicyId;
	/** Newest first. */
	readonly texts: readonly PublishedText[];
	/** How many are not listed. */
	readonly older: number;
}

/** Of each policy, where no single one is asked for. */
const MOST_LISTED = 20;
/** Enough to tell all texts of a policy apart. */
const SHORT_HASH = 12;
const HASH = 64;

/** `eyes status --texts`: what was published when, of one policy or of all that are known. */
export async function publishedTexts(
	policy: PolicyId | null,
	deps: OperateDeps,
): Promise<{ data: readonly PolicyTexts[]; lines: readonly string[] }> {
	const most = policy === null ? MOST_LISTED : Number.POSITIVE_INFINITY;
	const policies = policy === null ? await policiesInUse(deps) : [policy];
	const data = await Promise.all(policies.map((each) => textsOf(each, most, deps)));
	const { timeZone } = deps.settings.configuration;
	return { data, lines: data.flatMap((texts) => textLines(texts, timeZone)) };
}

/** `eyes status --texts latest`, or the start of a hash: one whole text, as it was written. */
export async function publishedText(which: string, deps: OperateDeps): Promise<string> {
	const hash = await hashOf(which, deps);
	const text = await deps.ledger.textOf(hash);
	if (text === null) throw new UsageError(`the text ${hash} was not kept`);
	return text;
}

async function hashOf(which: string, deps: OperateDeps): Promise<string> {
	if (which.length === HASH) return which;
	const published = await allPublications(deps);
	if (which === 'latest') return latestOf(published, deps);
	const known = new Set(published.flatMap(({ before, after }) => [after, before]));
	const [hash, ...others] = [...known].filter((one) => one.startsWith(which));
	if (hash === undefined)
		throw new UsageError(
			`no published text has a hash that begins with ${which}; eyes status --texts lists them`,
		);
	if (others.length > 0)
		throw new UsageError(`several texts begin with ${which}: ${[hash, ...others].join(', ')}`);
	return hash;
}

/** Says on stderr which one it is, because there may be several policies. */
function latestOf(
	[latest]: Awaited<ReturnType<typeof allPublications>>,
	{ settings }: OperateDeps,
): string {
	if (latest === undefined) throw new UsageError('no text was published yet');
	const { policy, generation, at, after } = latest;
	const when = dateTime(at, settings.configuration.timeZone);
	say(`${policy}, generation ${generation}, ${when}: ${after}`);
	return after;
}

/** Newest first. */
async function allPublications(deps: OperateDeps) {
	const policies = await policiesInUse(deps);
	const published = await Promise.all(
		policies.map(async (policy) =>
			(await deps.ledger.publications(policy)).map((one) => ({ ...one, policy })),
		),
	);
	return published.flat().toSorted((one, other) => other.at - one.at);
}

async function policiesInUse({ settings, ledger, caller }: OperateDeps): Promise<PolicyId[]> {
	const known = knownPolicies(settings.configuration, settings.hubAccount ?? caller.account);
	return [...new Set([...known, ...policiesOf(await ledger.open())])].toSorted();
}

async function textsOf(
	policy: PolicyId,
	most: number,
	{ ledger }: OperateDeps,
): Promise<PolicyTexts> {
	const published = (await ledger.publications(policy)).toReversed();
	const listed = published.slice(0, most);
	const hashes = new Set(listed.flatMap(({ before, after }) => [before, after]));
	const sizes = new Map(
		await Promise.all(
			[...hashes].map(async (hash) => [hash, (await ledger.textOf(hash))?.length ?? null] as const),
		),
	);
	const texts = listed.map((one) => ({
		...one,
		size: sizes.get(one.after) ?? null,
		sizeBefore: sizes.get(one.before) ?? null,
	}));
	return { policy, texts, older: published.length - listed.length };
}

function textLines({ policy, texts, older }: PolicyTexts, timeZone: string): string[] {
	if (texts.length === 0) return [`${policy}: no text was published yet`];
	return [
		`${policy}, newest first:`,
		...texts.map((text) => `  ${textLine(text, timeZone)}`),
		...(older > 0 ? [`  and ${older} older: eyes status --texts ${policy}`] : []),
	];
}

function textLine(
	{ at, generation, result, after, size, before, sizeBefore }: PublishedText,
	timeZone: string,
): string {
	const text = (hash: string, length: number | null) =>
		`${hash.slice(0, SHORT_HASH)} (${length === null ? 'not kept' : `${length} characters`})`;
	const when = `${dateTime(at, timeZone)}  generation ${generation}, ${result}`;
	return `${when}: ${text(after, size)} in place of ${text(before, sizeBefore)}`;
}
