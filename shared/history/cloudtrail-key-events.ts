import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { isObject, type JsonObject } from '../record/json-object.ts';

/** Which events of a key to look up. */
export interface KeyLookup {
	readonly keyId: string;
	/** The account that owns the key. */
	readonly account: string;
	readonly region: string;
	/** Only events up to this time, in milliseconds since 1970. */
	readonly until: number;
}

/** Gives at most 50 records, the newest first. Rejects with CloudTrail's own error, or its own. */
export type LookUpKey = (lookup: KeyLookup) => Promise<readonly JsonObject[]>;

/** CloudTrail gives no more at once. */
const A_PAGE = 50;

/**
 * Looks up the management events of an access key in one account and Region. CloudTrail keeps them
 * for 90 days, without a trail, and shows them about five minutes after the call. `clientFor` gives a
 * client that may look up the events of the account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export function cloudtrailKeyEvents(
	clientFor: (place: Pick<KeyLookup, 'account' | 'region'>) => CloudTrailClient,
): LookUpKey {
	return async ({ keyId, account, region, until }) => {
		const { Events = [] } = await clientFor({ account, region }).send(
			new LookupEventsCommand({
				LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: keyId }],
				EndTime: new Date(until),
				MaxResults: A_PAGE,
			}),
		);
		return Events.map(({ CloudTrailEvent }) => recordIn(CloudTrailEvent));
	};
}

/** What cannot be read may be the one use that matters, so the whole answer counts as none. */
function recordIn(text: string | undefined): JsonObject {
	const record: unknown = JSON.parse(text ?? 'null');
	if (isObject(record)) return record;
	throw new Error('CloudTrail gave an event without its record');
}
