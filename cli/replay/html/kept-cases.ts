import type { Case } from '../../../shared/case/case.ts';
import type { CasePlan } from '../../../shared/case/case-plan.ts';
import { SEVERITIES, type Severity } from '../../../shared/verdict/verdict.ts';

/** A browser still opens a page with so many cases quickly. */
const MOST_CASES = 20_000;

/** A case that is over, with who would be contained because of it. */
export interface PlannedCase {
	readonly theCase: Case;
	readonly plan: CasePlan;
	/** The key of who acts; null if the records do not tell. */
	readonly actor: string | null;
}

/** The cases of the page. When there are too many, the least severe and latest are left out. */
export class KeptCases {
	/** How many cases were left out. */
	leftOut = 0;
	readonly #most: number;
	readonly #bySeverity = new Map<Severity, PlannedCase[]>();
	#count = 0;

	constructor(most = MOST_CASES) {
		this.#most = most;
	}

	add(one: PlannedCase): void {
		const { severity } = one.theCase;
		const others = this.#bySeverity.get(severity) ?? [];
		others.push(one);
		this.#bySeverity.set(severity, others);
		if (++this.#count > this.#most) this.#leaveOneOut();
	}

	#leaveOneOut(): void {
		const least = SEVERITIES.find((one) => (this.#bySeverity.get(one) ?? []).length > 0);
		if (least !== undefined) this.#bySeverity.get(least)?.pop();
		this.#count--;
		this.leftOut++;
	}

	/** Gives the cases in the order of time. */
	inOrder(): readonly PlannedCase[] {
		const all = [...this.#bySeverity.values()].flat();
		return all.sort(
			({ theCase: a }, { theCase: b }) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1),
		);
	}
}
