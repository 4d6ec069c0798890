import type { Draft } from './draft-text.ts';
import type { Trouble } from './ledger.ts';
import type { Outcome } from './ledger-target.ts';
import { failedOutcomes, refusedOutcomes } from './outcomes.ts';
import type { Publication, Retry } from './policy-publisher.ts';
import type { Published, PublishRun } from './publish-rooms.ts';

/** Why a publisher wrote nothing. `late`: somebody else has the target; `invalid`: the text is a fault of ours. */
export interface Stopped {
	readonly kind: 'late' | 'invalid';
}

const DONE: Published = { kind: 'done' };
const OVERTAKEN_MS = 5_000;
const WARN_AT = 0.7;

/** Records what came of it for everybody whom the text is about. */
export async function recordPublication(
	publication: Publication | Stopped,
	run: PublishRun,
): Promise<Published> {
	measureFullness(run, await run.draft());
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
	const { lease, rooms } = run;
	const { demand, document } = await run.draft();
	const { outcomes, later } = await run.reach();
	const refused = refusedOutcomes(document.refusals);
	const ended = demand.lifting.map(({ id }): Outcome => ({ id, state: 'ended', trouble: null }));
	const settled = await rooms.ledger.settle(lease, [...outcomes, ...refused, ...ended], rooms.now());
	if (settled === 'late') return overtaken();
	const again = later ?? (await detachIdle(run));
	return again === null ? DONE : { kind: 'later', reason: again.reason, afterMs: again.afterMs };
}

/** Who has reached his end by the clock keeps the policy until that is recorded: a later end may come first. */
async function detachIdle({ lease, rooms, draft }: PublishRun): Promise<Retry | null> {
	const { demand, document } = await draft();
	const refused = new Set(document.refusals.flatMap((refusal) => refusal.refused));
	const needed = demand.active
		.filter(({ id }) => !refused.has(id))
		.map(({ attachment }) => attachment)
		.filter((attachment) => attachment !== null);
	const detachment = await rooms.publisher.detachAllBut(needed);
	if (detachment.kind === 'failed') {
		const { reason, mend } = detachment;
		const fields = { target: lease.target, reason, mend };
		rooms.telemetry.error('the policy stays on somebody whom it need not reach', fields);
	}
	return detachment.kind === 'retry' ? detachment : null;
}

/** Nobody knows what stands there: neither that it denies those in it, nor that it no longer denies the others. */
async function fail({ lease, rooms, draft }: PublishRun, { reason, mend }: Trouble): Promise<Published> {
	const { demand, document, written } = await draft();
	const isNeeded = demand.active.length + demand.lifting.length > 0;
	const say = isNeeded ? rooms.telemetry.error : rooms.telemetry.warn;
	say('the text of a target could not be published', { target: lease.target, reason, mend });
	const unknown = failedOutcomes([...written, ...demand.lifting], { reason, mend });
	const outcomes = [...unknown, ...refusedOutcomes(document.refusals)];
	const settled = await rooms.ledger.settle(lease, outcomes, rooms.now());
	return settled === 'late' ? overtaken() : DONE;
}

async function invalidText({ lease, rooms, draft }: PublishRun): Promise<Trouble> {
	const { problems } = await draft();
	const fields = { target: lease.target, problems: problems.join('; ') };
	rooms.telemetry.error('the rendered text did not pass its check', fields);
	const mend = 'Contain by hand and report a fault of eyes-system: its text did not pass its own check.';
	return { reason: 'text-invalid', mend };
}

/** Somebody has leased the target since: what he saw is newer, but our text may be the last that was written. */
function overtaken(): Published {
	return { kind: 'later', reason: 'overtaken', afterMs: OVERTAKEN_MS };
}

function measureFullness({ lease: { target }, rooms: { telemetry } }: PublishRun, { document }: Draft): void {
	const percent = Math.round(document.fullness * 100);
	telemetry.measure('TargetFullness', percent, target === 'organization' ? 'organization' : 'account');
	if (document.fullness >= WARN_AT) {
		telemetry.warn('a target is nearly full: release what is no longer needed', { target, percent });
	}
}
