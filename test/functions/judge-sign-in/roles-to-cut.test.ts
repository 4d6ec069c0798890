import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_SESSIONS, rolesBySessions } from '../../../shared/case/sessions-by-role.ts';
import { cardOf } from '../../../shared/notification/card/card.ts';
import { toPlain } from '../../../shared/notification/card/phrase.ts';
import { messageSettings } from '../../support/a-case.ts';
import { ACCOUNT, assumeRole, OTHER_ACCOUNT, UNTRUSTED } from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { followRecords } from '../../support/follow-records.ts';
import { CONTAIN, deliver, judgeDeps } from '../../support/judge-deps.ts';
import { someSettings } from '../../support/some-settings.ts';

const dynamo = withDynamo();
const DEPLOY = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const ADMIN = `arn:aws:iam::${OTHER_ACCOUNT}:role/admin`;

/** The thief obtains a session of a role with the stolen key; its records have a fixed id. */
function made(account: string, role: string, n: number, over: object = {}) {
	const session = `${role}-${n}`;
	return assumeRole({
		eventTime: `2026-03-03T10:${String(10 + Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}Z`,
		eventID: `${role}-${n}`,
		sourceIPAddress: UNTRUSTED,
		requestParameters: {
			roleArn: `arn:aws:iam::${account}:role/team/${role}`,
			roleSessionName: session,
		},
		responseElements: {
			credentials: { accessKeyId: `ASIA${session}` },
			assumedRoleUser: {
				assumedRoleId: `AROA${role.toUpperCase()}EXAMPLE0001:${session}`,
				arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
			},
		},
		...over,
	});
}
const flood = (account: string, role: string, most: number) =>
	Array.from({ length: most }, (_, n) => made(account, role, n));
const RECORDS = [...flood(ACCOUNT, 'deploy', 13), ...flood(OTHER_ACCOUNT, 'admin', 18)];
const EXPECTED = [
	[ADMIN, 18],
	[DEPLOY, 13],
];

describe('a thief with more sessions than are denied one by one', () => {
	it('makes one case, whose card has a command a role, the role with most sessions first', async () => {
		const deps = judgeDeps(await dynamo().makeTable());
		for (const record of RECORDS) await deliver(record, deps);
		const ids = [...new Set(deps.sent.notify.map((hint) => hint.split(' ')[1] ?? ''))];
		expect(ids).toHaveLength(1);
		const stored = await deps.cases.find(ids[0] ?? '');
		if (stored === null) throw new Error('there must be a case');
		const card = cardOf({
			theCase: stored.case,
			standing: { plan: stored.plan, containments: [], isKeyAsked: false },
			settings: messageSettings(),
		});
		const commands = card.commands.lines.map(toPlain).join('\n');
		expect(commands).toMatch(new RegExp(`18개.* contain ${ADMIN} .*\n.*13개.* contain ${DEPLOY} `));
	});

	it('has the same roles and numbers in the table in any order, and in replay', async () => {
		const { cases } = await followRecords(RECORDS, someSettings(CONTAIN));
		const counted = (sessions = NO_SESSIONS) =>
			rolesBySessions(sessions, []).map(({ role, sessions: count }) => [role, count]);
		expect(cases.map(({ sessions }) => counted(sessions))).toEqual([EXPECTED]);
		const orders = fc.shuffledSubarray(RECORDS, { minLength: RECORDS.length });
		await fc.assert(
			fc.asyncProperty(orders, async (order) => {
				const deps = judgeDeps(await dynamo().makeTable());
				for (const record of [...order, ...order.slice(0, 9)]) await deliver(record, deps);
				const ids = [...new Set(deps.sent.notify.map((hint) => hint.split(' ')[1] ?? ''))];
				const stored = await Promise.all(ids.map((id) => deps.cases.find(id)));
				expect(stored.map((one) => counted(one?.case.sessions))).toEqual([EXPECTED]);
			}),
			{ numRuns: 4 },
		);
	}, 60_000);

	it('cannot have the name of a role cut short by a long user agent', async () => {
		const deps = judgeDeps(await dynamo().makeTable());
		const long = { userAgent: '가'.repeat(9_000) };
		for (let n = 0; n < 3; n++) await deliver(made(ACCOUNT, 'deploy', n, long), deps);
		const ids = [...new Set(deps.sent.notify.map((hint) => hint.split(' ')[1] ?? ''))];
		const stored = await deps.cases.find(ids[0] ?? '');
		expect(Object.keys(stored?.case.sessions ?? {})).toEqual([`AROADEPLOYEXAMPLE0001 ${DEPLOY}`]);
	});
});
