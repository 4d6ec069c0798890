import { hidesAddress, isForwarded } from '../../../network/acting-for.ts';
import type { DispositionRule } from '../../evidence.ts';

/**
 * CloudFormation and other services make calls with the caller's permissions. Address and key are
 * then the service's.
 */
export const serviceOnBehalf: DispositionRule = ({ signIn, origin }) => {
	if (hidesAddress(signIn)) return null;
	if (!isForwarded(signIn) && origin.kind !== 'aws-service') return null;
	const service = signIn.invokedBy ?? signIn.address ?? '';
	return {
		disposition: 'ignore',
		counts: false,
		reasons: [{ code: 'service-on-behalf', detail: service }],
	};
};
