import type { Followed } from '../../shared/case/follow-sign-in.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import {
	type DenyDocument,
	renderDenyDocument,
} from '../../shared/containment/document/deny-document.ts';
import { countInText } from '../../shared/containment/document/read-denied.ts';
import { validateDenyDocument } from '../../shared/containment/document/validate-deny-document.ts';
import { protectedIds } from '../../shared/containment/protected-principal.ts';
import { ALL_READ, SOME_REFUSED } from '../exit-codes.ts';
import { inTextText } from '../operate/role-text.ts';
import { judgeLog } from '../replay/judge-log.ts';
import { whyNothing } from '../replay/nothing-judged.ts';
import { type OpenLog, openLog } from '../replay/open-log.ts';
import { Summary } from '../replay/summary.ts';
import { say, write } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { instantOf } from '../written-time.ts';
import type { RenderOptions } from './options.ts';

/** Runs `eyes containment render`: prints one deny document for review. Gives the exit code. */
export async function renderContainment(options: RenderOptions): Promise<number> {
	const summary = new Summary();
	const log = await openLog(options, summary);
	const { configuration } = log;
	const policy = policyOf(options, configuration);
	const { timeZone } = configuration;
	const at = options.at === null ? null : instantOf(options.at, timeZone);
	const { containments, now, nothing } = await containmentsAt(log, at, summary);

	const active = containments.activeFor(policy, now);
	const { networks, containment } = configuration;
	const document = {
		policy,
		networks,
		now,
		protectedPrincipals: protectedIds(containment.protectedPrincipals),
	};
	const rendered = renderDenyDocument(active, document);
	await write(`${rendered.text}\n`);
	tell(rendered, { policy, configuration });
	for (const problem of validateDenyDocument(rendered.text, document))
		say(`the document is not valid and would not be published: ${problem}`);
	return summary.refused > 0 || nothing?.isError ? SOME_REFUSED : ALL_READ;
}

/** Gives who would be contained at a time, by default that of the log's last sign-in. */
async function containmentsAt(log: OpenLog, at: number | null, summary: Summary) {
	const until = at === null ? Number.POSITIVE_INFINITY : at + 1;
	const { signIns, ...judging } = await log.read(until, async () => {});
	const nothing = whyNothing(log.files, summary);
	if (nothing !== null) say(nothing.why);
	let last = 0;
	const sink = {
		followed: ({ signIn }: Followed) => {
			last = signIn.time;
		},
		async line() {},
		async closed() {},
		async summarised() {},
	};
	const containments = await judgeLog(signIns.sorted(), judging, sink);
	return { containments, now: at ?? last, nothing };
}

function policyOf({ account }: RenderOptions, { containment }: Configuration): PolicyId {
	if (account !== null) return `iam:${account}`;
	if (containment.policyType === 'scp') return 'scp';
	throw new UsageError(
		'the policy type iam has one document for each account: add --account ID. In an organization: ' +
			'--policy-type scp',
	);
}

interface Told {
	readonly policy: PolicyId;
	readonly configuration: Configuration;
}

/** Counts what is in the text itself, not what was asked for. */
function tell(
	{ text, size, limit, refusals }: DenyDocument,
	{ policy, configuration }: Told,
): void {
	const inText = countInText(text);
	say(`${policy}: ${inTextText(inText)}, ${size} of ${limit} characters`);
	const refused = refusals.flatMap((refusal) => refusal.refused).length;
	if (refused > 0) say(`not in the document: ${refused} containments`);
	for (const refusal of refusals) say(`  ${JSON.stringify(refusal)}`);
	const { mode } = configuration.containment;
	if (inText.statements === 0 && mode !== 'contain')
		say(`the mode is ${mode}, in which nobody is denied: try --mode contain`);
}
