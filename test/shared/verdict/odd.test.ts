import { describe, expect, it } from 'vitest';
import { planContainment } from '../../../shared/containment/plan-containment.ts';
import {
	assumeRole,
	consoleLogin,
	createSession,
	iamUser,
	portalEvent,
	roleSession,
	rootIdentity,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { followLast } from '../../support/follow-records.ts';
import { someSettings } from '../../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const untrusted = { sourceIPAddress: UNTRUSTED };
const newCall = (over: Fields = {}) =>
	assumeRole({ eventName: 'GetNewKey', userIdentity: roleSession('ops', 'kim'), ...over });
const silent = (over: Fields = {}) => newCall({ responseElements: null, ...over });
const noResult = (over: Fields = {}) => consoleLogin({ responseElements: null, ...over });
const nobody = () => portalEvent('Authenticate', { userIdentity: null, sourceIPAddress: null });

interface Row {
	readonly what: string;
	readonly record: Fields;
	readonly told: 'posted' | 'inSummary' | 'counted';
	readonly severity: string;
	readonly reason: string;
}

const ROWS: readonly Row[] = [
	{
		what: 'an unknown call that gave credentials to an untrusted network',
		record: newCall(untrusted),
		...{ told: 'posted', severity: 'medium', reason: 'unknown-event' },
	},
	{
		what: 'the same to an address that cannot be read',
		record: newCall({ sourceIPAddress: null }),
		...{ told: 'posted', severity: 'medium', reason: 'unknown-event' },
	},
	{
		what: 'the same to the office',
		record: newCall(),
		...{ told: 'inSummary', severity: 'low', reason: 'unknown-event' },
	},
	{
		what: 'the same if AWS prints only its own address',
		record: newCall({ sourceIPAddress: 'AWS Internal' }),
		...{ told: 'inSummary', severity: 'medium', reason: 'unknown-event' },
	},
	{
		what: 'an unknown call without a sign of credentials',
		record: silent(untrusted),
		...{ told: 'inSummary', severity: 'low', reason: 'unknown-event' },
	},
	{
		what: 'the same from the office',
		record: silent(),
		...{ told: 'counted', severity: 'low', reason: 'unknown-event' },
	},
	{
		what: 'an unknown call that was denied',
		record: silent({ ...untrusted, errorCode: 'AccessDenied' }),
		...{ told: 'inSummary', severity: 'low', reason: 'unknown-event' },
	},
	{
		what: 'an event with the name of another service',
		record: assumeRole({ ...untrusted, eventSource: 'signin.amazonaws.com' }),
		...{ told: 'posted', severity: 'medium', reason: 'unknown-event' },
	},
	{
		what: 'a login without a result',
		record: noResult(untrusted),
		...{ told: 'inSummary', severity: 'low', reason: 'outcome-unknown' },
	},
	{
		what: 'a login without a result from the office',
		record: noResult(),
		...{ told: 'counted', severity: 'low', reason: 'outcome-unknown' },
	},
	{
		what: 'a record of nobody from nowhere',
		record: nobody(),
		...{ told: 'inSummary', severity: 'low', reason: 'nobody-nowhere' },
	},
	{
		what: "root's login without a result",
		record: noResult({ ...untrusted, userIdentity: rootIdentity() }),
		...{ told: 'posted', severity: 'critical', reason: 'outcome-unknown' },
	},
	{
		what: "root's unknown call from the office",
		record: silent({ userIdentity: rootIdentity() }),
		...{ told: 'posted', severity: 'high', reason: 'unknown-event' },
	},
];

describe('an odd record', () => {
	it.each(ROWS)('is $told: $what', async ({ record, told, severity, reason }) => {
		const { verdict } = await followLast([record]);
		expect(verdict).toMatchObject({ disposition: 'odd', severity });
		expect(verdict.reasons.map(({ code }) => code)).toContain(reason);
		expect({ posted: verdict.posted, inSummary: verdict.inSummary }).toEqual({
			posted: told === 'posted',
			inSummary: told === 'inSummary',
		});
	});

	it.each(ROWS)('contains nobody: $what', async ({ record }) => {
		const settings = someSettings({ containment: { mode: 'contain' } });
		const judged = await followLast([record], settings);
		const plan = planContainment(judged, { ...settings });
		expect(plan.requests).toEqual([]);
	});

	it('is not what a service does for itself, or what is known to give nothing', async () => {
		const service = { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' };
		const known = [
			newCall({ userIdentity: service }),
			assumeRole({ eventName: 'GetWebIdentityToken' }),
			portalEvent('ListEverything', untrusted),
		];
		for (const record of known)
			expect((await followLast([record])).verdict.disposition).toBe('ignore');
	});
});

describe('a new way to a session from an untrusted network', () => {
	it.each([
		['a certificate', createSession(untrusted)],
		[
			'scoped credentials',
			assumeRole({
				...untrusted,
				eventName: 'GetScopedCredentials',
				userIdentity: roleSession('ops', 'kim'),
			}),
		],
		[
			'a delegate',
			assumeRole({
				...untrusted,
				eventName: 'GetDelegatedAccessToken',
				userIdentity: { ...iamUser(), accessKeyId: 'ASIAEXAMPLE' },
			}),
		],
		[
			'a token without a flag',
			consoleLogin({ ...untrusted, eventName: 'CreateOAuth2Token', additionalEventData: null }),
		],
	])('is alerted and posted: %s', async (_, record) => {
		const { verdict } = await followLast([record]);
		expect(verdict).toMatchObject({ disposition: 'alert', posted: true, inSummary: false });
	});
});

describe('the plan for a certificate', () => {
	const contain = { mode: 'contain', policyType: 'iam' } as const;

	it('denies nothing by default, because a machine acts', async () => {
		const settings = someSettings({ containment: contain });
		const judged = await followLast([createSession(untrusted)], settings);
		const plan = planContainment(judged, { ...settings });
		expect(plan).toMatchObject({ requests: [], notContained: 'workload' });
	});

	it('says that the id of the session is missing, where machines are contained', async () => {
		const settings = someSettings({ containment: { ...contain, containWorkloads: true } });
		const judged = await followLast([createSession(untrusted)], settings);
		const plan = planContainment(judged, { ...settings });
		expect(plan).toMatchObject({ requests: [], notContained: 'no-selector' });
	});
});
