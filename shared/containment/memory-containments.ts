import type { PolicyId } from './containment.ts';
import type { Containment, ContainmentLedger, SubmittedRequest } from './ledger/ledger.ts';
import { applyRequest, containmentId } from './ledger/ledger-requests.ts';
import { standingOf } from './ledger/ledger-states.ts';

/**
 * Keeps the containments that a log would have requested in the memory of this process. Replay uses
 * it, because replay publishes nothing. A request goes through the same steps as in the table.
 */
export class MemoryContainments implements Pick<ContainmentLedger, 'request'> {
	readonly #byId = new Map<string, Containment>();

	async request(submitted: SubmittedRequest): Promise<Containment> {
		const id = containmentId(submitted);
		const earlier = this.#byId.get(id) ?? null;
		const containment = applyRequest(earlier, submitted)?.containment ?? earlier;
		if (containment === null) throw new Error(`the request ${id} left no containment`);
		this.#byId.set(id, containment);
		return containment;
	}

	/** Gives the containments that a policy's deny document holds at a time. */
	activeFor(policy: PolicyId, at: number): Containment[] {
		return [...this.#byId.values()].filter(
			({ policies, until }) =>
				until > at &&
				policies.some((one) => one.policy === policy && standingOf(one.state, false) === 'active'),
		);
	}

	/**
	 * Drops the containments that have ended by this time, so that a long log does not fill memory.
	 */
	forgetBefore(time: number): void {
		for (const [id, { until }] of this.#byId) if (until <= time) this.#byId.delete(id);
	}
}
