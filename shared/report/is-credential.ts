import * as v from 'valibot';

const credential = v.object({
	...{ account: v.string(), user: v.string(), credential: v.string() },
	findings: v.array(v.object({ code: v.string(), severity: v.string() })),
});

/**
 * True for a flagged credential that an earlier step of the same run has written as JSON. It is
 * looked at only as far as a wrong file would show.
 */
export function isCredential(value: unknown): boolean {
	return v.is(credential, value);
}
