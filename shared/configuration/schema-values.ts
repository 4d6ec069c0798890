import * as v from 'valibot';

/** A text that says something; spaces around it are dropped. */
export const text = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'));

export const accountId = v.pipe(
	v.string(),
	v.regex(/^\d{12}$/, 'is not an account id; write its 12 digits as a string'),
);

/** A whole number of at least `least`. */
export const count = (least: number) =>
	v.pipe(v.number(), v.integer('is not a whole number'), v.minValue(least, `is below ${least}`));
