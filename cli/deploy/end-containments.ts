import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { nameOf, oneLine, stateText } from '../operate/containment-text.ts';
import { withNames } from '../operate/overview.ts';
import { releaseAll } from '../operate/release.ts';
import { decide, type OperateRooms } from '../operate/deps.ts';
import { tellWhoActs } from '../operate/tell-who-acts.ts';
import { UsageError } from '../usage-error.ts';
import type { DeployRooms } from './deps.ts';

/** The publisher takes seconds; what has not ended after this needs a human. */
const MOST_WAIT_MS = 10 * 60_000;
const PAUSE_MS = 5_000;

/**
 * Nobody must be denied by a text that nobody can take back. Throws a UsageError while a containment is open, unless
 * `because` says why all are released; then waits until the ledger says that no text holds any.
 */
export async function assertNobodyDenied(
	because: string | null,
	{ operate, sleep, tell }: DeployRooms,
): Promise<void> {
	const rooms = await operate();
	const open = await rooms.ledger.open();
	if (open.length === 0) return tell('containments: none is open');
	const lines = (await withNames(open, rooms)).map(({ containment, caseName }) =>
		lineOf(containment, caseName),
	);
	if (because === null) {
		throw new UsageError(
			`${open.length} not ended:\n${lines.join('\n')}\nRelease them (eyes release), or add --end-containments --reason "…"`,
		);
	}
	for (const line of lines) await tell(`to be released:${line}`);
	await tellWhoActs(rooms);
	await releaseAll(open, decide(rooms, because), rooms);
	await untilEnded(open, rooms, sleep);
	await tell(`containments: ${open.length} ended, and no text holds them`);
}

function lineOf(containment: Containment, caseName: string | null): string {
	const { id, selector } = containment;
	return `  ${nameOf(containment, caseName)}, ${selector.key} = ${oneLine(selector.value)}, ${stateText(containment)} (${id})`;
}

async function untilEnded(
	released: readonly Containment[],
	{ ledger }: OperateRooms,
	sleep: DeployRooms['sleep'],
): Promise<void> {
	for (let waited = 0; ; waited += PAUSE_MS) {
		const found = await Promise.all(released.map(({ id }) => ledger.find(id)));
		const left = found.filter((containment) => containment !== null).filter(({ state }) => state !== 'ended');
		if (left.length === 0) return;
		if (waited >= MOST_WAIT_MS) {
			const troubles = left.flatMap(({ targets }) => targets.map(({ trouble }) => trouble?.mend ?? null));
			const mends = [...new Set(troubles.filter((mend) => mend !== null))].map(
				(mend) => `\n  ${oneLine(mend, 500)}`,
			);
			throw new UsageError(
				`${left.length} still stand in a text after ${MOST_WAIT_MS / 60_000} minutes; nothing was deleted. Look with eyes status, and at the log of the function contain.${mends.join('')}`,
			);
		}
		await sleep(PAUSE_MS);
	}
}
