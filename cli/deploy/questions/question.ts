import { UsageError } from '../../usage-error.ts';
import type { DeployDeps } from '../deps.ts';
import type { DeployOptions } from '../options.ts';
import type { Part } from '../part.ts';

export interface Asking {
	readonly part: Part;
	readonly options: Pick<DeployOptions, 'delegationByHand' | 'bus'>;
	readonly deps: DeployDeps;
}

export interface Answer {
	/** What was found out, one line each. A doubt that stops nothing begins with `warning: `. */
	readonly told: readonly string[];
	/**
	 * What must be done before anything is deployed: what is wrong, where, and the command that helps.
	 * Lines after the first are indented.
	 */
	readonly problems: readonly string[];
}

/** One thing to find out before anything is changed. It only reads. */
export type Question = (asking: Asking) => Promise<Answer>;

export const NOTHING_TO_ASK: Answer = { told: [], problems: [] };

/**
 * Asks all questions at once and tells the answers in order. Throws a UsageError that lists every
 * problem, so that nobody has to deploy as often as there are problems. A question that failed is
 * thrown only if no problem is known: where a Region does not exist, every call to it fails, and
 * that says less than the problem.
 */
export async function askAll(questions: readonly Question[], asking: Asking): Promise<void> {
	const asked = await Promise.allSettled(questions.map((question) => question(asking)));
	const answers = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	for (const line of answers.flatMap(({ told }) => told)) await asking.deps.tell(line);
	const problems = answers.flatMap((answer) => answer.problems);
	if (problems.length > 0)
		throw new UsageError(`nothing was deployed. First:\n\n${problems.join('\n\n')}`);
	const failed = asked.find((one) => one.status === 'rejected');
	if (failed !== undefined) throw failed.reason;
}
