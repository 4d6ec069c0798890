import type { InText } from '../../shared/containment/document/read-denied.ts';
import type { Denial } from '../../shared/decision/denials.ts';
import { roleOf } from '../../shared/decision/role-hits.ts';
import type { RoleUse, RoleUsesSeen } from '../../shared/history/role-use.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { printable } from '../terminal.ts';

const MOST_LISTED = 200;

const KINDS: Readonly<Record<RoleUse['kind'], string>> = {
	person: 'person',
	machine: 'machine',
	'external-account': 'external account',
};

/** Names the role of a containment of a whole role; null for all others. */
export function roleText(request: Pick<Denial['request'], 'selector' | 'person'>): string | null {
	const role = roleOf(request);
	return role === null ? null : `role ${printable(role.name)} of account ${role.account}`;
}

/** Says how many a deny document denies, and in how many statements. */
export function inTextText({ principals, roles, statements }: InText): string {
	const ofRoles = roles === 0 ? '' : ` and ${roles} whole role${roles === 1 ? '' : 's'}`;
	const count = `${principals} principal${principals === 1 ? '' : 's'}`;
	return `${count}${ofRoles} denied in ${statements} statement${statements === 1 ? '' : 's'}`;
}

/** Says which sessions of a cut role are denied; an empty text for everybody else. */
export function sessionsText(
	{ issuedBefore }: Pick<Denial['request'], 'issuedBefore'>,
	timeZone: string,
): string {
	return issuedBefore === undefined ? '' : `, sessions before ${dateTime(issuedBefore, timeZone)}`;
}

/** Says what cutting a role means, and whom it hits. */
export function hitLines(
	{ uses, isMore }: RoleUsesSeen,
	{ denied, timeZone }: { readonly denied: string; readonly timeZone: string },
): string[] {
	const shown = uses.slice(0, MOST_LISTED);
	const rest = uses.length - shown.length;
	return [
		`Every session of this role that was issued until a minute after the text is published is denied (${denied}). A session that somebody obtains later is not: contain the thief or change the trust policy first.`,
		uses.length === 0 && !isMore
			? 'Nobody was seen on this role in the last 12 hours.'
			: 'Seen on this role in the last 12 hours:',
		...shown.map((use) => `  ${useText(use, timeZone)}`),
		...(rest > 0 ? [`  and ${rest} more`] : []),
		...(isMore ? ['  and maybe others: not all uses of this role were read'] : []),
		'Only sign-ins and STS calls are seen. A machine whose session an AWS service obtained (EC2, Lambda, ECS) may be missing here; it is denied too until its service renews the session.',
		'A session that was renewed by GetScopedCredentials just before may count as issued later, and stay open.',
	];
}

function useText(
	{ name, kind, network, classification, lastAt }: RoleUse,
	timeZone: string,
): string {
	const who = name === null ? '(hidden name)' : printable(name, 200);
	const where = classification === 'trusted' ? network : `${classification} network ${network}`;
	return `${who} · ${KINDS[kind]} · ${printable(where)} · last seen after ${dateTime(lastAt, timeZone)}`;
}
