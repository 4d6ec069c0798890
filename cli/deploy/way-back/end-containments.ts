import type { Containment } from '../../../shared/containment/ledger/ledger.ts';
import { releaseAll } from '../../../shared/decision/release.ts';
import { oneLine, summaryOf } from '../../operate/containment-text.ts';
import { tellWhoActs } from '../../operate/decision-text.ts';
import type { OperateDeps } from '../../operate/deps.ts';
import { withNames } from '../../operate/overview.ts';
import { UsageError } from '../../usage-error.ts';
import type { DeployDeps } from '../deps.ts';

/**
 * The publisher needs seconds; if a containment has not ended after this time, a human must look.
 */
const MOST_WAIT_MS = 10 * 60_000;
const PAUSE_MS = 5_000;

/**
 * Nobody may stay denied by a text that nobody can change any more. Throws a UsageError while a
 * containment is open, unless `because` gives the reason to release all; then it waits until the
 * ledger says that no text denies them any more.
 */
export async function assertNobodyDenied(
	because: string | null,
	{ operate, sleep, tell }: DeployDeps,
): Promise<void> {
	const deps = await operate();
	const open = await deps.ledger.open();
	if (open.length === 0) return tell('containments: none is open');
	const lines = (await withNames(open, deps)).map(
		({ containment, caseName }) => `  ${summaryOf(containment, caseName)} (${containment.id})`,
	);
	if (because === null) {
		throw new UsageError(
			`containments that have not ended: ${open.length}\n${lines.join('\n')}\nRelease them (eyes release), or add --end-containments --reason "…"`,
		);
	}
	for (const line of lines) await tell(`to be released:${line}`);
	await tellWhoActs(deps);
	await releaseAll(open, because, deps);
	await untilEnded(open, deps, sleep);
	await tell(`containments: ${open.length} ended, and no policy denies them any more`);
}

async function untilEnded(
	released: readonly Containment[],
	{ ledger }: OperateDeps,
	sleep: DeployDeps['sleep'],
): Promise<void> {
	for (let waited = 0; ; waited += PAUSE_MS) {
		const found = await Promise.all(released.map(({ id }) => ledger.find(id)));
		const left = found
			.filter((containment) => containment !== null)
			.filter(({ state }) => state !== 'ended');
		if (left.length === 0) return;
		if (waited >= MOST_WAIT_MS) {
			const problems = left.flatMap(({ policies }) =>
				policies.map(({ problem }) => problem?.remediation ?? null),
			);
			const remediations = [...new Set(problems.filter((remediation) => remediation !== null))].map(
				(remediation) => `\n  ${oneLine(remediation, 500)}`,
			);
			throw new UsageError(
				`containments still in a policy after ${MOST_WAIT_MS / 60_000} minutes: ${left.length}; nothing was deleted. Run eyes status, and read the log of the function contain.${remediations.join('')}`,
			);
		}
		await sleep(PAUSE_MS);
	}
}
