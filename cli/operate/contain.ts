import { freeOccasion } from '../../shared/case/containments-of-case.ts';
import type { Containment, Decision } from '../../shared/containment/ledger/ledger.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { isReleasable } from '../../shared/notification/card/standing.ts';
import { ALL_READ } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';
import { type AskedWish, askedWishes } from './asked-requests.ts';
import { oneLine, stateText } from './containment-text.ts';
import { hintAt, targetsToPublish } from './hint-at.ts';
import type { ContainOptions } from './options.ts';
import { assertMayBeDenied, doubts } from './protection.ts';
import { decide, type OperateRooms } from './deps.ts';
import { tellWhoActs } from './tell-who-acts.ts';

/**
 * `eyes contain`: a human denies somebody: lets happen what waits, or wishes it. The brake and the mode do not stop a
 * human. Run again it finds what it has done. Gives the exit code.
 */
export async function contain(options: ContainOptions, rooms: OperateRooms): Promise<number> {
	const asked = await askedWishes(options, rooms);
	for (const { wish, ...denied } of asked) assertMayBeDenied({ ...denied, selector: wish.selector }, rooms);
	if (!options.yes) assertNoDoubt(asked, rooms);
	for (const one of asked) await rooms.tell(`to be denied: ${summaryOf(one, rooms)}`);
	await tellWhoActs(rooms);

	const decision = decide(rooms, options.reason);
	const done: Containment[] = [];
	for (const one of asked) done.push(...(await carryOut(one, decision, rooms)));
	const caseIds = new Set(asked.map(({ caseId }) => caseId).filter((id) => id !== null));
	for (const id of caseIds) await rooms.cases.answer(id, { by: rooms.caller.arn, at: decision.at });
	await hintAt(done, rooms);
	await tellWhatFollows(done, rooms);
	return ALL_READ;
}

function assertNoDoubt(asked: readonly AskedWish[], rooms: OperateRooms): void {
	const found = asked.flatMap(({ wish, names, isNamed }) =>
		doubts({ selector: wish.selector, names, isNamed }, wish.reach, rooms),
	);
	if (found.length > 0) throw new UsageError(`${found.join('; ')}. If that is meant, add --yes`);
}

/** What there is already is let happen and lasts as long as was asked for; else it is wished. */
async function carryOut(
	asked: AskedWish,
	decision: Decision,
	rooms: OperateRooms,
): Promise<readonly Containment[]> {
	const existing = await standing(asked, rooms.ledger);
	if (existing.length === 0) return [await wishIt(asked, decision, rooms)];
	const done: Containment[] = [];
	for (const before of existing) done.push(await letHappen(before, { asked, decision }, rooms));
	return done;
}

async function wishIt(
	{ wish, caseId }: AskedWish,
	{ by, at, why }: Decision,
	{ ledger, tell }: OperateRooms,
): Promise<Containment> {
	const occasion =
		caseId === null ? `hand-${new Date(at).toISOString()}` : await freeOccasion(wish, caseId, ledger);
	const wished = await ledger.wish({ wish, occasion, caseId, state: 'wished', by, note: why, at });
	await tell(`wished: containment ${wished.id}`);
	return wished;
}

async function letHappen(
	before: Containment,
	{ asked, decision }: { readonly asked: AskedWish; readonly decision: Decision },
	{ ledger, tell }: OperateRooms,
): Promise<Containment> {
	const { id } = before;
	const { by, at } = decision;
	const approved = (await ledger.approve(id, decision)) ?? before;
	const after = (await ledger.extend(id, { until: asked.wish.until, by, at })) ?? approved;
	const what = [
		approved.steps > before.steps ? 'approved' : null,
		after.steps > approved.steps ? 'extended' : null,
	].filter((word) => word !== null);
	await tell(`${what.length === 0 ? 'as it was' : what.join(', ')}: containment ${id}, ${stateText(after)}`);
	return after;
}

/** Containments of the very same principal and reach that have not ended, whatever they were wished for. */
async function standing(
	{ wish, known }: AskedWish,
	ledger: OperateRooms['ledger'],
): Promise<readonly Containment[]> {
	const all = new Map([...(await ledger.open()), ...known].map((one) => [one.id, one]));
	return [...all.values()].filter(({ selector, reach, ...rest }) => {
		const isSame = selector.key === wish.selector.key && selector.value === wish.selector.value;
		return isSame && reach === wish.reach && isReleasable({ selector, reach, ...rest });
	});
}

function summaryOf({ wish, caseName, caseId }: AskedWish, { configuration }: OperateRooms): string {
	const { person, selector, reach, targets, until } = wish;
	const far = reach === 'outside' ? 'from outside only' : 'everything';
	const which = caseId === null ? '' : ` (case ${caseId})`;
	const where = targets.map(({ target }) => target).join(' and ');
	return `${oneLine(caseName ?? person)}${which}, ${selector.key} = ${oneLine(selector.value)}, ${far}, until ${dateTime(until, configuration.timeZone)}, by ${where}`;
}

async function tellWhatFollows(done: readonly Containment[], { tell }: OperateRooms): Promise<void> {
	const targets = targetsToPublish(done);
	if (targets.length > 0)
		await tell(
			`The text of ${targets.join(', ')} is published now; nobody is known to be denied before it is "effective", and AWS takes up to a few minutes more.`,
		);
	for (const { id } of done) await tell(`Look how it stands: ${commandLine(`status ${id}`)}`);
	for (const { id } of done) await tell(`Take it back:       ${commandLine(`release ${id} --reason "…"`)}`);
}
