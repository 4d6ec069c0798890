import type { ContainmentSettings } from './configuration.ts';

type Settings = Pick<ContainmentSettings, 'managementAccount' | 'modes'>;

/**
 * True if people may be denied in the management account. No SCP applies there, so it needs a
 * policy of its own, and a person who could write the text of that policy could grant rights to
 * all to whom it is attached. Therefore the configuration must ask for it by name, in `modes`; the
 * mode of all other accounts does not count.
 */
export function coversManagement({ managementAccount, modes }: Settings): boolean {
	const mode = modes[managementAccount ?? ''];
	return mode === 'ask' || mode === 'contain';
}

/** True for the management account if nobody is denied there. */
export function isUncovered(account: string | null, settings: Settings): boolean {
	return account !== null && account === settings.managementAccount && !coversManagement(settings);
}
