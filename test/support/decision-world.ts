import type { CaseStore, StoredCase } from '../../shared/case/case-store.ts';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import type { ContainmentRequest } from '../../shared/containment/containment.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { Plan } from '../../shared/containment/plan-containment.ts';
import {
	type AskedContain,
	carryOutContain,
	prepareContain,
} from '../../shared/decision/contain.ts';
import {
	type DecisionDeps,
	type IamPrincipal,
	settingsFor,
} from '../../shared/decision/decision-deps.ts';
import { carryOutRelease, prepareRelease } from '../../shared/decision/release.ts';
import { dynamodbDirectoryWatch } from '../../shared/history/dynamodb-directory-watch.ts';
import { dynamodbPeopleByName } from '../../shared/history/dynamodb-people-by-name.ts';
import { dynamodbRoleUses } from '../../shared/history/dynamodb-role-uses.ts';
import { type DirectoryWatch, dayOf } from '../../shared/history/own-accounts.ts';
import type { KnownUser, PeopleByName } from '../../shared/history/people-by-name.ts';
import type { RoleUses, SeenUse } from '../../shared/history/role-use.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { dynamodbStackSetWatch } from '../../shared/stack-sets/dynamodb-stack-set-watch.ts';
import type { StackSetWatch } from '../../shared/stack-sets/watch-state.ts';
import type { DailySummaries } from '../../shared/summary/daily-summaries.ts';
import { dynamodbDailySummaries } from '../../shared/summary/dynamodb-daily-summaries.ts';
import { aJudgedSignIn } from './a-case.ts';
import { REQUESTED_AT, RULE } from './a-submitted-request.ts';
import { addAsJudge } from './an-addition.ts';
import { ledgerOn, withDynamo } from './each-ledger.ts';
import { memoryCaseStore } from './memory-case-store.ts';
import { memoryDailySummaries } from './memory-daily-summaries.ts';
import { type Ledgers, memoryLedger } from './memory-ledger.ts';
import { memoryNotices } from './memory-notices.ts';
import { memoryStackSetWatch } from './memory-stack-set-watch.ts';
import { type SentHints, someHints } from './some-hints.ts';
import { aConfiguration } from './some-settings.ts';

export const ACCOUNT = '111122223333';
export const MANAGEMENT_ACCOUNT = '222233334444';
export const SORA = {
	arn: 'arn:aws:sts::111122223333:assumed-role/responder/sora',
	account: ACCOUNT,
	userId: 'AROAEXAMPLERESPONDER:sora',
};
export const REASON = 'her laptop was stolen';
/** The IAM users and roles of the caller's account. */
const IAM: readonly IamPrincipal[] = [
	{
		id: 'AIDAEXAMPLEMINJIKIM01',
		name: 'minji.kim',
		arn: 'arn:aws:iam::111122223333:user/minji.kim',
	},
	{
		id: 'AIDAEXAMPLEEMERGENCY1',
		name: 'emergency',
		arn: 'arn:aws:iam::111122223333:user/emergency',
	},
	{ id: 'AROAEXAMPLEDEPLOYER01', name: 'deployer', arn: 'arn:aws:iam::111122223333:role/deployer' },
	{
		id: 'AROAEXAMPLEAUTOSCALE1',
		name: 'AWSServiceRoleForAutoScaling',
		arn: 'arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
	},
	{
		id: 'AROAEXAMPLERESPONDER1',
		name: 'eyes-responder',
		arn: 'arn:aws:iam::111122223333:role/eyes/eyes-responder',
	},
	{
		id: 'AROAEXAMPLECONTAIN001',
		name: 'eyes-contain',
		arn: 'arn:aws:iam::111122223333:role/eyes/eyes-contain',
	},
];

export const ORGANIZATION: Partial<ConfigurationInput> = {
	containment: {
		policyType: 'scp',
		managementAccount: MANAGEMENT_ACCOUNT,
		modes: { [MANAGEMENT_ACCOUNT]: 'ask' },
		protectedPrincipals: ['arn:aws:iam::*:user/emergency', 'AIDAEXAMPLEPROTECTED1'],
	},
	deployment: {
		kind: 'organization',
		organization: { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: ACCOUNT },
	},
};
export const ONE_ACCOUNT: Partial<ConfigurationInput> = {
	containment: {
		policyType: 'iam',
		protectedPrincipals: [{ name: 'emergency', account: ACCOUNT }],
	},
};

export interface DecisionWorld {
	readonly deps: DecisionDeps & {
		readonly ledger: Ledgers;
		readonly cases: CaseStore;
		readonly notices: Notices;
		readonly summaries: DailySummaries;
		readonly directory: DirectoryWatch;
		readonly stackSets: StackSetWatch;
		readonly roleUses: RoleUses;
		readonly people: PeopleByName;
	};
	/** User ids of Identity Center by user name or e-mail address. */
	readonly identityStore: Map<string, readonly string[]>;
	/** The hints that were sent. */
	readonly sent: SentHints;
	/** Moves the clock forward. */
	readonly wait: (minutes: number) => void;
}

export type Stores = Pick<
	DecisionWorld['deps'],
	'ledger' | 'cases' | 'notices' | 'summaries' | 'directory' | 'stackSets' | 'roleUses' | 'people'
>;

/**
 * Makes the world in memory or on the given stores, ten minutes after the requests of the tests.
 */
export function aDecisionWorld(
	over: Partial<ConfigurationInput> = ORGANIZATION,
	{ stores = inMemory(), caller = SORA }: { stores?: Stores; caller?: DecisionDeps['caller'] } = {},
): DecisionWorld {
	let now = REQUESTED_AT + 10 * 60_000;
	const { hints, sent } = someHints();
	const identityStore = new Map<string, readonly string[]>();
	return {
		...{ sent, identityStore },
		deps: {
			...stores,
			settings: settingsFor(aConfiguration(over), caller),
			hints,
			iam: {
				user: async (asked) => IAM.find(({ name }) => name === asked) ?? null,
				role: async (asked) =>
					IAM.find(({ name, id }) => name === asked && id.startsWith('AROA')) ?? null,
				byId: async (asked) => IAM.find(({ id }) => id === asked) ?? null,
			},
			identityCenter: { userIds: async (name) => identityStore.get(name) ?? [] },
			caller,
			now: () => now,
		},
		wait: (minutes) => {
			now += minutes * 60_000;
		},
	};
}

function inMemory(): Stores {
	return {
		...{ ledger: memoryLedger(), cases: memoryCaseStore(), notices: memoryNotices() },
		summaries: memoryDailySummaries(),
		directory: memoryDirectoryWatch(),
		stackSets: memoryStackSetWatch(),
		roleUses: memoryRoleUses(),
		people: memoryPeople(),
	};
}

/** Knows no record of the portal. */
function memoryDirectoryWatch(): DirectoryWatch {
	let last: Awaited<ReturnType<DirectoryWatch['missing']>> = null;
	return {
		noteMissing: async ({ recipient, time }) => {
			last = { account: recipient ?? '-', day: dayOf(time) };
		},
		missing: async () => last,
	};
}

function memoryRoleUses(): RoleUses {
	const all: SeenUse[] = [];
	return {
		remember: async (seen) => void all.push(seen),
		since: async (role, time) => ({
			uses: all.filter((one) => one.role === role && one.use.lastAt >= time).map(({ use }) => use),
			isMore: false,
		}),
	};
}

/** Knows no directory user. */
function memoryPeople(): PeopleByName {
	const users: KnownUser[] = [];
	return {
		remember: async (user, lastAt) => void users.push({ ...user, lastAt }),
		iamUsers: async (asked) =>
			users.filter(({ name }) => name.toLowerCase() === asked.toLowerCase()),
		directoryUsers: async () => [],
	};
}

/** Every kind of stores, with its name. */
export function eachKindOfStores(): [string, () => Promise<Stores>][] {
	const dynamo = withDynamo();
	return [
		['in memory', async () => inMemory()],
		['in DynamoDB', async () => storesOn(await dynamo().makeTable())],
	];
}

export function storesOn(table: Table): Stores {
	return {
		ledger: ledgerOn(table),
		cases: dynamodbCases(table),
		notices: dynamodbNotices(table),
		summaries: dynamodbDailySummaries(table),
		directory: dynamodbDirectoryWatch(table),
		stackSets: dynamodbStackSetWatch(table),
		roleUses: dynamodbRoleUses(table),
		people: dynamodbPeopleByName(table),
	};
}

export const MINJIS_REQUEST: ContainmentRequest = {
	person: 'user:111122223333/minji.kim',
	selector: { key: 'aws:userid', value: 'AIDAEXAMPLEMINJIKIM01' },
	denyScope: 'untrusted-networks',
	policies: [{ policy: 'scp', account: ACCOUNT, attachment: null }],
	until: REQUESTED_AT + 7 * 86_400_000,
	reason: 'untrusted-sign-in',
};

/** Makes Minji's case as judge-sign-in does: requested, waiting for a human, or only planned. */
export async function givenCase(
	{ deps: { cases, ledger } }: DecisionWorld,
	state: 'requested' | 'asked' | 'held' | 'planned',
	requests: readonly ContainmentRequest[] = [MINJIS_REQUEST],
): Promise<{ stored: StoredCase; containments: Containment[] }> {
	const notContained = {
		requested: null,
		asked: 'mode-ask',
		held: 'breaker-open',
		planned: 'mode-observe',
	} as const;
	const plan: Plan = { requests, notContained: notContained[state], advice: null };
	const requested = state === 'planned' ? [] : requests;
	const stored = await addAsJudge(cases, aJudgedSignIn(), { plan, requested });
	const { id } = stored.case;
	const containments = await Promise.all(
		requested.map((request) =>
			ledger.request({
				...{ request, occasion: id, caseId: id, by: RULE, note: null, at: REQUESTED_AT },
				state: state === 'planned' ? 'requested' : state,
			}),
		),
	);
	return { stored, containments };
}

/**
 * Records what the publisher has published: what the policy's text holds, and what it does not hold
 * any more.
 */
export async function publish({ deps: { ledger } }: DecisionWorld, at: number): Promise<void> {
	const lease = await ledger.lease('scp', { holder: `run-${at}`, now: at, ms: 1 });
	if (lease === null) throw new Error('the policy is leased');
	const { active, ending } = await ledger.activeFor('scp');
	await ledger.begin(lease, { before: `before ${at}`, after: `after ${at}`, at });
	const outcomes = [
		...active.map(({ id }) => ({ id, state: 'effective' as const, problem: null })),
		...ending.map(({ id }) => ({ id, state: 'ended' as const, problem: null })),
	];
	await ledger.settle(lease, outcomes, at);
}

/** Contains with the same reason each time, from the request to the end. */
export async function contain(
	{ deps }: DecisionWorld,
	whom: string,
	asked: Partial<AskedContain> = {},
) {
	const nothing = { denyScope: null, hours: null, account: null, name: null, isSure: false };
	const prepared = await prepareContain({ whom, ...nothing, ...asked }, deps);
	if (prepared.kind !== 'prepared') return prepared;
	return carryOutContain(prepared, { why: REASON, onChange: async () => {} }, deps);
}

/** Releases with the same reason. */
export async function release({ deps }: DecisionWorld, id: string, why = REASON) {
	const prepared = await prepareRelease(id, deps);
	return prepared.kind === 'refused' ? prepared : carryOutRelease(prepared, why, deps);
}
