import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import type { Amend } from '../proxy/fault-proxy.ts';

/**
 * Answers `LookupEvents` from these records of one key. The emulator remembers only its own calls,
 * and all in this minute.
 */
export function keyHistory(records: readonly JsonObject[]): Amend {
	return ({ action }, body, answer) => {
		if (action !== 'LookupEvents') return answer;
		const asked: unknown = JSON.parse(body.toString());
		if (!isObject(asked) || typeof asked.EndTime !== 'number')
			throw new Error('LookupEvents was asked without a key or an end');
		const until = asked.EndTime * 1_000;
		const found = records.filter(
			(record) => isAbout(asked, record) && Date.parse(String(record.eventTime)) <= until,
		);
		const Events = found.map((record) => ({ CloudTrailEvent: JSON.stringify(record) }));
		return { ...answer, body: Buffer.from(JSON.stringify({ Events })) };
	};
}

function isAbout({ LookupAttributes }: JsonObject, { userIdentity }: JsonObject): boolean {
	const [attribute]: unknown[] = Array.isArray(LookupAttributes) ? LookupAttributes : [];
	if (!isObject(attribute) || attribute.AttributeKey !== 'AccessKeyId') return false;
	return isObject(userIdentity) && userIdentity.accessKeyId === attribute.AttributeValue;
}
