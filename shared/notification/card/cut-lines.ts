import { type RoleInCase, rolesBySessions } from '../../case/sessions-by-role.ts';
import { isPlainRole } from '../../sign-in/role-sessions.ts';
import type { CardSource } from './card-source.ts';
import { codeOf } from './commands.ts';
import { own, type Phrase, phrase } from './phrase.ts';
import type { Step } from './steps.ts';

/** This limit keeps every card within Slack's limits for a message. */
const MOST_ROLES = 3;

/** How a human ends sessions by hand, which is not needed where a role is cut. */
const BY_HAND: readonly Step[] = ['stop-role', 'stop-entered-role'];
/** What can wait until the sessions are denied. */
const LATER: readonly Step[] = ['use-vpn', 'renew-credential', 'enrol-mfa', 'add-workload'];

/**
 * The roles to cut, the one with most sessions first; none unless sessions of the case are left that
 * rules do not deny. The roles of permission sets are left out, because their people are denied by
 * their user id.
 */
export function rolesToCut({
	theCase,
	standing: { plan },
}: Pick<CardSource, 'theCase' | 'standing'>) {
	if (!plan.notContained.includes('too-many-sessions')) return [];
	const denied = plan.requests.map(({ selector }) => selector.value);
	return rolesBySessions(theCase.sessions, denied).filter(
		({ role }) => role?.includes(':role/AWSReservedSSO_') !== true,
	);
}

/** One command a role. */
export function cutLines(source: CardSource): readonly Phrase[] {
	const { words } = source;
	const roles = rolesToCut(source);
	const rest = roles.length - MOST_ROLES;
	return [
		...roles.slice(0, MOST_ROLES).map((role) => {
			const { sessions, isMore } = role;
			const isKnown = role.role !== null;
			return phrase`${own(words.cutRole({ sessions, isMore, isKnown }))} ${codeOf(cutCommand(role))}`;
		}),
		...(rest > 0 ? [own(words.more(rest))] : []),
	];
}

/** The command that cuts a role. Only well-formed ids and ARNs are in it. */
export function cutCommand({ role, roleId }: RoleInCase): string {
	const whom =
		role !== null && isPlainRole(role) ? role : `${roleId.slice(0, 128)} --account … --name …`;
	return `contain ${whom} --reason "…"`;
}

/** Puts the cut where the steps end sessions by hand, or before what can wait. */
export function withCut(steps: readonly Step[]): readonly Step[] {
	const rest = steps.filter((step) => !BY_HAND.includes(step) && step !== 'nothing');
	const later = rest.findIndex((step) => LATER.includes(step));
	return rest.toSpliced(later < 0 ? rest.length : later, 0, 'cut-roles');
}
