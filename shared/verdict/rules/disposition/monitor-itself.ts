import { matchesArn } from '../../../configuration/pattern.ts';
import type { DispositionRule } from '../../evidence.ts';

/**
 * eyes-system's own roles assume roles too; without this rule the monitor would alert on itself.
 * The whole ARN must match, including path and account, so that nobody can hide by giving their own
 * role the same name.
 */
export const monitorItself: DispositionRule = ({ signIn, settings }) => {
	const role = signIn.callerIssuer;
	const isOurs = settings.configuration.monitorRoles.some(
		(arn) => role !== null && matchesArn(arn, role),
	);
	return isOurs
		? { disposition: 'ignore', counts: false, reasons: [{ code: 'monitor-itself' }] }
		: null;
};
