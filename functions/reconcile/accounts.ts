import type { ReconcilePart } from './deps.ts';

/**
 * Lists the accounts of the organization once a day: they are ours before they deliver records. If
 * that fails, the last list counts for some days, and the accounts that deliver are known anyway.
 */
export const listAccounts: ReconcilePart = async (now, { organization, lists, telemetry }) => {
	if (organization === null || !(await lists.isDue(now))) return;
	const listed = await organization.list();
	if (listed.kind === 'read') {
		const accounts = listed.value.active.map(({ id }) => id);
		await lists.note(accounts, now);
		return;
	}
	telemetry.count('AccountsNotListed');
	telemetry.error('the accounts of the organization were not listed', { why: listed.why });
	await lists.noteFailure(now);
};
