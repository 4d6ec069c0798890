import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import { dynamodbKeyBirthdays } from '../../shared/credential/dynamodb-key-birthdays.ts';
import { dynamodbKeptPasts } from '../../shared/history/dynamodb-kept-pasts.ts';
import { dynamodbMentions } from '../../shared/outbox/dynamodb-mentions.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import { dynamodbReportRuns } from '../../shared/report/dynamodb-report-runs.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { dynamodbStackSetWatch } from '../../shared/stack-sets/dynamodb-stack-set-watch.ts';
import { lookAt } from '../../shared/stack-sets/look.ts';
import { begun, completed, NEVER_LOOKED } from '../../shared/stack-sets/watch-state.ts';
import { dynamodbDailySummaries } from '../../shared/summary/dynamodb-daily-summaries.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	DIRECTORY_USER,
	iamUser,
	making,
	OFFICE,
	portalEvent,
	UNTRUSTED,
} from './a-record.ts';
import { anOdd, aWorkload, DAY, entryOf } from './a-summary.ts';
import { containWorld } from './contain-world.ts';
import { deliver, judgeDeps } from './judge-deps.ts';
import { anInstance, REASONS } from './some-instances.ts';

const RESPONDER = { kind: 'person', arn: `arn:aws:iam::${ACCOUNT}:user/sora` } as const;
const CHANNEL = 'C0123456789';

/** Everything that the items are about, by which they can be found again. */
export const KNOWN = {
	person: `user:${ACCOUNT}/bora`,
	directoryUser: DIRECTORY_USER,
	accessKey: 'AKIABORAEXAMPLE',
	notice: 'breaker-1',
	channel: CHANNEL,
	week: '2026-W10',
	summaryDay: DAY,
	keyAtWork: {
		...{ keyId: 'AKIABORAEXAMPLE', account: ACCOUNT, region: 'us-east-1' },
		...{ network: UNTRUSTED, at: 1772499600000 },
	},
	role: `arn:aws:iam::${ACCOUNT}:role/deploy`,
} as const;

/** The records of one day, each with what it leaves in the table. */
function records(): readonly Readonly<Record<string, unknown>>[] {
	const at = (time: string, over: object = {}) => ({
		...{
			eventTime: `2026-03-03T${time}:00Z`,
			eventID: `event-${time}`,
			sourceIPAddress: UNTRUSTED,
		},
		...over,
	});
	const entered = { serviceEventDetails: { account_id: ACCOUNT, role_name: 'Admin' } };
	const named = { additionalEventData: { UserName: 'sora' } };
	return [
		consoleLogin(at('00:10', { sourceIPAddress: OFFICE })),
		consoleLogin(at('01:00')),
		// More than one case's window later: the first case becomes an earlier one.
		consoleLogin(at('03:00')),
		consoleLogin(at('03:05', { userIdentity: iamUser('ari') }), 'Failure'),
		assumeRole(at('03:10')),
		assumeRole(
			at('03:15', {
				vpcEndpointId: 'vpce-0aaaabbbbccccdddd',
				vpcEndpointAccountId: '444455556666',
			}),
		),
		portalEvent('UserAuthentication', at('03:20', named)),
		portalEvent('Authenticate', at('03:21')),
		portalEvent('Federate', at('03:21', { ...entered, eventID: 'event-federate' })),
		portalEvent('CreateToken', at('03:22', { requestParameters: { clientId: 'cli' } })),
		making('CreateUser', at('03:23', { responseElements: { user: { userName: 'new' } } })),
	];
}

function withOldKey(): Readonly<Record<string, unknown>> {
	return assumeRole({
		...{ eventTime: '2026-03-03T03:30:00Z', eventID: 'event-03:30', sourceIPAddress: UNTRUSTED },
		userIdentity: { ...iamUser('ari'), accessKeyId: 'AKIAARIEXAMPLE' },
	});
}

/** Writes at least one item of every kind, with the code as it is now. */
export async function writeEveryKind(table: Table): Promise<void> {
	const deps = judgeDeps(table);
	const asking = { ...deps, keyAges: { find: async () => ({ kind: 'asking' }) as const } };
	for (const record of records()) await deliver(record, asking);
	const old = {
		...deps,
		keyAges: { find: async () => ({ kind: 'known', createdAt: 1 }) as const },
	};
	await deliver(withOldKey(), old);
	const world = containWorld(table);
	await world.deliver(['scp', 'iam:222233334444']);
	const [first] = await deps.ledger.open();
	if (first === undefined) throw new Error('nobody is contained');
	await deps.ledger.release(first.id, { by: RESPONDER, why: 'it was them', at: first.until - 1 });
	await deps.ledger.openBreaker({ why: 'people', at: first.requestedAt });
	await deps.ledger.resumeBreaker({ by: RESPONDER, why: 'looked at it', at: first.until });
	await post(table, first.caseId ?? '', first.requestedAt);
	await dynamodbKeyBirthdays(table, () => first.requestedAt).write(KNOWN.accessKey, 1);
	await report(table, first.requestedAt);
	await summarise(table);
	await dynamodbKeptPasts(table).say(KNOWN.keyAtWork, 'new-here');
	await watchStackSets(table, first.requestedAt);
}

/** A look that found an instance that is not current, and the next one that failed. */
async function watchStackSets(table: Table, at: number): Promise<void> {
	const found = anInstance({ status: 'OUTDATED', detail: 'FAILED', reason: REASONS.scp });
	const { state } = completed(NEVER_LOOKED, lookAt([found], []), at);
	await dynamodbStackSetWatch(table).write(begun(state, at + 1), at + 1);
}

/** One run of the credential report with an account in every state. */
async function report(table: Table, at: number): Promise<void> {
	const runs = dynamodbReportRuns(table);
	await runs.start({ week: KNOWN.week, scheduledAt: at, startedAt: at }, [
		...[
			{ id: ACCOUNT, name: 'prod' },
			{ id: '222233334444', name: 'test' },
		],
		{ id: '333344445555', name: 'audit' },
	]);
	const note = 'logs.amazonaws.com was not asked';
	await runs.finishAccount(KNOWN.week, ACCOUNT, { state: 'read', at, note });
	await runs.finishAccount(KNOWN.week, '222233334444', { state: 'failed', at, why: 'throttled' });
	await runs.recordTold(KNOWN.week, at);
}

/** Two sign-ins of a day: its summary tells one of them, the summary of a later day the other. */
async function summarise(table: Table): Promise<void> {
	const summaries = dynamodbDailySummaries(table);
	await summaries.add(entryOf(aWorkload('ci-deploy')));
	const late = entryOf(anOdd('CreateToken'), 48 * 3_600_000);
	await summaries.add(late);
	await summaries.recordTold(late.tells, late.judgedAt);
}

/** What the sender of messages and a responder leave in a case and a notice. */
async function post(table: Table, caseId: string, at: number): Promise<void> {
	const cases = dynamodbCases(table);
	const message = { channel: CHANNEL, ts: '1772499600.000100', digest: 'abc', at };
	await cases.recordPosted(caseId, message, 1);
	await cases.recordReply(caseId, 'effective:scp');
	await cases.claim(caseId, { by: 'run-1', at }, 60_000);
	await cases.answer(caseId, { by: RESPONDER.arn, at });
	const notices = dynamodbNotices(table);
	const facts = { number: '1', why: 'people' };
	await notices.add({ id: KNOWN.notice, kind: 'breaker-opened', at, facts });
	await notices.claim(KNOWN.notice, { by: 'run-1', at }, 60_000);
	await notices.recordPosted(KNOWN.notice, message, 0);
	const mentions = dynamodbMentions(table);
	await mentions.ask(CHANNEL, { key: `case:${caseId}`, about: `case:${caseId}`, at });
	const notice = `notice:${KNOWN.notice}`;
	await mentions.ask(CHANNEL, { key: notice, about: notice, at: at + 1 });
}

/** The kind of an item, by its keys without what tells items of one kind apart. */
export function kindOf({ pk, sk }: { readonly pk: unknown; readonly sk: unknown }): string {
	const [partition = '', kind = ''] = String(pk).split('#');
	const [sort = ''] = String(sk).split('#');
	const isHistory = partition === 'HISTORY';
	return `${partition}${isHistory ? `#${kind}` : ''} / ${/^\d/.test(sort) ? 'stamp' : sort}`;
}
