import { freeOccasion } from '../../shared/case/containments-of-case.ts';
import { isReleasable } from '../../shared/containment/ledger/containment-state.ts';
import type { Containment, Decision } from '../../shared/containment/ledger/ledger.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { ALL_READ } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';
import { type AskedRequest, askedRequests } from './asked-requests.ts';
import { oneLine, stateText } from './containment-text.ts';
import { decide, type OperateDeps } from './deps.ts';
import { hintAt, policiesToPublish } from './hint-at.ts';
import type { ContainOptions } from './options.ts';
import { assertMayBeDenied, doubts } from './protection.ts';
import { tellWhoActs } from './tell-who-acts.ts';

/**
 * `eyes contain`: a human denies somebody: lets happen what waits, or requests it. The breaker and the mode do not stop a
 * human. Run again it finds what it has done. Gives the exit code.
 */
export async function contain(options: ContainOptions, deps: OperateDeps): Promise<number> {
	const asked = await askedRequests(options, deps);
	for (const { request, ...denied } of asked)
		assertMayBeDenied({ ...denied, selector: request.selector }, deps);
	if (!options.yes) assertNoDoubt(asked, deps);
	for (const one of asked) await deps.tell(`to be denied: ${summaryOf(one, deps)}`);
	await tellWhoActs(deps);

	const decision = decide(deps, options.reason);
	const done: Containment[] = [];
	for (const one of asked) done.push(...(await carryOut(one, decision, deps)));
	const caseIds = new Set(asked.map(({ caseId }) => caseId).filter((id) => id !== null));
	for (const id of caseIds) await deps.cases.answer(id, { by: deps.caller.arn, at: decision.at });
	await hintAt(done, deps);
	await tellWhatFollows(done, deps);
	return ALL_READ;
}

function assertNoDoubt(asked: readonly AskedRequest[], deps: OperateDeps): void {
	const found = asked.flatMap(({ request, names, isNamed }) =>
		doubts({ selector: request.selector, names, isNamed }, request.denyScope, deps),
	);
	if (found.length > 0) throw new UsageError(`${found.join('; ')}. If that is meant, add --yes`);
}

/** What there is already is let happen and lasts as long as was asked for; else it is requested. */
async function carryOut(
	asked: AskedRequest,
	decision: Decision,
	deps: OperateDeps,
): Promise<readonly Containment[]> {
	const existing = await standing(asked, deps.ledger);
	if (existing.length === 0) return [await requestIt(asked, decision, deps)];
	const done: Containment[] = [];
	for (const before of existing) done.push(await letHappen(before, { asked, decision }, deps));
	return done;
}

async function requestIt(
	{ request, caseId }: AskedRequest,
	{ by, at, why }: Decision,
	{ ledger, tell }: OperateDeps,
): Promise<Containment> {
	const occasion =
		caseId === null
			? `hand-${new Date(at).toISOString()}`
			: await freeOccasion(request, caseId, ledger);
	const requested = await ledger.request({
		request,
		occasion,
		caseId,
		state: 'requested',
		by,
		note: why,
		at,
	});
	await tell(`requested: containment ${requested.id}`);
	return requested;
}

async function letHappen(
	before: Containment,
	{ asked, decision }: { readonly asked: AskedRequest; readonly decision: Decision },
	{ ledger, tell }: OperateDeps,
): Promise<Containment> {
	const { id } = before;
	const { by, at } = decision;
	const approved = (await ledger.approve(id, decision)) ?? before;
	const after = (await ledger.extend(id, { until: asked.request.until, by, at })) ?? approved;
	const what = [
		approved.steps > before.steps ? 'approved' : null,
		after.steps > approved.steps ? 'extended' : null,
	].filter((word) => word !== null);
	await tell(
		`${what.length === 0 ? 'as it was' : what.join(', ')}: containment ${id}, ${stateText(after)}`,
	);
	return after;
}

/** Containments of the very same principal and reach that have not ended, whatever they were requested for. */
async function standing(
	{ request, known }: AskedRequest,
	ledger: OperateDeps['ledger'],
): Promise<readonly Containment[]> {
	const all = new Map([...(await ledger.open()), ...known].map((one) => [one.id, one]));
	const { selector, denyScope } = request;
	return [...all.values()].filter(
		(one) =>
			one.selector.key === selector.key &&
			one.selector.value === selector.value &&
			one.denyScope === denyScope &&
			isReleasable(one),
	);
}

function summaryOf(
	{ request, caseName, caseId }: AskedRequest,
	{ configuration }: OperateDeps,
): string {
	const { person, selector, denyScope, policies, until } = request;
	const far = denyScope === 'untrusted-networks' ? 'from untrusted networks only' : 'everything';
	const which = caseId === null ? '' : ` (case ${caseId})`;
	const where = policies.map(({ policy }) => policy).join(' and ');
	return `${oneLine(caseName ?? person)}${which}, ${selector.key} = ${oneLine(selector.value)}, ${far}, until ${dateTime(until, configuration.timeZone)}, by ${where}`;
}

async function tellWhatFollows(done: readonly Containment[], { tell }: OperateDeps): Promise<void> {
	const policies = policiesToPublish(done);
	if (policies.length > 0)
		await tell(
			`The text of ${policies.join(', ')} is published now; nobody is known to be denied before it is "effective", and AWS takes up to a few minutes more.`,
		);
	for (const { id } of done) await tell(`Look how it stands: ${commandLine(`status ${id}`)}`);
	for (const { id } of done)
		await tell(`Take it back:       ${commandLine(`release ${id} --reason "…"`)}`);
}
