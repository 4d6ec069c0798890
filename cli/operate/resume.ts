import type { BreakerOpening } from '../../shared/containment/ledger/ledger-breaker.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { ALL_READ } from '../exit-codes.ts';
import { nameOf } from './containment-text.ts';
import { decide, type OperateDeps } from './deps.ts';
import type { ResumeOptions } from './options.ts';
import { withNames } from './overview.ts';
import { breakerLines } from './status.ts';
import { tellWhoActs } from './tell-who-acts.ts';

/**
 * `eyes resume`: closes the breaker. What it held stays held, because it was asked of a human: each is listed with both
 * commands. Gives the exit code.
 */
export async function resume({ reason }: ResumeOptions, deps: OperateDeps): Promise<number> {
	const { ledger, configuration, tell } = deps;
	const before = await ledger.breaker();
	for (const line of breakerLines(before, configuration.timeZone)) await tell(line);
	if (isOpen(before)) {
		await tellWhoActs(deps);
		const after = await ledger.resumeBreaker(decide(deps, reason));
		await tell(
			isOpen(after)
				? 'It has opened once more since: look with eyes status, then decide again.'
				: 'The breaker is closed: rules contain again, and people are counted anew.',
		);
	} else await tell('There is nothing to resume.');
	await tellHeld(deps);
	return ALL_READ;
}

function isOpen(breaker: BreakerOpening | null): boolean {
	return breaker !== null && breaker.resumed === null;
}

async function tellHeld(deps: OperateDeps): Promise<void> {
	const open = await deps.ledger.open();
	const held = open.filter(({ policies }) => policies.some(({ state }) => state === 'held'));
	if (held.length === 0) return deps.tell('Nothing is held.');
	await deps.tell(`${held.length} held, each of which waits for you:`);
	for (const { containment, caseName } of await withNames(held, deps)) {
		const { id, selector } = containment;
		await deps.tell('');
		await deps.tell(`${nameOf(containment, caseName)}: ${selector.key} = ${selector.value}`);
		await deps.tell(`  deny:     ${commandLine(`contain ${id} --reason "…"`)}`);
		await deps.tell(`  let go:   ${commandLine(`release ${id} --reason "…"`)}`);
	}
}
