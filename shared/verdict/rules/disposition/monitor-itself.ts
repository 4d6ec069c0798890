import { matchesPattern } from '../../../configuration/pattern.ts';
import type { DispositionRule } from '../../evidence.ts';

/**
 * eyes-system's own roles take roles too; without this rule the monitor would alert on itself. The whole ARN counts,
 * path and account included, so that nobody hides by giving a role of his own the same name.
 */
export const monitorItself: DispositionRule = ({ signIn, settings }) => {
	const role = signIn.callerIssuer;
	const isOurs = settings.configuration.monitorRoles.some(
		(arn) => role !== null && matchesPattern(arn, role),
	);
	return isOurs
		? { disposition: 'ignore', counts: false, reasons: [{ code: 'monitor-itself' }] }
		: null;
};
