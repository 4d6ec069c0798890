import { isPilot } from '../../configuration/deployment-targets.ts';
import type { ContainmentRequest } from '../../containment/containment.ts';
import type { CardSource } from './card-source.ts';
import { own, type Phrase } from './phrase.ts';

/**
 * Where a block in a pilot does not hold. Only people of the directory can enter accounts outside of
 * it: everybody else acts in one account, and whom the SCP does not reach there is told apart.
 */
export function pilotLines(
	{ settings, words }: Pick<CardSource, 'settings' | 'words'>,
	denials: readonly Pick<ContainmentRequest, 'selector' | 'policies'>[],
): readonly Phrase[] {
	const isMeant = denials.some(
		({ selector, policies }) =>
			selector.key === 'identitystore:UserId' && policies.some(({ policy }) => policy === 'scp'),
	);
	return isMeant && isPilot(settings.deployment) ? [own(words.pilotOnly)] : [];
}
