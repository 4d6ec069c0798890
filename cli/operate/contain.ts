import { plainName } from '../../shared/case/case-name.ts';
import { isPilot } from '../../shared/configuration/deployment-targets.ts';
import { isUncovered } from '../../shared/configuration/management-account.ts';
import { NOT_CONTAINED } from '../../shared/containment/not-contained.ts';
import {
	type Change,
	type Contained,
	carryOutContain,
	prepareContain,
} from '../../shared/decision/contain.ts';
import type { Denial } from '../../shared/decision/denials.ts';
import { whomItHits } from '../../shared/decision/role-hits.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { ALL_READ } from '../exit-codes.ts';
import { oneLine, scopeText, stateText } from './containment-text.ts';
import { tellWhoActs, usageErrorOf } from './decision-text.ts';
import type { OperateDeps } from './deps.ts';
import type { ContainOptions } from './options.ts';
import { hitLines, roleText } from './role-text.ts';
import { waitUntilDenied } from './wait.ts';

/** `eyes contain`: says who will be denied, then denies them. Gives the exit code. */
export async function contain(options: ContainOptions, deps: OperateDeps): Promise<number> {
	const prepared = await prepareContain({ ...options, isSure: options.yes }, deps);
	if (prepared.kind !== 'prepared') throw usageErrorOf(prepared);
	const { timeZone } = deps.settings.configuration;
	for (const denial of prepared.denials) {
		await deps.tell(`to be denied: ${summaryOf(denial, timeZone)}`);
		if (isOpenInManagement(denial, deps))
			await deps.tell(`not covered: ${NOT_CONTAINED['management-not-covered']}`);
		if (isOpenOutsidePilot(denial, deps))
			await deps.tell(
				'not covered: their sessions in accounts outside of the pilot (deployment.targets)',
			);
	}
	for (const denial of prepared.denials) {
		if (await isDeclined(denial, options, deps)) {
			await deps.tell('nobody was denied');
			return ALL_READ;
		}
	}
	await tellWhoActs(deps);
	const onChange = (change: Change) => deps.tell(changeText(change));
	const done = await carryOutContain(prepared, { why: options.reason, onChange }, deps);
	await tellWhatFollows(done, deps);
	return options.wait ? waitUntilDenied(done.containments, deps) : ALL_READ;
}

/** True for a directory user, who may enter the management account, if nobody is denied there. */
function isOpenInManagement({ request }: Denial, { settings }: OperateDeps): boolean {
	const { containment } = settings.configuration;
	return isDirectory(request) && isUncovered(containment.managementAccount, containment);
}

/** True for a directory user in a pilot, whom the SCP does not reach in other accounts. */
function isOpenOutsidePilot({ request }: Denial, { settings }: OperateDeps): boolean {
	return isDirectory(request) && isPilot(settings.configuration.deployment);
}

function isDirectory({ selector }: Denial['request']): boolean {
	return selector.key === 'identitystore:UserId';
}

/** Shows whom the cut of a role hits, and asks. */
async function isDeclined(
	denial: Denial,
	{ yes }: ContainOptions,
	deps: OperateDeps,
): Promise<boolean> {
	const hits = await whomItHits(denial, deps);
	if (hits === null) return false;
	const { timeZone } = deps.settings.configuration;
	const denied = scopeText(denial.request.denyScope);
	for (const line of hitLines(hits, { denied, timeZone })) await deps.tell(line);
	return !yes && !(await deps.confirm('Deny all of these sessions?'));
}

function summaryOf({ request, name, caseName, caseId }: Denial, timeZone: string): string {
	const { person, selector, denyScope, policies, until } = request;
	const which = caseId === null ? '' : ` (case ${caseId})`;
	const where = policies.map(({ policy }) => policy).join(' and ');
	// The key of most people contains the name; that of a directory user contains their id.
	const byHand = name === null || person.includes(name) ? person : name;
	const who = roleText(request) ?? oneLine(caseName === null ? byHand : plainName(caseName));
	return `${who}${which}, ${selector.key} = ${oneLine(selector.value)}, ${scopeText(denyScope)}, until ${dateTime(until, timeZone)}, by ${where}`;
}

function changeText({ did, containment }: Change): string {
	if (did.includes('requested')) return `requested: containment ${containment.id}`;
	const what = did.length === 0 ? 'unchanged' : did.join(', ');
	return `${what}: containment ${containment.id}, ${stateText(containment)}`;
}

async function tellWhatFollows(
	{ containments, policies }: Contained,
	{ tell }: OperateDeps,
): Promise<void> {
	if (policies.length > 0)
		await tell(
			`The text of ${policies.join(', ')} is being published. Wait for "effective": before that nobody is known to be denied. After that AWS may need a few minutes more.`,
		);
	for (const { id } of containments) await tell(`Check its state: ${commandLine(`status ${id}`)}`);
	for (const { id } of containments)
		await tell(`Release it:      ${commandLine(`release ${id} --reason "…"`)}`);
}
