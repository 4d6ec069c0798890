import {
	type CheckedConfiguration,
	checkConfiguration,
} from '../../shared/configuration/check-configuration.ts';

/** Checks what `eyes.config.ts` would export. */
export function check(input: unknown): CheckedConfiguration {
	return checkConfiguration(input, '2026-03-03');
}

/** The errors, one a line. */
export function errors(checked: CheckedConfiguration): string {
	return 'errors' in checked ? checked.errors.join('\n') : 'accepted';
}

/** The warnings, one a line. */
export function warnings(checked: CheckedConfiguration): string {
	return 'warnings' in checked
		? checked.warnings.join('\n')
		: `refused: ${checked.errors.join('\n')}`;
}
