import { carryOutResume, heldContainments, prepareResume } from '../../shared/decision/resume.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { ALL_READ } from '../exit-codes.ts';
import { nameOf } from './containment-text.ts';
import { tellWhoActs } from './decision-text.ts';
import type { OperateDeps } from './deps.ts';
import type { ResumeOptions } from './options.ts';
import { withNames } from './overview.ts';
import { breakerLines } from './status.ts';

/**
 * `eyes resume`: closes the circuit breaker, and lists each containment that it held with both
 * commands. Gives the exit code.
 */
export async function resume({ reason }: ResumeOptions, deps: OperateDeps): Promise<number> {
	const { settings, tell } = deps;
	const { kind, opening } = await prepareResume(deps);
	for (const line of breakerLines(opening, settings.configuration.timeZone)) await tell(line);
	if (kind === 'prepared') {
		await tellWhoActs(deps);
		const { isOpenAgain } = await carryOutResume(reason, deps);
		await tell(
			isOpenAgain
				? 'It has opened once more since: look with eyes status, then decide again.'
				: 'The breaker is closed: rules contain again, and people are counted anew.',
		);
	} else await tell('There is nothing to resume.');
	await tellHeld(deps);
	return ALL_READ;
}

async function tellHeld(deps: OperateDeps): Promise<void> {
	const held = await heldContainments(deps);
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
