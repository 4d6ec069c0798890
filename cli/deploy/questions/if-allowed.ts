import { isDenied } from '../../operate/aws-words.ts';
import type { Asking, Question } from './question.ts';

/** What stays unknown if the calls of a question are denied, and the command that finds it out. */
export interface Unchecked {
	readonly what: string;
	readonly command: string;
}

/**
 * Makes a question that only warns if these credentials may not make its calls: deploying needs
 * other rights than asking.
 */
export function ifAllowed(question: Question, unchecked: (asking: Asking) => Unchecked): Question {
	return async (asking) => {
		try {
			return await question(asking);
		} catch (error) {
			if (!isDenied(error)) throw error;
			const { what, command } = unchecked(asking);
			const warning = `warning: not checked, because your credentials may not: ${what}. Find it out with\n  ${command}`;
			return { told: [warning], problems: [] };
		}
	};
}
