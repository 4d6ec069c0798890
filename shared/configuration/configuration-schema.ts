import * as v from 'valibot';
import { CHANNEL_SEVERITIES, LOCALES, MODES, POLICY_TYPES, USE_MODES } from './configuration.ts';
import { deploymentSchema } from './deployment-schema.ts';
import { protectedEntry } from './protected-entry.ts';
import { reportSchema } from './report-schema.ts';
import { accountId, count, days, namedRole, principalArn, roleArn, text } from './schema-values.ts';

const day = v.pipe(v.string(), v.isoDate('is not a date; write one like 2027-01-31'));

const network = v.strictObject({
	name: text,
	cidrs: v.optional(v.array(text), []),
	vpcEndpoints: v.optional(
		v.array(
			v.pipe(
				v.string(),
				v.regex(
					/^vpce-[0-9a-z-]+$/,
					'is not a VPC endpoint id; write one like vpce-0a1b2c3d4e5f67890',
				),
			),
		),
		[],
	),
});

const exemption = v.strictObject({
	principal: text,
	account: v.optional(v.nullable(accountId), null),
	network: v.optional(v.nullable(text), null),
	reason: text,
	review: day,
});

const vendor = v.strictObject({
	account: accountId,
	roles: v.pipe(v.array(namedRole), v.minLength(1, 'names no role; list the ARN of at least one')),
	networks: v.optional(
		v.nullable(
			v.pipe(v.array(text), v.minLength(1, 'names no CIDR; leave it out for any address')),
		),
		null,
	),
	reason: text,
	review: day,
});

/**
 * The history in the table does not count further than this within an hour, so a higher limit would
 * never be reached.
 */
const MOST_FAILURES = 200;
const failures = (least: number) =>
	v.pipe(
		count(least),
		v.maxValue(MOST_FAILURES, `is above ${MOST_FAILURES}, where history stops counting`),
	);

const MINUTES_OF_A_DAY = 24 * 60;
const MINUTES_OF_A_WEEK = 7 * MINUTES_OF_A_DAY;

const limits = v.strictObject({
	caseMinutes: v.optional(count(1, MINUTES_OF_A_WEEK), 30),
	credentialDays: v.optional(days, 90),
	watchFailures: v.optional(failures(1), 5),
	failuresBeforeSuccess: v.optional(failures(1), 3),
	namesPerAddress: v.optional(failures(2), 4),
});

const HOURS_OF_A_WEEK = 7 * 24;

const use = v.strictObject({
	keys: v.optional(v.boolean(), true),
	sessions: v.optional(v.boolean(), false),
	mode: v.optional(v.picklist(USE_MODES), 'as-sign-ins'),
	quietHours: v.optional(count(1, HOURS_OF_A_WEEK), 24),
	except: v.optional(
		v.array(v.strictObject({ principal: principalArn, reason: text, review: day })),
		[],
	),
});

const alarms = v.strictObject({
	health: v.optional(v.boolean(), true),
	quarantine: v.optional(v.boolean(), true),
	signInAnomaly: v.optional(v.boolean(), true),
	guardDuty: v.optional(v.boolean(), true),
});

/**
 * One attacker with three stolen keys counts as three people; with lower limits they could open the
 * breaker.
 */
const counted = v.pipe(
	count(4),
	v.maxValue(1_000, 'is above 1000, where the ledger stops counting'),
);

const breaker = v.strictObject({
	minutes: v.optional(count(1, MINUTES_OF_A_DAY), 60),
	people: v.optional(counted, 5),
	movedPeople: v.optional(counted, 4),
	accounts: v.optional(counted, 5),
	share: v.optional(
		v.pipe(v.number(), v.gtValue(0, 'is not above 0'), v.maxValue(1, 'is above 1')),
		0.05,
	),
	staff: v.optional(v.nullable(count(1)), null),
});

const containment = v.strictObject({
	mode: v.optional(v.picklist(MODES), 'observe'),
	modes: v.optional(v.record(accountId, v.picklist(MODES)), {}),
	policyType: v.optional(v.picklist(POLICY_TYPES), 'iam'),
	managementAccount: v.optional(v.nullable(accountId), null),
	protectedPrincipals: v.optional(v.array(protectedEntry), []),
	containWorkloads: v.optional(v.boolean(), false),
	breaker: v.optional(breaker, {}),
});

const channelId = v.pipe(
	v.string(),
	v.regex(/^[CG][A-Z0-9]{6,}$/, 'is not a channel id; write one like C0123456789'),
);

const channelRule = v.strictObject({
	severity: v.optional(v.nullable(v.picklist(CHANNEL_SEVERITIES)), null),
	account: v.optional(v.nullable(accountId), null),
	channel: channelId,
});

const slack = v.strictObject({
	channel: v.optional(v.nullable(channelId), null),
	onCall: v.optional(
		v.nullable(
			v.pipe(
				v.string(),
				v.regex(
					/^[SUW][A-Z0-9]{6,}$/,
					'is no id of a user group or person in Slack; write one like S0123456789 or U0123456789',
				),
			),
		),
		null,
	),
	channels: v.optional(v.array(channelRule), []),
	apiUrl: v.optional(
		// The token is sent to this URL, so only https is allowed, or this machine (for tests).
		v.pipe(
			v.string(),
			v.regex(
				/^(https:\/\/|http:\/\/127\.0\.0\.1:\d+\/).*\/$/,
				'is not an https URL that ends with a slash',
			),
		),
		'https://slack.com/api/',
	),
});

const url = v.pipe(
	v.string(),
	v.url('is not a URL'),
	v.startsWith('https://', 'does not begin with https://'),
);

/** The input form of `eyes.config.ts`. Only `networks` is required; unknown keys are refused. */
export const configurationSchema = v.strictObject({
	networks: v.array(network),
	accounts: v.optional(v.record(accountId, text), {}),
	exemptions: v.optional(v.array(exemption), []),
	workloads: v.optional(v.array(v.strictObject({ role: roleArn, reason: text })), []),
	vendors: v.optional(v.array(vendor), []),
	monitorRoles: v.optional(v.array(namedRole), []),
	limits: v.optional(limits, {}),
	use: v.optional(use, {}),
	alarms: v.optional(alarms, {}),
	post: v.optional(v.strictObject({ internal: v.optional(v.boolean(), false) }), {}),
	containment: v.optional(containment, {}),
	deployment: v.optional(deploymentSchema, {}),
	slack: v.optional(slack, {}),
	report: v.optional(reportSchema, {}),
	locale: v.optional(v.picklist(LOCALES), 'ko'),
	timeZone: v.optional(text, 'Asia/Seoul'),
	poweredBy: v.optional(text, 'eyes-system'),
	runbook: v.optional(v.nullable(url), null),
});

export type ConfigurationInput = v.InferInput<typeof configurationSchema>;
