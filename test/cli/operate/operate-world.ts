import type { IamPrincipal, OperateDeps } from '../../../cli/operate/deps.ts';
import type { CaseStore, StoredCase } from '../../../shared/case/case-store.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import type { ContainmentRequest } from '../../../shared/containment/containment.ts';
import type { Containment } from '../../../shared/containment/ledger/ledger.ts';
import type { Plan } from '../../../shared/containment/plan-containment.ts';
import { dynamodbNotices } from '../../../shared/outbox/dynamodb-notices.ts';
import type { Notices } from '../../../shared/outbox/notices.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';
import { REQUESTED_AT, RULE } from '../../support/a-submitted-request.ts';
import { addAsJudge } from '../../support/an-addition.ts';
import { ledgerOn, withDynamo } from '../../support/each-ledger.ts';
import { memoryCaseStore } from '../../support/memory-case-store.ts';
import { type Ledgers, memoryLedger } from '../../support/memory-ledger.ts';
import { memoryNotices } from '../../support/memory-notices.ts';
import { type SentHints, someHints } from '../../support/some-hints.ts';
import { aConfiguration } from '../../support/some-settings.ts';

export const ACCOUNT = '111122223333';
export const MANAGEMENT_ACCOUNT = '222233334444';
export const SORA = {
	arn: 'arn:aws:sts::111122223333:assumed-role/responder/sora',
	account: ACCOUNT,
	userId: 'AROAEXAMPLERESPONDER:sora',
};
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
		id: 'AROAEXAMPLECONTAIN001',
		name: 'eyes-contain',
		arn: 'arn:aws:iam::111122223333:role/eyes/eyes-contain',
	},
];

export const ORGANIZATION: Partial<ConfigurationInput> = {
	containment: {
		policyType: 'scp',
		managementAccount: MANAGEMENT_ACCOUNT,
		protectedPrincipals: ['arn:aws:iam::*:user/emergency', 'AIDAEXAMPLEPROTECTED1'],
	},
	deployment: {
		kind: 'organization',
		organization: { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: ACCOUNT },
	},
};
export const ONE_ACCOUNT: Partial<ConfigurationInput> = {
	containment: { policyType: 'iam', protectedPrincipals: ['emergency'] },
};

export interface World {
	readonly deps: OperateDeps & {
		readonly ledger: Ledgers;
		readonly cases: CaseStore;
		readonly notices: Notices;
	};
	/** What was printed, and what was hinted at. */
	readonly lines: string[];
	readonly sent: SentHints;
	/** Time passes. */
	readonly wait: (minutes: number) => void;
	/** Everything printed since the last time this was asked. */
	readonly printed: () => string;
}

type Stores = Pick<World['deps'], 'ledger' | 'cases' | 'notices'>;

/** The rooms in memory, or on the stores given; ten minutes after the requests of the tests. */
export function aWorld(
	over: Partial<ConfigurationInput> = ORGANIZATION,
	stores: Stores = inMemory(),
): World {
	let now = REQUESTED_AT + 10 * 60_000;
	const lines: string[] = [];
	const { hints, sent } = someHints();
	return {
		...{ lines, sent },
		deps: {
			...stores,
			configuration: aConfiguration(over),
			hints,
			iam: {
				user: async (asked) => IAM.find(({ name }) => name === asked) ?? null,
				byId: async (asked) => IAM.find(({ id }) => id === asked) ?? null,
			},
			caller: SORA,
			now: () => now,
			tell: async (line) => {
				lines.push(line);
			},
		},
		wait: (minutes) => {
			now += minutes * 60_000;
		},
		printed: () => lines.splice(0).join('\n'),
	};
}

function inMemory(): Stores {
	return { ledger: memoryLedger(), cases: memoryCaseStore(), notices: memoryNotices() };
}

/** For each kind of store a name and a initiator of a world on it. */
export function eachWorld(): [string, (over?: Partial<ConfigurationInput>) => Promise<World>][] {
	const dynamo = withDynamo();
	return [
		['in memory', async (over) => aWorld(over)],
		[
			'in DynamoDB',
			async (over) => {
				const table = await dynamo().makeTable();
				const cases = dynamodbCases(table);
				return aWorld(over, { ledger: ledgerOn(table), cases, notices: dynamodbNotices(table) });
			},
		],
	];
}

export const MINJIS_REQUEST: ContainmentRequest = {
	person: 'user:111122223333/minji.kim',
	selector: { key: 'aws:userid', value: 'AIDAEXAMPLEMINJIKIM01' },
	denyScope: 'untrusted-networks',
	policies: [{ policy: 'scp', account: ACCOUNT, attachment: null }],
	until: REQUESTED_AT + 7 * 86_400_000,
	reason: 'untrusted-sign-in',
};

/** Minji's case as judge-sign-in leaves it: requested at once, waiting for a human, or only planned. */
export async function givenCase(
	{ deps: { cases, ledger } }: World,
	state: 'requested' | 'asked' | 'held' | 'planned',
): Promise<{ stored: StoredCase; containments: Containment[] }> {
	const requests = [MINJIS_REQUEST];
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

/** The publisher has seen all that the policy holds in its text, or out of it. */
export async function publish({ deps: { ledger } }: World, at: number): Promise<void> {
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
