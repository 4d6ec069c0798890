import * as v from 'valibot';
import { LEAST_NAME, namesRole } from './role-pattern.ts';

/** A text that says something; spaces around it are dropped. */
export const text = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'));

export const accountId = v.pipe(
	v.string(),
	v.regex(/^\d{12}$/, 'is not an account id; write its 12 digits in quotes'),
);

/** A whole number from `least` to `most`. */
export const count = (least: number, most = Number.MAX_SAFE_INTEGER) =>
	v.pipe(
		v.number(),
		v.integer('is not a whole number'),
		v.minValue(least, `is below ${least}`),
		v.maxValue(most, `is above ${most}`),
	);

/** An age in whole days. Nothing is older than ten years, so a higher limit would switch it off. */
export const days = count(1, 3_650);

export const roleArn = v.pipe(
	v.string(),
	v.regex(
		// In an SCP `?` and `${…}` would be wildcards too.
		/^arn:[\w-]+:iam::[\d*]+:role\/[^?$]+$/,
		'is not a role ARN; write one like arn:aws:iam::111122223333:role/deploy',
	),
);

/** The whole ARN of one IAM user or role, without wildcards. */
export const principalArn = v.pipe(
	v.string(),
	v.regex(
		/^arn:[\w-]+:iam::\d{12}:(user|role)\/[^*?$]+$/,
		'is not the whole ARN of a user or role; write one like arn:aws:iam::111122223333:user/build',
	),
);

/** The ARN of a role, `*` allowed, whose pattern says which role it means. */
export const namedRole = v.pipe(
	roleArn,
	v.check(
		namesRole,
		`matches roles of nearly any name; after the last slash write at least ${LEAST_NAME} characters of the role's own name, such as arn:aws:iam::*:role/deploy-*`,
	),
);

/** The whole ARN of one trail, without wildcards. */
export const trailArn = v.pipe(
	v.string(),
	v.regex(
		/^arn:[\w-]+:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[\w.-]+$/,
		'is not the whole ARN of a trail; write one like arn:aws:cloudtrail:us-east-1:111122223333:trail/all',
	),
);
