import type { Outcome } from '../ledger/ledger-policy.ts';
import type { Draft } from './draft-text.ts';
import { failedOutcomes } from './outcomes.ts';
import { type Failed, failed, type Publication, type Retry } from './policy-publisher.ts';
import type { Published, PublishRun } from './publish-deps.ts';

/**
 * Why a publisher wrote nothing. `late`: another run has the lease; `invalid`: the text did not
 * pass the validation.
 */
export interface Stopped {
	readonly kind: 'late' | 'invalid';
}

const DONE: Published = { kind: 'done' };
const OVERTAKEN_MS = 5_000;
const WARN_AT = 0.7;
/** They are recorded in one item, which holds 400 KB at most. */
const MOST_OUTCOMES = 500;
const MORE_MS = 1_000;

/** Records the outcome for every containment of the policy. */
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

/**
 * After the text is published: makes it apply, records that, and detaches the policy where it is
 * not needed.
 */
async function finish(run: PublishRun): Promise<Published> {
	const { demand, refused } = await run.draft();
	const { outcomes, later } = await run.apply();
	const ended = demand.ending.map(({ id }): Outcome => ({ id, state: 'ended', problem: null }));
	const more = await settleSome(run, [...outcomes, ...ended, ...refused]);
	if (more !== null) return more;
	const detached = (await isUnsure(run, outcomes)) ? null : await detachIdle(run);
	const again = later ?? detached;
	return again === null ? DONE : { kind: 'later', reason: again.reason, afterMs: again.afterMs };
}

/**
 * True if it is not known who needs the policy: the principal of an item that cannot be read, or
 * one without an id that is not found, because it may have the policy under another name.
 */
async function isUnsure({ draft }: PublishRun, outcomes: readonly Outcome[]): Promise<boolean> {
	const { demand } = await draft();
	const missing = new Set(
		outcomes.filter(({ problem }) => problem?.reason === 'principal-missing').map(({ id }) => id),
	);
	const isNameless = demand.active.some(
		({ id, attachment }) => missing.has(id) && attachment !== null && attachment.id === undefined,
	);
	return isNameless || demand.damaged.length > 0;
}

/**
 * A principal whose time is over keeps the policy until that is recorded, because its end may still
 * be moved.
 */
async function detachIdle({ lease, deps, draft }: PublishRun): Promise<Retry | null> {
	const { demand, refused } = await draft();
	const leftOut = new Set(refused.map(({ id }) => id));
	const needed = demand.active
		.filter(({ id }) => !leftOut.has(id))
		.map(({ attachment }) => attachment)
		.filter((attachment) => attachment !== null);
	const detachment = await deps.publisher.detachAllBut(needed);
	if (detachment.kind === 'failed') {
		const { reason, remediation } = detachment;
		const fields = { policy: lease.policy, reason, remediation };
		deps.telemetry.error('policy not detached from a principal that no longer needs it', fields);
	}
	return detachment.kind === 'retry' ? detachment : null;
}

/**
 * If the text is not published, it is unknown who is denied, both of the active and of the ended
 * ones.
 */
async function fail(run: PublishRun, { reason, remediation }: Failed): Promise<Published> {
	const { lease, deps } = run;
	const { demand, refused, written } = await run.draft();
	const isNeeded = demand.active.length + demand.ending.length > 0;
	const log = isNeeded ? deps.telemetry.error : deps.telemetry.warn;
	log('policy text not published', { policy: lease.policy, reason, remediation });
	const unknown = failedOutcomes([...written, ...demand.ending], { reason, remediation });
	return (await settleSome(run, [...unknown, ...refused])) ?? DONE;
}

/** Records as many outcomes as fit, changes first. Null if no change is left. */
async function settleSome(
	{ lease, deps, draft }: PublishRun,
	outcomes: readonly Outcome[],
): Promise<Published | null> {
	const { active, ending } = (await draft()).demand;
	const states = new Map([...active, ...ending].map(({ id, state }) => [id, state] as const));
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
	deps.telemetry.error('policy text did not pass the validation', fields);
	const remediation =
		'Contain by hand and report an error of eyes-system: its text did not pass its own check.';
	return failed('text-invalid', remediation);
}

/**
 * Another run has leased the policy since. It saw newer requests, but our text may have been
 * written last.
 */
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
		telemetry.warn('policy text nearly full: release containments that are no longer needed', {
			policy,
			percent,
		});
	}
}
