import * as v from 'valibot';
import { BENCHMARKS } from './configuration.ts';
import { accountId, count, days, text } from './schema-values.ts';

/** The usual keys of tags that name an owner, in the order in which they are looked up. */
export const OWNER_TAGS = [
	'Owner',
	'owner',
	'Team',
	'team',
	'Email',
	'email',
	'Contact',
	'contact',
	'담당자',
] as const;

const limits = v.strictObject({
	keyDays: v.optional(days, 90),
	machineKeyDays: v.optional(days, 90),
	unusedDays: v.optional(days, 45),
	dormantDays: v.optional(days, 180),
	inactiveDays: v.optional(days, 90),
});

const owner = v.strictObject({
	user: text,
	account: v.optional(v.nullable(accountId), null),
	owner: text,
	slack: v.optional(
		v.nullable(
			v.pipe(
				v.string(),
				v.regex(/^[UW][A-Z0-9]{6,}$/, "is not a person's id in Slack; write one like U0123456789"),
			),
		),
		null,
	),
});

/** The input form of `report` in `eyes.config.ts`. */
export const reportSchema = v.strictObject({
	schedule: v.optional(
		v.pipe(
			v.string(),
			v.regex(
				/^(MON|TUE|WED|THU|FRI|SAT|SUN) ([01]\d|2[0-3]):[0-5]\d$/,
				'is not a day and a time; write it like MON 09:00',
			),
		),
		'MON 09:00',
	),
	limits: v.optional(limits, {}),
	machineUsers: v.optional(v.array(text), []),
	ownerTags: v.optional(v.array(text), [...OWNER_TAGS]),
	owners: v.optional(v.array(owner), []),
	benchmark: v.optional(
		v.pipe(v.array(v.picklist(BENCHMARKS)), v.minLength(1, 'names no version')),
		['7.0'],
	),
	tellOwners: v.optional(v.boolean(), false),
	fullKeyIds: v.optional(v.boolean(), false),
	keepYears: v.optional(count(1, 50), 3),
});
