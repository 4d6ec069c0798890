import type { IamPrincipal, OperateRooms } from '../../../cli/operate/deps.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import type { CaseStore, StoredCase } from '../../../shared/case/case-store.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { dynamodbNotices } from '../../../shared/outbox/dynamodb-notices.ts';
import type { Notices } from '../../../shared/outbox/notices.ts';
import type { Wish } from '../../../shared/containment/containment.ts';
import type { Containment } from '../../../shared/containment/ledger/ledger.ts';
import type { Plan } from '../../../shared/containment/plan-containment.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';
import { RULE, WISHED_AT } from '../../support/a-submitted-request.ts';
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
	{ id: 'AIDAEXAMPLEMINJIKIM01', name: 'minji.kim', arn: 'arn:aws:iam::111122223333:user/minji.kim' },
	{ id: 'AIDAEXAMPLEEMERGENCY1', name: 'emergency', arn: 'arn:aws:iam::111122223333:user/emergency' },
	{ id: 'AROAEXAMPLEDEPLOYER01', name: 'deployer', arn: 'arn:aws:iam::111122223333:role/deployer' },
	{
		id: 'AROAEXAMPLECONTAIN001',
		name: 'eyes-contain',
		arn: 'arn:aws:iam::111122223333:role/eyes/eyes-contain',
	},
];

export const ORGANIZATION: Partial<ConfigurationInput> = {
	containment: {
		channel: 'organization',
		managementAccount: MANAGEMENT_ACCOUNT,
		protectedPrincipals: ['arn:aws:iam::*:user/emergency', 'AIDAEXAMPLEPROTECTED1'],
	},
	deployment: {
		kind: 'organization',
		organization: { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: ACCOUNT },
	},
};
export const ONE_ACCOUNT: Partial<ConfigurationInput> = {
	containment: { channel: 'account', protectedPrincipals: ['emergency'] },
};

export interface World {
	readonly rooms: OperateRooms & {
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

type Stores = Pick<World['rooms'], 'ledger' | 'cases' | 'notices'>;

/** The rooms in memory, or on the stores given; ten minutes after the wishes of the tests. */
export function aWorld(over: Partial<ConfigurationInput> = ORGANIZATION, stores: Stores = inMemory()): World {
	let now = WISHED_AT + 10 * 60_000;
	const lines: string[] = [];
	const { hints, sent } = someHints();
	return {
		...{ lines, sent },
		rooms: {
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

/** For each kind of store a name and a maker of a world on it. */
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

export const MINJIS_WISH: Wish = {
	person: 'user:111122223333/minji.kim',
	selector: { key: 'aws:userid', value: 'AIDAEXAMPLEMINJIKIM01' },
	reach: 'outside',
	targets: [{ target: 'organization', account: ACCOUNT, attachment: null }],
	until: WISHED_AT + 7 * 86_400_000,
	reason: 'external-sign-in',
};

/** Minji's case as judge-sign-in leaves it: wished at once, waiting for a human, or only planned. */
export async function givenCase(
	{ rooms: { cases, ledger } }: World,
	state: 'wished' | 'asked' | 'held' | 'planned',
): Promise<{ stored: StoredCase; containments: Containment[] }> {
	const wishes = [MINJIS_WISH];
	const notContained = {
		wished: null,
		asked: 'mode-ask',
		held: 'brake-open',
		planned: 'mode-observe',
	} as const;
	const plan: Plan = { wishes, notContained: notContained[state], advice: null };
	const wished = state === 'planned' ? [] : wishes;
	const stored = await addAsJudge(cases, aJudgedSignIn(), { plan, wished });
	const { id } = stored.case;
	const containments = await Promise.all(
		wished.map((wish) =>
			ledger.wish({
				...{ wish, occasion: id, caseId: id, by: RULE, note: null, at: WISHED_AT },
				state: state === 'planned' ? 'wished' : state,
			}),
		),
	);
	return { stored, containments };
}

/** The publisher has seen all that the target holds in its text, or out of it. */
export async function publish({ rooms: { ledger } }: World, at: number): Promise<void> {
	const lease = await ledger.lease('organization', { holder: `run-${at}`, now: at, ms: 1 });
	if (lease === null) throw new Error('the target is leased');
	const { active, lifting } = await ledger.activeFor('organization');
	await ledger.begin(lease, { before: `before ${at}`, after: `after ${at}`, at });
	const outcomes = [
		...active.map(({ id }) => ({ id, state: 'effective' as const, trouble: null })),
		...lifting.map(({ id }) => ({ id, state: 'ended' as const, trouble: null })),
	];
	await ledger.settle(lease, outcomes, at);
}
