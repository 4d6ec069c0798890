import type { StackQuestions } from '../operate/cloudformation-stacks.ts';
import { type StackState, standingOf } from '../operate/stack-state.ts';
import { UsageError } from '../usage-error.ts';
import type { Part } from './part.ts';

/** Gives the state of each stack of a part that exists. */
export async function statesOf(
	part: Pick<Part, 'stacks'>,
	stacks: StackQuestions,
): Promise<StackState[]> {
	const states = await Promise.all(
		part.stacks.map(({ stack, region }) => stacks.state(stack, region)),
	);
	return states.filter((state) => state !== null);
}

/** Throws a UsageError while CloudFormation is at work on a stack: only one can change it. */
export function assertNotBusy(states: readonly StackState[]): void {
	const busy = states.filter((state) => standingOf(state) === 'busy');
	if (busy.length === 0) return;
	const lines = busy.map(({ name, region, status }) => `  ${name} in ${region}: ${status}`);
	throw new UsageError(
		`CloudFormation is at work, perhaps for somebody else:\n${lines.join('\n')}\nWait until it has finished, then run this again`,
	);
}
