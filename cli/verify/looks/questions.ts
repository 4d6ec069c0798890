import { partOf } from '../../deploy/part.ts';
import type { Question } from '../../deploy/questions/question.ts';
import { type Check, differs, doubt, type Finding, notChecked, ok } from '../look.ts';
import type { Place } from '../place.ts';

const DOUBT = 'warning: ';
const WHERE_DEPLOYED: readonly Place[] = ['single-account', 'management', 'hub'];

/**
 * Asks what `eyes deploy` asks before it changes anything. What would stop it differs; its doubts
 * are for a person.
 */
export function checkQuestion(
	question: Question,
	byHand: string,
	places: readonly Place[] = WHERE_DEPLOYED,
): Check {
	return {
		places,
		byHand,
		ask: async ({ configuration, caller, deploy }) => {
			const part = partOf(configuration, caller.account, deploy.organizationsRegion);
			const options = { delegationByHand: false, bus: null };
			const { told, problems } = await question({ part, options, deps: deploy });
			return [
				...told.map((line) => (line.startsWith(DOUBT) ? doubtOf(line, byHand) : ok(line))),
				...problems.map((problem) => differs(...split(problem, byHand))),
			];
		},
	};
}

/** The questions warn of what they could not ask, too. */
function doubtOf(warning: string, byHand: string): Finding {
	const [says, ...help] = split(warning.slice(DOUBT.length), byHand);
	if (!says.includes('not checked')) return doubt(says, ...help);
	return notChecked(says.replace(/^not checked, /, ''), ...help);
}

/** The first line of a problem says what is wrong, the others what helps. */
function split(problem: string, byHand: string): [says: string, ...help: string[]] {
	const [says = '', ...rest] = problem.split('\n').map((line) => line.trim());
	return rest.length === 0 ? [says, byHand] : [says, ...rest];
}
