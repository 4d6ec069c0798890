import { expectedInstances, type Look, lookAt } from '../../../shared/stack-sets/look.ts';
import { ALL_READ, NOT_CURRENT, SOME_REFUSED } from '../../exit-codes.ts';
import { awsSentence } from '../../operate/aws-words.ts';
import { oneLine } from '../../operate/containment-text.ts';
import type { DeployDeps } from '../deps.ts';
import type { Part } from '../part.ts';
import { stackSetLines } from './stack-set-lines.ts';

/** CloudFormation has waited for its own operations; this is for those that came after them. */
const MOST_MS = 20 * 60_000;
const PAUSE_MS = 15_000;

/**
 * Waits for running operations of the StackSets, then tells each instance that is not current: the
 * tolerance lets a deployment succeed although some of its accounts or Regions failed. Gives the
 * exit code.
 */
export async function tellStackSets({ kind, main }: Part, deps: DeployDeps): Promise<number> {
	const { configuration, tell, caller } = deps;
	const { targets, region, regions } = configuration.deployment;
	if (kind !== 'management' || targets === null) return ALL_READ;
	try {
		await awaitOperations(deps);
		const instances = await deps.aws.stackSets.instances();
		const { active, inUnits } = await deps.aws.stackSets.accounts(targets.units);
		const members = active.filter((account) => account !== caller.account);
		const watched = [region, ...regions] as const;
		const expected = expectedInstances({ targets, active: members, inUnits, regions: watched });
		const look = lookAt(instances, expected);
		for (const line of stackSetLines(look, { configuration, region: main.region }))
			await tell(line);
		return isComplete(look) ? ALL_READ : NOT_CURRENT;
	} catch (error) {
		await tell(
			`StackSets: it is NOT KNOWN which instances are current: ${sentenceOf(error)}. Run the deployment again`,
		);
		return SOME_REFUSED;
	}
}

/** Where there is nothing at all, nobody is watched. */
function isComplete({ current, notCurrent }: Look): boolean {
	return notCurrent.length === 0 && current > 0;
}

/** Our own mistakes are thrown as they are. */
function sentenceOf(error: unknown): string {
	if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError)
		throw error;
	return awsSentence(error) ?? oneLine(`${error.name}: ${error.message}`, MOST_SENTENCE);
}

const MOST_SENTENCE = 300;

async function awaitOperations({ aws, tell, sleep }: DeployDeps): Promise<void> {
	for (let waited = 0; ; waited += PAUSE_MS) {
		const working = await aws.stackSets.working();
		if (working.length === 0) return;
		const names = working.join(', ');
		if (waited === 0)
			await tell(
				`StackSets: waiting for operations of ${names}, ${MOST_MS / 60_000} minutes at most`,
			);
		if (waited >= MOST_MS) {
			await tell(`StackSets: ${names} still work; this is how far they are:`);
			return;
		}
		await sleep(PAUSE_MS);
	}
}
