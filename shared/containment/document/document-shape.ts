import * as v from 'valibot';
import type { TrustedNetwork } from '../../configuration/configuration.ts';
import type { PolicyId } from '../containment.ts';
import type { ProtectedPrincipal } from '../protected-principal.ts';

const values = v.pipe(v.array(v.string()), v.minLength(1));

const condition = v.strictObject({
	StringEquals: v.exactOptional(
		v.strictObject({
			'identitystore:UserId': v.exactOptional(values),
			'aws:userid': v.exactOptional(values),
		}),
	),
	StringLike: v.exactOptional(v.strictObject({ 'aws:userid': values })),
	ArnEquals: v.exactOptional(v.strictObject({ 'aws:PrincipalArn': values })),
	NotIpAddress: v.exactOptional(v.strictObject({ 'aws:SourceIp': values })),
	StringNotEquals: v.exactOptional(v.strictObject({ 'aws:SourceVpce': values })),
	BoolIfExists: v.exactOptional(v.strictObject({ 'aws:ViaAWSService': v.literal('false') })),
	Bool: v.exactOptional(v.strictObject({ 'aws:ViaAWSMCPService': v.literal('true') })),
	DateLessThan: v.strictObject({
		'aws:CurrentTime': v.string(),
		'aws:TokenIssueTime': v.exactOptional(v.string()),
	}),
});

const statement = v.strictObject({
	Sid: v.string(),
	Effect: v.literal('Deny'),
	Action: v.literal('*'),
	Resource: v.literal('*'),
	Condition: condition,
});

/**
 * All members, operators and keys that a deny document may have. Parsing returns the members in the
 * published order.
 */
export const documentShape = v.strictObject({
	Version: v.literal('2012-10-17'),
	Statement: v.pipe(v.array(statement), v.minLength(1)),
});

export type ReadStatement = v.InferOutput<typeof statement>;
export type ReadCondition = v.InferOutput<typeof condition>;

/** The values that a list contains more than once. */
export function repeated(values: readonly string[]): string[] {
	return values.filter((value, at) => values.indexOf(value) < at);
}

/** What rendering and validating a deny document need. `now`: milliseconds since 1970, UTC. */
export interface DenyDocumentOptions {
	readonly policy: PolicyId;
	/** The configured networks. They must be valid: a malformed CIDR throws. */
	readonly networks: readonly TrustedNetwork[];
	readonly now: number;
	readonly protectedPrincipals: readonly ProtectedPrincipal[];
}
