import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { planContainment } from '../../shared/containment/plan-containment.ts';
import { UNTRUSTED } from './a-record.ts';
import { deliveringAccounts, followLast } from './follow-records.ts';
import { someSettings } from './some-settings.ts';

type Fields = Record<string, unknown>;
export type Containment = NonNullable<ConfigurationInput['containment']>;

export const MANAGEMENT = '777788889999';
const HOUR = 3_600_000;
export const untrusted = { sourceIPAddress: UNTRUSTED };
export const organization: Containment = {
	mode: 'contain',
	policyType: 'scp',
	managementAccount: MANAGEMENT,
	modes: { [MANAGEMENT]: 'contain' },
};
export const single: Containment = { mode: 'contain', policyType: 'iam' };

/** Gives the plan for the last of the records, with an organization by default. */
export async function plan(
	records: Fields | readonly Fields[],
	containment: Containment = organization,
	more: Partial<ConfigurationInput> = {},
) {
	const settings = someSettings({
		containment,
		...more,
	});
	const list = Array.isArray(records) ? records : [records];
	const ownAccounts = new Set([...settings.ownAccounts, ...deliveringAccounts(list)]);
	const followed = await followLast(list, settings);
	return planContainment(followed, { ...settings, ownAccounts });
}

/** Writes requests as short lines: key=value, policies, hours until the end. */
export async function requested(...args: Parameters<typeof plan>): Promise<string[]> {
	const { requests } = await plan(...args);
	const start = Date.parse('2026-03-03T01:00:00Z');
	return requests.map(({ selector, policies, until, denyScope }) => {
		const where = policies.map(({ policy, attachment }) =>
			attachment ? `${policy}(${attachment.kind} ${attachment.name})` : policy,
		);
		return `${selector.key}=${selector.value} ${denyScope} ${where.join('+')} ${(until - start) / HOUR}h`;
	});
}
