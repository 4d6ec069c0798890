import type { Outcome } from '../ledger/ledger-policy.ts';
import type { Draft } from './draft-text.ts';
import { failedOutcomes, refusedOutcomes } from './outcomes.ts';
import { type Failed, failed, type Publication, type Retry } from './policy-publisher.ts';
import type { Published, PublishRun } from './publish-deps.ts';

/** Why a publisher wrote nothing. `late`: somebody else has the policy; `invalid`: the text is a fault of ours. */
export interface Stopped {
	readonly kind: 'late' | 'invalid';
}

const DONE: Published = { kind: 'done' };
const OVERTAKEN_MS = 5_000;
const WARN_AT = 0.7;
/** They are recorded in one item, which holds 400 KB. */
const MOST_OUTCOMES = 500;
const MORE_MS = 1_000;

/** Records what came of it for everybody whom the text is about. */
export async function recordPublication(
	publication: Publication | Stopped,
	run: PublishRun,
): Promise<Published> {
	const draft = await run.draft();
	measureFullness(run, draft);
	tellDamage(run, draft);
	switch (publication.kind) {
		case 'published':
		case 'unchanged':
			return finish(run);
		case 'retry':
			return { kind: 'later', reason: publication.reason, afterMs: publication.afterMs };
		case 'late':
			return overtaken();
		case 'failed':
			return fail(run, publication);
		case 'invalid':
			return fail(run, await invalidText(run));
	}
}

/** The text stands: sees that it reaches people, records that, and lets go of those whom nothing needs any more. */
async function finish(run: PublishRun): Promise<Published> {
	const { demand, document } = await run.draft();
	const { outcomes, later } = await run.apply();
	const refused = refusedOutcomes(document.refusals);
	const ended = demand.lifting.map(({ id }): Outcome => ({ id, state: 'ended', trouble: null }));
	const more = await settleSome(run, [...outcomes, ...ended, ...refused]);
	if (more !== null) return more;
	// Who was given another name is found under none: the policy that is on somebody unknown may be on him.
	const isMissing = outcomes.some(({ trouble }) => trouble?.reason === 'principal-missing');
	// To whom the policy of a damaged item is attached is not known either.
	const isUnsure = isMissing || demand.damaged.length > 0;
	const again = later ?? (isUnsure ? null : await detachIdle(run));
	return again === null ? DONE : { kind: 'later', reason: again.reason, afterMs: again.afterMs };
}

/** Who has reached his end by the clock keeps the policy until that is recorded: a later end may come first. */
async function detachIdle({ lease, deps, draft }: PublishRun): Promise<Retry | null> {
	const { demand, document } = await draft();
	const refused = new Set(document.refusals.flatMap((refusal) => refusal.refused));
	const needed = demand.active
		.filter(({ id }) => !refused.has(id))
		.map(({ attachment }) => attachment)
		.filter((attachment) => attachment !== null);
	const detachment = await deps.publisher.detachAllBut(needed);
	if (detachment.kind === 'failed') {
		const { reason, remediation } = detachment;
		const fields = { policy: lease.policy, reason, remediation };
		deps.telemetry.error('the policy stays on somebody who no longer needs it', fields);
	}
	return detachment.kind === 'retry' ? detachment : null;
}

/** Nobody knows what stands there: neither that it denies those in it, nor that it no longer denies the others. */
async function fail(run: PublishRun, { reason, remediation }: Failed): Promise<Published> {
	const { lease, deps } = run;
	const { demand, document, written } = await run.draft();
	const isNeeded = demand.active.length + demand.lifting.length > 0;
	const say = isNeeded ? deps.telemetry.error : deps.telemetry.warn;
	say('the text of a policy could not be published', { policy: lease.policy, reason, remediation });
	const unknown = failedOutcomes([...written, ...demand.lifting], { reason, remediation });
	return (await settleSome(run, [...unknown, ...refusedOutcomes(document.refusals)])) ?? DONE;
}

/** Records as much as fits, what is news first. Null where that is all of it, or all the rest stands so already. */
async function settleSome(
	{ lease, deps, draft }: PublishRun,
	outcomes: readonly Outcome[],
): Promise<Published | null> {
	const { active, lifting } = (await draft()).demand;
	const states = new Map([...active, ...lifting].map(({ id, state }) => [id, state] as const));
	const isNews = ({ id, state }: Outcome) => states.get(id) !== state;
	const news = outcomes.filter(isNews);
	const all = [...news, ...outcomes.filter((outcome) => !isNews(outcome))];
	const settled = await deps.ledger.settle(lease, all.slice(0, MOST_OUTCOMES), deps.now());
	if (settled === 'late') return overtaken();
	return news.length > MOST_OUTCOMES ? { kind: 'later', reason: 'more', afterMs: MORE_MS } : null;
}

async function invalidText({ lease, deps, draft }: PublishRun): Promise<Failed> {
	const { problems } = await draft();
	const fields = { policy: lease.policy, problems: problems.join('; ') };
	deps.telemetry.error('the rendered text did not pass its check', fields);
	const remediation =
		'Contain by hand and report a fault of eyes-system: its text did not pass its own check.';
	return failed('text-invalid', remediation);
}

/** Somebody has leased the policy since: what he saw is newer, but our text may be the last that was written. */
function overtaken(): Published {
	return { kind: 'later', reason: 'overtaken', afterMs: OVERTAKEN_MS };
}

/** A human must restore the item. Until then the text in force stays in force for its principal. */
function tellDamage(
	{ lease: { policy }, deps: { telemetry } }: PublishRun,
	{ demand }: Draft,
): void {
	for (const item of demand.damaged) {
		telemetry.error("item cannot be read: restore it from the table's backup", {
			policy,
			item,
		});
		telemetry.count('Containment', 'failed');
	}
}

function measureFullness(
	{ lease: { policy }, deps: { telemetry } }: PublishRun,
	{ document }: Draft,
): void {
	const percent = Math.round(document.fullness * 100);
	telemetry.measure('PolicyFullness', percent, policy === 'scp' ? 'scp' : 'iam');
	if (document.fullness >= WARN_AT) {
		telemetry.warn('a policy is nearly full: release what is no longer needed', {
			policy,
			percent,
		});
	}
}
