import type { Configuration, ProtectedEntry } from './configuration.ts';
import { ARN_PARTS } from './pattern.ts';
import { namesRole } from './role-pattern.ts';

/** With less literal text in one piece, a pattern matches names that nobody thought of. */
const LEAST_LITERAL = 3;

/** Warns of patterns that mean more than was probably meant, and says what they do. */
export function broadPatterns(configuration: Configuration): string[] {
	const { monitorRoles, workloads, exemptions, containment, report } = configuration;
	return [
		...at('monitorRoles', monitorRoles, ofMonitorRole),
		...at('workloads', workloads, ofWorkload),
		...at('exemptions', exemptions, ofExemption),
		...at('containment.protectedPrincipals', containment.protectedPrincipals, ofProtected),
		...at('report.machineUsers', report.machineUsers, ofMachineUser),
	];
}

/** What is wrong with an entry, from its path on; null if nothing is. */
type Doubt<Entry> = (entry: Entry) => string | null;

function at<Entry>(setting: string, entries: readonly Entry[], doubt: Doubt<Entry>): string[] {
	return entries.flatMap((entry, n) => {
		const found = doubt(entry);
		return found === null ? [] : [`${setting}.${n}${found}`];
	});
}

const ofMonitorRole: Doubt<string> = (role) =>
	role.includes('*')
		? `: "${role}" is a pattern, so anybody who may create such a role is never reported and never contained; write whole ARNs`
		: null;

const ofWorkload: Doubt<Configuration['workloads'][number]> = ({ role }) =>
	namesRole(role, LEAST_LITERAL)
		? null
		: `.role: "${role}" matches roles of nearly any name: as machines, their alerts are at most low, and rules contain none of them; name the roles`;

const ofExemption: Doubt<Configuration['exemptions'][number]> = ({ principal }) => {
	const path = `.principal: "${principal}"`;
	const isArn = principal.startsWith('arn:');
	if (isArn && principal.split(':').length < ARN_PARTS)
		return `${path} is no whole ARN, so it matches nobody; write one like arn:aws:iam::111122223333:user/kim`;
	if (isArn ? isBroadArn(principal) : isBroad(principal))
		return `${path} matches nearly everybody: their alerts are at most medium, and rules contain none of them; name the principals`;
	const name = sessionName(principal);
	return name === null ? null : `${path} ${chosenName(name)}`;
};

const ofProtected: Doubt<ProtectedEntry> = (entry) => {
	if (typeof entry !== 'string' || !entry.startsWith('arn:')) return null;
	if (isBroadArn(entry))
		return `: "${entry}" matches principals of nearly any name: none of them is ever contained, neither by rules nor by hand; name the principals`;
	const name = sessionName(entry);
	return name === null ? null : `: "${entry}" ${chosenName(name)}`;
};

const ofMachineUser: Doubt<string> = (user) =>
	isBroad(user)
		? `: "${user}" matches nearly every user, so the limit for people's keys applies to nobody; name the machines`
		: null;

function chosenName(name: string): string {
	return `has the name of a session (${name}), which callers choose: it means everybody who may assume the role; write * for the session`;
}

/** All names of a company may end with its domain, so what stands behind an `@` names nobody. */
function isBroad(pattern: string): boolean {
	const [name = ''] = pattern.split('@');
	return name.includes('*') && name.split('*').every((piece) => piece.length < LEAST_LITERAL);
}

/** The account of root, the role of a session, or the name of a user or role decides. */
function isBroadArn(arn: string): boolean {
	const [, , , , account = '', ...rest] = arn.split(':');
	const [kind = '', ...names] = rest.join(':').split('/');
	// Such a pattern means principals of several kinds.
	if (kind.includes('*')) return true;
	switch (kind) {
		case 'root':
			return account.includes('*');
		case 'role':
			return !namesRole(arn, LEAST_LITERAL);
		case 'assumed-role':
			return isBroad(names[0] ?? '');
		default:
			return isBroad(names.at(-1) ?? '');
	}
}

/** The literal name of a session in the pattern of its ARN or id; null if there is none. */
function sessionName(pattern: string): string | null {
	const name = /(?:^arn:.*:assumed-role\/[^/]+\/|^AROA[A-Z\d]+:)(.+)$/.exec(pattern)?.[1] ?? '*';
	return name === '*' ? null : name;
}
