import { isForwarded } from '../../../network/acting-for.ts';
import type { DispositionRule } from '../../evidence.ts';

/** CloudFormation and others call with the caller's permissions: the address and the key are the service's. */
export const serviceOnBehalf: DispositionRule = ({ signIn, origin }) => {
	if (!isForwarded(signIn) && origin.kind !== 'aws-service') return null;
	const service = signIn.invokedBy ?? signIn.address ?? '';
	return {
		disposition: 'ignore',
		counts: false,
		reasons: [{ code: 'service-on-behalf', detail: service }],
	};
};
