import type { DispositionRule } from '../../evidence.ts';

/**
 * A service that assumes a role for its own work is not a sign-in. The caller's type shows it,
 * never the address.
 */
export const awsService: DispositionRule = ({ signIn }) =>
	signIn.principal.kind === 'aws-service'
		? { disposition: 'ignore', counts: false, reasons: [{ code: 'aws-service' }] }
		: null;
