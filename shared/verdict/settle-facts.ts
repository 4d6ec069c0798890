import type { Facts, Known } from '../history/history.ts';
import { isDirectorySaml, isThroughMcp } from '../network/acting-for.ts';
import type { JudgedNetwork, NetworkClassification } from '../network/network.ts';
import { backendOf } from './backend.ts';
import type { JudgeSettings } from './evidence.ts';

/**
 * Gives the facts with the network that history shows. A call through an MCP server came from where
 * its session was obtained. The address of Identity Center's backend is not the person's; if nothing
 * shows that it is the backend's, the address of an assertion is nobody's that is known.
 */
export function settleFacts(facts: Facts, known: Known, settings: JudgeSettings): Facts {
	const { signIn, origin } = facts;
	if (isThroughMcp(signIn)) {
		const network = known.sessionOrigin?.network;
		return network === undefined ? facts : { ...facts, network };
	}
	switch (backendOf({ signIn, origin, known, settings })) {
		case 'shown':
		case 'not-watched':
			return { ...facts, network: classified(facts, 'not-judged') };
		case 'unknown':
			return { ...facts, network: classified(facts, 'unknown') };
		case 'not-shown':
			return isDirectorySaml(signIn) ? { ...facts, network: classified(facts, 'unknown') } : facts;
		case null:
			return facts;
	}
}

/** The network keeps its key, under which history may know it from an earlier judgement. */
function classified(
	{ network: { key } }: Facts,
	classification: NetworkClassification,
): JudgedNetwork {
	return { classification, name: null, key };
}
