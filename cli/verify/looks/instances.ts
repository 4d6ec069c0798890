import { partOf } from '../../deploy/part.ts';
import { tellStackSets } from '../../deploy/stack-sets/tell-stack-sets.ts';
import { ALL_READ } from '../../exit-codes.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import type { VerifyDeps } from '../verify-deps.ts';

const BY_HAND =
	'aws cloudformation list-stack-instances --stack-set-name eyes-accounts --query "Summaries[?Status!=\'CURRENT\']"';

/** Says what `eyes deploy` says at its end about the StackSets, but does not wait for operations. */
export const checkInstances: Check = {
	places: ['management'],
	byHand: BY_HAND,
	ask: async ({ configuration, caller, deploy }) => {
		const part = partOf(configuration, caller.account, deploy.organizationsRegion);
		const working = await deploy.aws.stackSets.working();
		const said: string[] = [];
		const code = await tellStackSets(part, withoutWaiting(deploy, said));
		const running =
			working.length === 0
				? []
				: [
						notChecked(
							`operations still run on ${working.join(', ')}`,
							'npm run eyes -- verify, later',
						),
					];
		if (code === ALL_READ) return [...running, ...said.map(ok)];
		return [...running, ...groupsOf(said).map(asFinding)];
	},
};

function withoutWaiting(deploy: VerifyDeps['deploy'], said: string[]): VerifyDeps['deploy'] {
	return {
		...deploy,
		aws: { ...deploy.aws, stackSets: { ...deploy.aws.stackSets, working: async () => [] } },
		tell: async (line) => {
			said.push(line);
		},
	};
}

/** Lines that begin with a space or a dash belong to the one before. */
function groupsOf(lines: readonly string[]): string[][] {
	const groups: string[][] = [];
	for (const line of lines) {
		if (line.startsWith(' ')) groups.at(-1)?.push(line.trim());
		else groups.push([line]);
	}
	return groups;
}

function asFinding(group: readonly string[]): Finding {
	const commands = group.filter((line) => line.startsWith(COMMAND));
	const says = group.filter((line) => !line.startsWith(COMMAND)).join(' ');
	return differs(says.replace(/^- /, ''), ...commands.map((line) => line.slice(COMMAND.length)));
}

const COMMAND = '$ ';
