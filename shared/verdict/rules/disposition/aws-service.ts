import type { DispositionRule } from '../../evidence.ts';

/** A service that takes a role for its own work is nobody's sign-in. The caller's type tells, never the address. */
export const awsService: DispositionRule = ({ signIn }) =>
	signIn.principal.kind === 'aws-service'
		? { disposition: 'ignore', counts: false, reasons: [{ code: 'aws-service' }] }
		: null;
