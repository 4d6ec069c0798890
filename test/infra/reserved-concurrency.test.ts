import { describe, expect, it } from 'vitest';
import { reservedInAll } from '../../infra/reserved-concurrency.ts';
import { ORGANIZATION, SINGLE, synthesize } from '../support/synthesize.ts';

/** What the functions of the hub's stack reserve together. */
function reserved(over: Parameters<typeof synthesize>[0]): number {
	const functions = synthesize(over).template('eyes-system').findResources('AWS::Lambda::Function');
	return Object.values(functions).reduce(
		(sum, { Properties }) => sum + (Properties.ReservedConcurrentExecutions ?? 0),
		0,
	);
}

describe('the reserved concurrency', () => {
	it.each([
		['a single account', SINGLE],
		['an organization', ORGANIZATION],
	])('is asked for as the template of %s has it', (_, over) => {
		expect(reserved(over)).toBe(reservedInAll());
	});

	it('can be left out', () => {
		const deployment = { ...SINGLE.deployment, reserveConcurrency: false };
		expect(reserved({ ...SINGLE, deployment })).toBe(0);
	});
});
