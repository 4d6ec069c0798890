import type { Configuration } from '../../../shared/configuration/configuration.ts';
import { isCovered } from '../../../shared/configuration/deployment-targets.ts';
import { HUB_STACK } from '../../../shared/runtime/names.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import type { Arrivals, VerifyDeps } from '../verify-deps.ts';

/** One denied call is an event, and it needs no rights. */
const MAKE_ONE =
	'aws sts assume-role --region REGION --role-arn arn:aws:iam::ACCOUNT:role/eyes/eyes-reader --role-session-name first-look, in that account; AWS denies it, and the attempt is the event';

/** Each account must have delivered from each watched Region. */
export const checkArrivals: Check = {
	places: ['single-account', 'hub'],
	byHand:
		'aws dynamodb query --table-name TableName --key-condition-expression \'pk = :p\' --expression-attribute-values \'{":p":{"S":"ACCOUNT#111122223333"}}\'',
	ask: async (deps) => {
		const { region } = deps.configuration.deployment;
		const table = (await deps.deploy.aws.outputs(HUB_STACK, region))?.get('TableName');
		if (table === undefined)
			return [
				differs(`${region} has no stack ${HUB_STACK} with the output TableName`, 'npm run deploy'),
			];
		const { accounts, findings } = await accountsOf(deps);
		const asked = await Promise.all(
			accounts.map(async (account) => ({
				account,
				arrivals: await deps.aws.arrivals(table, account),
			})),
		);
		return [...findings, ...asked.flatMap((one) => judgeArrivals(one, deps.configuration))];
	},
};

/** In an organization Organizations lists the accounts; if it does not, those that are configured. */
async function accountsOf({ configuration, caller, place, aws }: VerifyDeps) {
	if (place === 'single-account') return { accounts: [caller.account], findings: [] };
	const listed = await aws.accounts();
	if (listed.kind === 'read')
		return { accounts: listed.value.active.map(({ id }) => id), findings: [] };
	const { deployment, containment, accounts } = configuration;
	const known = [
		...Object.keys(accounts),
		...(deployment.targets?.accounts ?? []),
		...[containment.managementAccount, deployment.organization?.hubAccount],
	].filter((id) => id != null);
	const why = `the accounts of the organization could not be listed (${listed.why}); only those of the configuration were asked for`;
	return {
		accounts: [...new Set(known)],
		findings: [notChecked(why, 'aws organizations list-accounts')],
	};
}

interface Asked {
	readonly account: string;
	readonly arrivals: Arrivals;
}

/** Says what arrived from one account; nothing of an account that is not watched and is silent. */
export function judgeArrivals(
	{ account, arrivals }: Asked,
	configuration: Configuration,
): Finding[] {
	const { deployment, containment, accounts } = configuration;
	const watched = [deployment.region, ...deployment.regions];
	const covered = account === containment.managementAccount || isCovered(deployment, account);
	const { days, unreadable } = arrivals;
	const name = accounts[account];
	const who = `account ${account}${name === undefined ? '' : ` (${name})`}`;
	const seen = [...days].map(
		([region, day]) => `${region} on ${new Date(day).toISOString().slice(0, 10)}`,
	);
	const missing = watched.filter((region) => !days.has(region));
	const damaged =
		unreadable === 0
			? []
			: [
					notChecked(
						`${who}: ${unreadable} items of the table cannot be read`,
						'docs/runbook.md, "An item cannot be read"',
					),
				];
	if (missing.length === 0)
		return [...damaged, ok(`${who}: last delivered from ${seen.join(', ')}`)];
	if (covered === false) return seen.length === 0 ? damaged : [...damaged, leftTargets(who, seen)];
	const silent = `${who}: nothing arrived yet from ${missing.join(', ')}`;
	const also = seen.length === 0 ? '' : `; last from ${seen.join(', ')}`;
	if (covered === 'unknown' && seen.length === 0)
		return [
			...damaged,
			notChecked(`${silent}; right only if it lies below no unit of deployment.targets`, MAKE_ONE),
		];
	return [...damaged, differs(silent + also, MAKE_ONE)];
}

function leftTargets(who: string, seen: readonly string[]): Finding {
	return ok(`${who}: is not in deployment.targets, but delivered earlier from ${seen.join(', ')}`);
}
