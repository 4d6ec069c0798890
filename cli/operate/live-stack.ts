import type { Caller } from '../../shared/decision/decision-deps.ts';
import { HUB_STACK } from '../../shared/runtime/names.ts';
import { UsageError } from '../usage-error.ts';
import type { Failure, StackQuestions } from './cloudformation-stacks.ts';
import { oneLine } from './containment-text.ts';
import { isNew, type StackState, standingOf, stateLine } from './stack-state.ts';

interface Place {
	readonly caller: Caller;
	readonly region: string;
}

/**
 * Throws a UsageError that says why there is no live table, if the stack is missing or no deployment
 * of it has completed. Gives a warning if the stack is in a state that a human must repair, although
 * its table can be read; null if all is well.
 */
export async function checkLiveStack(
	state: StackState | null,
	{ caller: { account }, region }: Place,
	stacks: Pick<StackQuestions, 'failures'>,
): Promise<string | null> {
	if (state === null)
		throw new UsageError(
			`account ${account} has no stack ${HUB_STACK} in ${region}. Deploy first (npm run deploy), or use credentials of the ` +
				"stack's account; the Region is deployment.region in eyes.config.ts",
		);
	const standing = standingOf(state);
	if (standing === 'there') return null;
	const lines = (await stateLines(state, stacks)).join('\n');
	if (isNew(state.status))
		throw new UsageError(
			standing === 'busy'
				? `${lines}\nIt is being deployed for the first time: wait, then run this again`
				: `${lines}\nDeploy it again with npm run deploy, or remove it with npm run destroy`,
		);
	return standing === 'busy' ? null : lines;
}

/** Says in which state a stack is, and, if something failed, what and why in the words of AWS. */
export async function stateLines(
	state: StackState,
	stacks: Pick<StackQuestions, 'failures'>,
): Promise<string[]> {
	const isFailed = standingOf(state) !== 'busy' && state.status !== 'REVIEW_IN_PROGRESS';
	const said = state.reason === null ? [] : [`  ${ofAws(state.reason)}`];
	const failures = isFailed ? await failureLines(state, stacks) : [];
	return [stateLine(state), ...(failures.length > 0 ? failures : said)];
}

async function failureLines(
	{ id, region }: StackState,
	stacks: Pick<StackQuestions, 'failures'>,
): Promise<string[]> {
	const failures = await stacks.failures(id, region);
	if (failures === 'denied') return [EVENTS_DENIED];
	return failures.map(failureLine);
}

/** Says in one line what failed and why. */
export function failureLine({ id, type, reason }: Failure): string {
	return `  ${id} (${type}): ${ofAws(reason)}`;
}

function ofAws(text: string): string {
	return oneLine(text.replaceAll(/\s+/g, ' '), 500);
}

/** The way to the reason for credentials that may not read it. */
export const EVENTS_DENIED =
	'  these credentials may not read why (cloudformation:DescribeStackEvents): see the events of the stack in the console';
