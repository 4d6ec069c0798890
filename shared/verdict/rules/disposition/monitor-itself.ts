import { matchesPattern } from '../../../configuration/pattern.ts';
import { roleOfAssumedRole, withoutPath } from '../../../sign-in/arn.ts';
import type { DispositionRule } from '../../evidence.ts';

/** eyes-system's own roles take roles too; without this rule the monitor would alert on itself. */
export const monitorItself: DispositionRule = ({ signIn, settings }) => {
	const role = roleOfAssumedRole(signIn.principal.arn ?? '');
	const own = settings.configuration.monitorRoles;
	if (role === null || !own.some((arn) => matchesPattern(withoutPath(arn), role))) return null;
	return { disposition: 'ignore', counts: false, reasons: [{ code: 'monitor-itself' }] };
};
