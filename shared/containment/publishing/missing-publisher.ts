import { failed, type PolicyPublisher } from './policy-publisher.ts';

/** Stands for a target that was never deployed: whoever is wished there fails, with what a human can do. */
export function missingPublisher(mend: string): PolicyPublisher {
	const missing = async () => failed('policy-missing', mend);
	return { publish: missing, bringTo: missing, detachAllBut: missing };
}
