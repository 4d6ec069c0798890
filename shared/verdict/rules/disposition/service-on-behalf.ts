import type { DispositionRule } from '../../evidence.ts';

/** Older console calls print the console's own name in `invokedBy`, with the person's address. */
const CONSOLE = /^(signin\.amazonaws\.com|AWS Internal.*)$/i;

/** CloudFormation and others call with the caller's permissions: the address and the key are the service's. */
export const serviceOnBehalf: DispositionRule = ({ signIn, origin }) => {
	const byService = signIn.invokedBy !== null && !CONSOLE.test(signIn.invokedBy);
	if (!byService && origin.kind !== 'aws-service') return null;
	const service = signIn.invokedBy ?? signIn.address ?? '';
	return { disposition: 'ignore', counts: false, reasons: [{ code: 'service-on-behalf', detail: service }] };
};
