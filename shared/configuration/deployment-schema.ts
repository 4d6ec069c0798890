import * as v from 'valibot';
import { DEPLOYMENTS } from './configuration.ts';
import { accountId, count, namedRole, trailArn } from './schema-values.ts';

const region = v.pipe(
	v.string(),
	v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not a Region; write one like ap-northeast-2'),
);

const unitId = v.pipe(
	v.string(),
	v.regex(
		/^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/,
		'is not the id of an organizational unit; write one like ou-ab12-11111111',
	),
);

const targets = v.pipe(
	v.strictObject({
		root: v.optional(v.literal(true)),
		units: v.optional(v.array(unitId), []),
		accounts: v.optional(v.array(accountId), []),
	}),
	v.check(
		({ root, units, accounts }) => (root === true) === (units.length + accounts.length === 0),
		"is neither { root: true }, the whole organization, nor a pilot: { units: ['ou-…'], accounts: ['…'] } with at least one of them",
	),
);

/** Where eyes-system runs. */
export const deploymentSchema = v.strictObject({
	kind: v.optional(v.picklist(DEPLOYMENTS), 'single-account'),
	// AWS records the events of global services in this Region.
	region: v.optional(region, 'us-east-1'),
	regions: v.optional(v.array(region), []),
	organization: v.optional(
		v.nullable(
			v.strictObject({
				id: v.pipe(
					v.string(),
					v.regex(/^o-[a-z0-9]{10,32}$/, 'is not an organization id; write one like o-a1b2c3d4e5'),
				),
				root: v.pipe(
					v.string(),
					v.regex(/^r-[a-z0-9]{4,32}$/, 'is not a root id; write one like r-a1b2'),
				),
				hubAccount: accountId,
			}),
		),
		null,
	),
	targets: v.optional(v.nullable(targets), null),
	guardExemptRoles: v.optional(v.array(namedRole), []),
	guardTrails: v.optional(v.array(trailArn), []),
	reserveConcurrency: v.optional(v.boolean(), true),
	// EventBridge's default, and the most that AWS gives on request.
	// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
	eventPatternCharacters: v.optional(count(2_048, 4_096), 2_048),
});
