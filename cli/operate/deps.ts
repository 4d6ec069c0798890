import { setTimeout } from 'node:timers/promises';
import type { CaseStore } from '../../shared/case/case-store.ts';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { dynamodbBreakerLedger } from '../../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPolicyLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import type { PolicyLedger } from '../../shared/containment/ledger/ledger-policy.ts';
import {
	type Caller,
	type DecisionDeps,
	type IdentityCenter,
	settingsFor,
} from '../../shared/decision/decision-deps.ts';
import { iamPrincipals } from '../../shared/decision/iam-principals.ts';
import { dynamodbDirectoryWatch } from '../../shared/history/dynamodb-directory-watch.ts';
import { dynamodbPeopleByName } from '../../shared/history/dynamodb-people-by-name.ts';
import { dynamodbRoleUses } from '../../shared/history/dynamodb-role-uses.ts';
import type { DirectoryWatch } from '../../shared/history/own-accounts.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import { sqsClient, sqsHints } from '../../shared/outbox/sqs-hints.ts';
import { type PassOver, workOrPassOver } from '../../shared/runtime/dynamodb-item.ts';
import { openTable } from '../../shared/runtime/dynamodb-table.ts';
import { HUB_STACK, type HubOutput } from '../../shared/runtime/names.ts';
import { dynamodbStackSetWatch } from '../../shared/stack-sets/dynamodb-stack-set-watch.ts';
import type { StackSetWatch } from '../../shared/stack-sets/watch-state.ts';
import type { DailySummaries } from '../../shared/summary/daily-summaries.ts';
import { dynamodbDailySummaries } from '../../shared/summary/dynamodb-daily-summaries.ts';
import { confirm } from '../confirm.ts';
import { say, write } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { awsStacks, describeStack } from './cloudformation-stacks.ts';
import { checkLiveStack } from './live-stack.ts';
import type { Where } from './options.ts';
import { askCaller } from './sts-caller.ts';
import { processScreen, type Screen } from './watch.ts';

/** Everything that commands on the live table use: decisions, and what `eyes status` reads. */
export interface OperateDeps extends DecisionDeps {
	readonly ledger: DecisionDeps['ledger'] &
		Pick<PolicyLedger, 'activeFor' | 'publications' | 'textOf'>;
	readonly cases: DecisionDeps['cases'] & Pick<CaseStore, 'due'>;
	readonly notices: DecisionDeps['notices'] & Pick<Notices, 'due'>;
	readonly summaries: Pick<DailySummaries, 'read'>;
	readonly directory: Pick<DirectoryWatch, 'missing'>;
	readonly stackSets: Pick<StackSetWatch, 'read'>;
	/** Asks the person; true for yes. Throws a UsageError if there is no terminal. */
	readonly confirm: (question: string) => Promise<boolean>;
	readonly sleep: (ms: number) => Promise<void>;
	readonly screen: Screen;
	/** Writes a line of the result. */
	readonly tell: (line: string) => Promise<void>;
}

interface Opening extends Pick<Where, 'given'> {
	readonly passOver?: PassOver;
	/** The Region of Identity Center, if it is another one than that of the table. */
	readonly identityCenterRegion?: string | null;
}

/**
 * Opens the live table and queues, with the credentials that the SDK finds. Throws a UsageError if
 * they cannot be found. `passOver` takes note of items that cannot be read; without it the first
 * one is an error.
 */
export async function makeDeps(
	configuration: Configuration,
	{ given, passOver, identityCenterRegion = null }: Opening,
): Promise<OperateDeps> {
	const { region } = configuration.deployment;
	// All clients read this variable. The table is in the configured Region, not in a profile's.
	process.env.AWS_REGION = region;
	const caller = await askCaller(region);
	const { table: name, notify, contain } = given ?? (await fromStack(caller, region));
	const table = openTable(name, passOver);
	const cases = dynamodbCases(table);
	const notices = dynamodbNotices(table);
	const { channel } = configuration.slack;
	const tell = (line: string) => write(`${line}\n`);
	return {
		settings: settingsFor(configuration, caller),
		ledger: {
			...dynamodbLedger(table),
			...dynamodbBreakerLedger(table),
			...dynamodbPolicyLedger(table),
		},
		cases: {
			...cases,
			find: (id) => workOrPassOver(cases.find(id), passOver),
			touch: (id) => workOrPassOver(cases.touch(id), passOver),
		},
		notices: {
			...notices,
			find: (id) => workOrPassOver(notices.find(id), passOver),
			makeDue: (notice) => workOrPassOver(notices.makeDue(notice), passOver),
		},
		summaries: dynamodbDailySummaries(table),
		directory: dynamodbDirectoryWatch(table),
		stackSets: dynamodbStackSetWatch(table),
		hints: sayIfLost(sqsHints({ client: sqsClient(), notify, contain, channel }), tell),
		iam: iamPrincipals(region),
		people: dynamodbPeopleByName(table),
		identityCenter: identityCenter(identityCenterRegion ?? region),
		roleUses: dynamodbRoleUses(table),
		confirm,
		caller,
		now: Date.now,
		sleep: (ms) => setTimeout(ms),
		screen: processScreen(),
		tell,
	};
}

/** Says, before it fails, what becomes of a decision of which the queues were not told. */
function sayIfLost(hints: Hints, tell: OperateDeps['tell']): Hints {
	const say = async (error: unknown) => {
		await tell(
			'The decision is stored, but a queue could not be told: reconcile carries it out within about five minutes. See: ' +
				commandLine('status'),
		);
		throw error;
	};
	return {
		toContain: (about, change) => hints.toContain(about, change).catch(say),
		toNotify: (about, change) => hints.toNotify(about, change).catch(say),
	};
}

/** Its clients are loaded only if somebody is looked for by name. */
function identityCenter(region: string): IdentityCenter {
	return {
		userIds: async (name) => {
			const { identitystoreUsers } = await import('./identitystore-users.ts');
			return identitystoreUsers(region).userIds(name);
		},
	};
}

async function fromStack(caller: Caller, region: string): Promise<NonNullable<Where['given']>> {
	const stack = await describeStack(HUB_STACK, region);
	const warning = await checkLiveStack(stack?.state ?? null, { caller, region }, awsStacks);
	if (warning !== null) say(`warning: ${warning}`);
	const output = (key: HubOutput) => {
		const value = stack?.outputs.get(key);
		if (value !== undefined) return value;
		throw new UsageError(
			`the stack ${HUB_STACK} has no output ${key}: deploy it again with this version`,
		);
	};
	return {
		table: output('TableName'),
		notify: output('NotifyQueueUrl'),
		contain: output('ContainQueueUrl'),
	};
}
