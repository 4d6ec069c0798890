import { fitPattern } from '../../../infra/fit-pattern.ts';
import { roomOnBuses } from '../../doctor/room.ts';
import { ifAllowed } from './if-allowed.ts';
import { NOTHING_TO_ASK, type Question } from './question.ts';

/**
 * A rule that does not fit on a bus would make the whole stack of its Region fail, also the rule of
 * sign-ins.
 */
export const askRoom: Question = ifAllowed(
	async ({ deps: { configuration, caller, aws } }) => {
		if (fitPattern(configuration).pattern === null) return NOTHING_TO_ASK;
		const { account } = caller;
		const rooms = await roomOnBuses({ configuration, account, rulesOf: aws.rulesOf });
		const full = rooms.filter(({ isRoom }) => !isRoom).map(({ line }) => `  ${line}`);
		if (full.length > 0) {
			const problem = [
				`the rule of credential uses has no room on an event bus of account ${account}:`,
				...full,
				'  Or do without it: use: { keys: false } in the configuration',
			].join('\n');
			return { told: [], problems: [problem] };
		}
		const regions = [...new Set(rooms.map(({ region }) => region))];
		const told = `event buses: the rule of credential uses fits in ${regions.join(', ')}`;
		return { told: [told], problems: [] };
	},
	() => ({
		what: 'whether the rule of credential uses has room on the event buses, of whose rules 30 may have wildcards',
		command: 'aws events list-rules --query "Rules[?contains(EventPattern, \'wildcard\')].Name"',
	}),
);
