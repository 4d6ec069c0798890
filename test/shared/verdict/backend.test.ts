import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { planContainment } from '../../../shared/containment/plan-containment.ts';
import { ACCOUNT, OFFICE, portalEvent, UNTRUSTED } from '../../support/a-record.ts';
import {
	asking,
	asserting,
	fetching,
	later,
	opening,
	openingConsole,
	reservedSession,
} from '../../support/directory-acts.ts';
import { followRecords } from '../../support/follow-records.ts';
import { namedPortalLogin } from '../../support/history-story.ts';
import { organization } from '../../support/plan-for.ts';
import { pilotOf, someSettings } from '../../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const AT = '2026-03-03T09:00:00Z';
const sora = { name: 'sora', at: AT, from: OFFICE };
// biome-ignore lint/suspicious/noTemplateCurlyInString: the portal once printed this
const JERSEY = 'Jersey/${project.version} (HttpUrlConnection)';

/** Gives `event disposition reason` of each record, and whom a rule would deny. */
async function judged(records: readonly Fields[], more: Partial<ConfigurationInput> = {}) {
	const settings = { ...someSettings({ containment: organization, ...more }) };
	const { followed } = await followRecords(records, settings);
	const ownAccounts = new Set([ACCOUNT]);
	return followed.map((one) => {
		const plan = planContainment(one, { ...settings, ownAccounts });
		const { disposition, reasons } = one.verdict;
		return {
			of: one.signIn.event,
			is: `${disposition} ${reasons[0]?.code}`,
			denied: plan.requests.map(({ selector }) => selector.value),
		};
	});
}

function withoutSession({ userIdentity, ...record }: Fields): Fields {
	const { sessionContext: _, ...identity } = Object(userIdentity);
	return { ...record, userIdentity: identity };
}

const of = (all: Awaited<ReturnType<typeof judged>>, event: string) =>
	all.filter((one) => one.of === event).map(({ is }) => is);

describe("Identity Center's backend", () => {
	it.each([JERSEY, 'Go-http-client/2.0', 'whatever/AWS calls itself next', null])(
		'is told by the other records of the act, with the agent %s',
		async (agent) => {
			const records = openingConsole(sora).map((record) => ({ ...record, userAgent: agent }));
			const all = await judged(records);
			expect(of(all, 'AssumeRoleWithSAML')).toEqual(['record step-of']);
			expect(of(all, 'GetSigninToken')).toEqual(['record step-of']);
			expect(all.flatMap(({ denied }) => denied)).toEqual([]);
		},
	);

	it.each<[string, Fields]>([
		['an assertion without its request', { ...asserting(sora), requestParameters: null }],
		['a token without the calling session', withoutSession(fetching(sora))],
	])('is not a reason to deny anybody as %s', async (_, record) => {
		const [alone] = await judged([record]);
		expect(alone).toMatchObject({ is: 'alert network-hidden', denied: [] });
	});

	it.each([
		['its assertion', [asserting(sora)]],
		['the record of the portal', [asking(sora)]],
		['role credentials of the portal', [asking(sora, 'GetRoleCredentials')]],
		['the login to the console that follows', [opening(sora)]],
		['a record whose time is two seconds later', [asking({ ...sora, at: later(AT, 4) })]],
	])('is told by %s alone', async (_, others) => {
		expect(of(await judged([...others, fetching(sora)]), 'GetSigninToken')).toEqual([
			'record step-of',
		]);
	});

	it.each([
		['is one second off', later(AT, 2)],
		['is that of an older session', later(AT, -600)],
	])('is told by the address of its assertion, if the date of the session %s', async (_, date) => {
		const dated = { ...fetching(sora), userIdentity: reservedSession('sora', date) };
		const all = await judged([asserting(sora), dated]);
		expect(of(all, 'GetSigninToken')).toEqual(['record step-of']);
	});

	it('is told by a login to the console that prints its own time', async () => {
		const login = { ...opening(sora), userIdentity: reservedSession('sora', later(AT, 4)) };
		expect(of(await judged([fetching(sora), login]), 'GetSigninToken')).toEqual(['record step-of']);
	});

	it('is told without the date of the session, if the record lacks it', async () => {
		const undated = { ...fetching(sora), userIdentity: reservedSession('sora', null) };
		const all = await judged([asserting(sora), undated]);
		expect(of(all, 'GetSigninToken')).toEqual(['record step-of']);
	});

	const thief = { name: 'sora', at: later(AT, 3_600), from: UNTRUSTED, agent: JERSEY };
	const old = reservedSession('sora', later(AT, 1));
	const stolen = {
		...{ ...fetching(thief), eventID: 'stolen', sourceIPAddress: '52.95.4.20' },
		userIdentity: old,
	};
	it.each([
		['with an agent of the portal', [stolen]],
		['whose own login to the console follows', [stolen, { ...opening(thief), userIdentity: old }]],
		['who fetches the token while another session is opened', [stolen, ...openingConsole(thief)]],
		[
			'whose own portal record is for another permission set',
			[
				{ ...asking(thief), serviceEventDetails: { account_id: ACCOUNT, role_name: 'Other' } },
				stolen,
			],
		],
		[
			'whose own portal record was refused',
			[{ ...asking({ ...sora, at: thief.at }), errorCode: 'ForbiddenException' }, stolen],
		],
		[
			'who has the session of a colleague with another name',
			[asserting({ ...thief, name: 'dana' }), stolen],
		],
	])('is not a thief with a stolen session %s', async (_, records) => {
		const all = await judged([
			...openingConsole(sora),
			...records.filter((one) => one !== stolen),
			stolen,
		]);
		expect(of(all, 'GetSigninToken')).toContain('alert untrusted-network');
		expect(all.flatMap(({ denied }) => denied)).toContain(
			reservedSession('sora', null).principalId,
		);
	});

	it('is not somebody else of the directory who asked for the same permission set', async () => {
		const other = 'a1b2c3d4e5-99999999-1111-2222-3333-444444444444';
		const names = [
			namedPortalLogin({ eventTime: later(AT, -600) }, 'sora'),
			portalEvent('UserAuthentication', {
				eventTime: later(AT, -500),
				additionalEventData: { UserName: 'dana', AuthWorkflowID: 'w2' },
				userIdentity: asking({ ...sora, userId: other }).userIdentity,
			}),
		];
		const danas = asking({ ...sora, userId: other });
		expect(of(await judged([...names, danas, asserting(sora)]), 'AssumeRoleWithSAML')).toEqual([
			'alert no-portal-record',
		]);
		const all = await judged([...names, danas, asserting({ ...sora, name: 'dana' })]);
		expect(of(all, 'AssumeRoleWithSAML')).toEqual(['record step-of']);
	});
});

describe('an assertion of the directory that no record of the portal asks for', () => {
	const earlier = asking({ ...sora, at: later(AT, -86_400) });

	it('is told where records of the portal arrive, and contains nobody', async () => {
		const all = await judged([earlier, asserting(sora)]);
		expect(of(all, 'AssumeRoleWithSAML')).toEqual(['alert no-portal-record']);
		expect(all.flatMap(({ denied }) => denied)).toEqual([]);
	});

	it('is a step where none arrived for a week', async () => {
		const long = asking({ ...sora, at: later(AT, -9 * 86_400) });
		for (const records of [[], [long]])
			expect(of(await judged([...records, asserting(sora)]), 'AssumeRoleWithSAML')).toEqual([
				'record directory-not-watched',
			]);
	});

	it('is a step if AWS prints no address of its own', async () => {
		const internal = { ...asserting(sora), sourceIPAddress: 'AWS Internal' };
		expect(of(await judged([earlier, internal]), 'AssumeRoleWithSAML')).toEqual(['record step-of']);
	});
});

describe('a pilot in which the account of the directory delivers nothing', () => {
	const pilot = pilotOf(ACCOUNT);
	const abroad = { name: 'sora', at: AT, from: UNTRUSTED };

	it('denies nobody by a token for the console of which no other record came', async () => {
		const [alone] = await judged([fetching(sora)], pilot);
		expect(alone).toMatchObject({ is: 'alert network-hidden', denied: [] });
	});

	it('denies who opens the console from an untrusted network', async () => {
		const all = await judged([fetching(abroad), opening(abroad)], pilot);
		expect(of(all, 'GetSigninToken')).toEqual(['alert network-hidden']);
		expect(of(all, 'ConsoleLogin')).toEqual(['alert untrusted-network']);
		expect(all.flatMap(({ denied }) => denied)).toEqual([
			reservedSession('sora', null).principalId,
		]);
	});

	it('judges the token by its address again once the records of the portal arrive', async () => {
		const earlier = asking({ ...sora, at: later(AT, -86_400) });
		expect(of(await judged([earlier, fetching(sora)], pilot), 'GetSigninToken')).toEqual([
			'alert untrusted-network',
		]);
	});
});

describe('the records of an opening', () => {
	it('give the same whatever the order in the log', async () => {
		const records = openingConsole(sora);
		const expected = await judged(records);
		const orders = fc.shuffledSubarray(records, { minLength: records.length });
		await fc.assert(
			fc.asyncProperty(orders, async (order) => {
				expect(await judged(order)).toEqual(expected);
			}),
		);
	});
});
