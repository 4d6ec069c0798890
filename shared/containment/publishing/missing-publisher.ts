import { failed, type PolicyPublisher } from './policy-publisher.ts';

/** Stands for a policy that was never deployed: whoever is requested there fails, with what a human can do. */
export function missingPublisher(remediation: string): PolicyPublisher {
	const missing = async () => failed('policy-missing', remediation);
	return { publish: missing, applyTo: missing, detachAllBut: missing };
}
