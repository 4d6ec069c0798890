import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { planContainment } from '../../shared/containment/plan-containment.ts';
import { ACCOUNT, OTHER_ACCOUNT, OUTSIDE } from './a-record.ts';
import { followLast } from './follow-records.ts';
import { someSettings } from './some-settings.ts';

type Fields = Record<string, unknown>;
export type Containment = NonNullable<ConfigurationInput['containment']>;

export const MANAGEMENT = '777788889999';
const HOUR = 3_600_000;
export const outside = { sourceIPAddress: OUTSIDE };
export const organization: Containment = {
	mode: 'contain',
	channel: 'organization',
	managementAccount: MANAGEMENT,
};
export const single: Containment = { mode: 'contain', channel: 'account' };

/** The plan for the last of the records, with an organization unless the test says otherwise. */
export async function plan(
	records: Fields | readonly Fields[],
	containment: Containment = organization,
	more: Partial<ConfigurationInput> = {},
) {
	const settings = someSettings({
		accounts: { [ACCOUNT]: 'prod', [OTHER_ACCOUNT]: 'dev', [MANAGEMENT]: 'management' },
		containment,
		...more,
	});
	const list = Array.isArray(records) ? records : [records];
	return planContainment(await followLast(list, settings), { ...settings, sessionsMade: 0 });
}

/** Wishes as short lines: key=value, targets, hours until the end. */
export async function wished(...args: Parameters<typeof plan>): Promise<string[]> {
	const { wishes } = await plan(...args);
	const start = Date.parse('2026-03-03T01:00:00Z');
	return wishes.map(({ selector, targets, until, reach }) => {
		const where = targets.map(({ target, attachment }) =>
			attachment ? `${target}(${attachment.kind} ${attachment.name})` : target,
		);
		return `${selector.key}=${selector.value} ${reach} ${where.join('+')} ${(until - start) / HOUR}h`;
	});
}
