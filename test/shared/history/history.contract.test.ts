import { describe, expect, it } from 'vitest';
import type { Known } from '../../../shared/history/history.ts';
import { NO_MAKERS } from '../../../shared/history/makers.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	createSession,
	DIRECTORY_USER,
	deniedAssumeRole,
	OTHER_ACCOUNT,
	portalEvent,
	roleSession,
	rootIdentity,
	UNTRUSTED,
	usingKey,
} from '../../support/a-record.ts';
import { eachHistory } from '../../support/each-history.ts';
import { factsOf, followAll, inOrder } from '../../support/follow-history.ts';
import {
	at,
	CAFE,
	directoryLogin,
	hiddenUser,
	namedPortalLogin,
	STORIES,
} from '../../support/history-story.ts';

type Fields = Record<string, unknown>;

const NOTHING: Omit<Known, 'person'> = {
	name: null,
	initiator: null,
	actor: null,
	consoleSignIn: null,
	isNewToEndpointAccount: false,
	used: null,
	makers: NO_MAKERS,
	networks: [],
	newNetworks: 0,
	isNewHere: false,
	personFailures: 0,
	failuresHere: 0,
	addressFailures: 0,
	addressNames: 0,
	isNameNewHere: true,
	copyOf: null,
	stepOf: null,
	witness: null,
	sessionOrigin: null,
	login: null,
	tokenBefore: null,
	ageReported: false,
};
const BORA = 'user:111122223333/bora';
const SORA = `idc:${DIRECTORY_USER}`;
const untrusted = { sourceIPAddress: UNTRUSTED };
const DEPLOY_SESSION = roleSession('deploy', 'bora-cli', {
	sessionContext: { attributes: { creationDate: '2026-03-03T01:00:00Z' } },
});
const DEV_SESSION = { ...roleSession('dev', 'bora'), accessKeyId: 'ASIABORAEXAMPLE' };
const THEIR_ENDPOINT = {
	...{ sourceIPAddress: '10.0.0.5', vpcEndpointId: 'vpce-0abcdef1234567890' },
	vpcEndpointAccountId: OTHER_ACCOUNT,
};

const EXTERNAL = {
	type: 'AWSAccount',
	accountId: '999988887777',
	principalId: 'AROAEXTERNALEXAMPLE:x',
};
/** The session of a certificate, by its serial number. */
const ONPREM = roleSession('backup', '2a9902119721ab7b');
const MADE = {
	type: 'AssumedRole',
	principalId: 'AROADEPLOYEXAMPLE0001:bora-cli',
	arn: 'arn:aws:sts::111122223333:assumed-role/deploy/bora-cli',
	accountId: '111122223333',
};

/** The same session as it was obtained at this time of the day. */
const madeAt = (time: string) => ({
	...MADE,
	sessionContext: { attributes: { creationDate: `2026-03-03T${time}:00Z` } },
});

interface Row {
	readonly what: string;
	readonly records: readonly Fields[];
	readonly last: Partial<Known>;
}

/** What is known when the last record comes. */
const ROWS: readonly Row[] = [
	{
		what: 'the networks of earlier successes',
		records: [
			consoleLogin(at('01:00')),
			consoleLogin(at('01:01', untrusted)),
			consoleLogin(at('01:02', { sourceIPAddress: CAFE }), 'Failure'),
			consoleLogin(at('01:03')),
		],
		last: { networks: [UNTRUSTED, 'office'], personFailures: 1, failuresHere: 0 },
	},
	{
		what: 'the uses of a credential at one network that were told',
		records: [
			usingKey('DescribeInstances', at('01:00', untrusted)),
			usingKey('DescribeVpcs', at('01:01', untrusted)),
			usingKey('CreateUser', at('01:02', { ...untrusted, eventSource: 'iam.amazonaws.com' })),
			usingKey('DescribeVpcs', at('01:03', { sourceIPAddress: CAFE })),
			usingKey('DescribeVpcs', at('01:04', untrusted)),
		],
		last: {
			used: {
				lastAt: Date.parse('2026-03-03T01:02:00Z'),
				told: ['iam:CreateUser', 'ec2:DescribeInstances'],
				openedAt: Date.parse('2026-03-03T01:00:00Z'),
			},
		},
	},
	{
		what: 'no use of a credential in the office, nor a denied one as a failure',
		records: [
			usingKey('DescribeInstances', at('01:00')),
			usingKey('DescribeVpcs', at('01:01', { ...untrusted, errorCode: 'AccessDenied' })),
			usingKey('DescribeVpcs', at('01:02')),
		],
		last: { used: null, personFailures: 0, addressFailures: 0 },
	},
	{
		what: 'no network from which a session was only denied, so that a thief cannot make it known',
		records: [
			deniedAssumeRole(at('01:00', { ...untrusted, userIdentity: DEV_SESSION })),
			assumeRole(at('01:01', { sourceIPAddress: CAFE, userIdentity: DEV_SESSION })),
			assumeRole(at('01:02', { ...untrusted, userIdentity: DEV_SESSION })),
		],
		last: { networks: [CAFE] },
	},
	{
		what: 'where a session was obtained that is used elsewhere',
		records: [
			assumeRole(at('01:00')),
			usingKey('DescribeVpcs', at('01:01', { ...untrusted, userIdentity: DEPLOY_SESSION })),
		],
		last: { sessionOrigin: expect.objectContaining({ eventId: 'id-01:00' }) },
	},
	{
		what: 'nothing of that in the office, where it does not matter',
		records: [
			assumeRole(at('01:00')),
			usingKey('DescribeVpcs', at('01:01', { userIdentity: DEPLOY_SESSION })),
		],
		last: { sessionOrigin: null },
	},
	{
		what: 'the networks and endpoints of a key that was told, also if it was denied',
		records: [
			usingKey('DescribeVpcs', at('01:00', { ...THEIR_ENDPOINT, errorCode: 'AccessDenied' })),
			usingKey('DescribeVpcs', at('01:01', THEIR_ENDPOINT)),
		],
		last: { networks: ['vpce-0abcdef1234567890'], isNewToEndpointAccount: false },
	},
	{
		what: 'failures of the last hour by person, address and both',
		records: [
			consoleLogin(at('00:59', untrusted), 'Failure'),
			consoleLogin(at('01:00', { ...untrusted, eventID: 'an hour ago' }), 'Failure'),
			consoleLogin(at('01:10', { sourceIPAddress: CAFE }), 'Failure'),
			portalEvent('CredentialVerification', {
				...at('01:20', untrusted),
				serviceEventDetails: { CredentialVerification: 'Failure' },
			}),
			consoleLogin(at('02:00', untrusted)),
		],
		last: {
			personFailures: 2,
			failuresHere: 1,
			addressFailures: 2,
			addressNames: 2,
			isNameNewHere: false,
		},
	},
	{
		what: 'nothing of failures in the office',
		records: [
			consoleLogin(at('01:00'), 'Failure'),
			consoleLogin(at('01:01'), 'Failure'),
			consoleLogin(at('01:02', untrusted), 'Failure'),
		],
		last: { personFailures: 0, failuresHere: 0, addressFailures: 0 },
	},
	{
		what: 'failures with hidden names in one account, over all addresses',
		records: [
			consoleLogin(at('01:00', { ...untrusted, userIdentity: hiddenUser }), 'Failure'),
			consoleLogin(at('01:01', { sourceIPAddress: CAFE, userIdentity: hiddenUser }), 'Failure'),
			consoleLogin(
				at('01:02', {
					...{ sourceIPAddress: CAFE, userIdentity: hiddenUser },
					recipientAccountId: OTHER_ACCOUNT,
				}),
				'Failure',
			),
			consoleLogin(at('01:03', { sourceIPAddress: CAFE, userIdentity: hiddenUser }), 'Failure'),
		],
		last: { person: null, personFailures: 2, failuresHere: 1, addressFailures: 2 },
	},
	{
		what: 'failures of all sessions of a role, and of all roots',
		records: [
			deniedAssumeRole(at('01:00', { ...untrusted, userIdentity: roleSession('ops', 'x1') })),
			consoleLogin(at('01:01', { ...untrusted, userIdentity: rootIdentity() }), 'Failure'),
			deniedAssumeRole(at('01:02', { ...untrusted, userIdentity: roleSession('ops', 'x2') })),
		],
		last: { personFailures: 1, failuresHere: 1, addressFailures: 2, addressNames: 2 },
	},
	{
		what: 'failures of the root of any account',
		records: [
			consoleLogin(at('01:01', { ...untrusted, userIdentity: rootIdentity() }), 'Failure'),
			consoleLogin(
				at('01:02', { sourceIPAddress: CAFE, userIdentity: rootIdentity(OTHER_ACCOUNT) }),
				'Failure',
			),
		],
		last: { personFailures: 1, failuresHere: 0 },
	},
	{
		what: 'a login of half an hour ago',
		records: [
			portalEvent('UserAuthentication', at('01:00', untrusted)),
			portalEvent('CreateToken', at('01:30')),
		],
		last: { login: { eventId: 'id-01:00', network: UNTRUSTED } },
	},
	{
		what: 'no login of longer ago',
		records: [
			portalEvent('UserAuthentication', at('01:00', untrusted)),
			portalEvent('CreateToken', at('01:31')),
		],
		last: { login: null },
	},
	{
		what: 'the id behind a name and the name behind an id',
		records: [namedPortalLogin(at('01:00')), directoryLogin(at('01:10'))],
		last: { person: SORA, name: 'Sora', networks: ['office'] },
	},
	{
		what: 'the networks that were learned under the name before its id',
		records: [
			directoryLogin(at('01:00', { sourceIPAddress: CAFE })),
			namedPortalLogin(at('01:10')),
			portalEvent('CreateToken', at('01:11')),
		],
		last: {
			person: SORA,
			networks: [CAFE, 'office'],
			login: { eventId: 'id-01:10', network: 'office' },
		},
	},
	{
		what: 'how many other networks were first seen earlier in this hour',
		records: [
			consoleLogin(at('00:30', { sourceIPAddress: '192.0.2.1' })),
			consoleLogin(at('01:10', { sourceIPAddress: '192.0.2.2' })),
			consoleLogin(at('01:20', { sourceIPAddress: '192.0.2.3' })),
			consoleLogin(at('01:30', { sourceIPAddress: '192.0.2.4' })),
			consoleLogin(at('01:40', { sourceIPAddress: '192.0.2.3', eventID: 'again' })),
		],
		last: { newNetworks: 1 },
	},
	{
		what: 'nothing about an id before a record tells it',
		records: [
			directoryLogin(at('01:00', { sourceIPAddress: CAFE })),
			portalEvent('CreateToken', at('01:01')),
		],
		last: { person: SORA, name: null, networks: [] },
	},
	{
		what: 'who obtained the session that makes the call, and that it was alerted',
		records: [assumeRole(at('01:00', untrusted)), assumeRole(at('01:01', { userIdentity: MADE }))],
		last: {
			initiator: {
				...{ name: 'bora', person: BORA, kind: 'person', sign: null },
				...{ session: null, alerted: true, flagged: true },
				countedAs: { key: `user:${ACCOUNT}/AIDABORAEXAMPLE0001`, age: 'unknown' },
			},
			actor: { kind: 'person', key: BORA, sign: null },
		},
	},
	{
		what: "who obtained a session if only its copy in the role's account tells it",
		records: [
			assumeRole(at('01:00', { userIdentity: EXTERNAL })),
			assumeRole(at('01:01', { userIdentity: MADE })),
		],
		last: {
			initiator: expect.objectContaining({
				name: '999988887777/AROAEXTERNALEXAMPLE:x',
				person: 'external:999988887777|arn:aws:iam::111122223333:role/deploy',
				kind: 'external-account',
			}),
		},
	},
	{
		what: "the caller's own record although its copy comes after it",
		records: [
			assumeRole(at('01:00', { sharedEventID: 'one act' })),
			assumeRole(at('01:00', { ...{ sharedEventID: 'one act' }, userIdentity: EXTERNAL })),
			assumeRole(at('01:01', { userIdentity: MADE })),
		],
		last: { initiator: expect.objectContaining({ name: 'bora', person: BORA }) },
	},
	{
		what: 'the last of those who obtained sessions with one name',
		records: [
			assumeRole(at('01:00')),
			assumeRole(at('01:01', { userIdentity: EXTERNAL })),
			assumeRole(at('01:02', { userIdentity: MADE })),
		],
		last: { initiator: expect.objectContaining({ kind: 'external-account' }) },
	},
	{
		what: 'the certificate behind a session whose id its record does not print',
		records: [createSession(at('01:00')), assumeRole(at('01:01', { userIdentity: ONPREM }))],
		last: { initiator: expect.objectContaining({ kind: 'machine', sign: 'certificate' }) },
	},
	{
		what: 'the person who obtained a session with the name of that of a certificate',
		records: [
			assumeRole(
				at('01:00', {
					responseElements: { assumedRoleUser: { assumedRoleId: ONPREM.principalId } },
				}),
			),
			createSession(at('01:01')),
			assumeRole(at('01:02', { userIdentity: ONPREM })),
		],
		last: { initiator: expect.objectContaining({ kind: 'person', person: BORA }) },
	},
	{
		what: 'who obtained the very session that calls, of several with one name',
		records: [
			assumeRole(at('01:00')),
			...[1, 2, 3, 4, 5].map((n) => assumeRole(at(`01:0${n}`, { userIdentity: EXTERNAL }))),
			assumeRole(at('01:10', { userIdentity: madeAt('01:00') })),
		],
		last: { initiator: expect.objectContaining({ person: BORA }) },
	},
	{
		what: 'the last of those who obtained sessions with one name if no date tells more',
		records: [
			assumeRole(at('01:00')),
			assumeRole(at('01:01', { userIdentity: EXTERNAL })),
			assumeRole(at('01:02', { userIdentity: madeAt('09:00') })),
		],
		last: { initiator: expect.objectContaining({ kind: 'external-account' }) },
	},
	{
		what: 'nobody behind a session that an AWS service obtained',
		records: [
			assumeRole(
				at('01:00', { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } }),
			),
			assumeRole(at('01:01', { userIdentity: MADE })),
		],
		last: { initiator: null },
	},
	{
		what: 'the networks of a machine under its role, whatever the session',
		records: ['i-0123456789abcdef0', 'i-0123456789abcdef1'].map((session, n) =>
			assumeRole(at(`01:0${n}`, { ...untrusted, userIdentity: roleSession('app', session) })),
		),
		last: {
			actor: {
				kind: 'machine',
				key: 'arn:aws:iam::111122223333:role/app',
				sign: 'instance-session',
			},
			networks: [UNTRUSTED],
		},
	},
	...(
		[
			['that a network is new for a day', ['01:00 hotel', '02:00 cafe', '03:00 cafe'], true],
			['that the first network is not new', ['01:00 cafe', '02:00 hotel', '03:00 cafe'], false],
			['nothing new while nothing else is known', ['01:00 cafe', '02:00 cafe'], false],
		] as const
	).map(([what, visits, isNewHere]) => ({
		what,
		records: visits.map((visit) =>
			assumeRole(
				at(visit.slice(0, 5), { sourceIPAddress: visit.endsWith('cafe') ? CAFE : UNTRUSTED }),
			),
		),
		last: { isNewHere },
	})),
	{
		what: 'a token renewed within half a day',
		records: ['01:00', '13:00'].map((time) =>
			consoleLogin(
				at(time, { eventName: 'CreateOAuth2Token', additionalEventData: { success: 'true' } }),
			),
		),
		last: { tokenBefore: { eventId: 'id-01:00' } },
	},
	{
		what: 'no token of more than half a day ago',
		records: ['01:00', '13:01'].map((time) =>
			consoleLogin(
				at(time, { eventName: 'CreateOAuth2Token', additionalEventData: { success: 'true' } }),
			),
		),
		last: { tokenBefore: null },
	},
];

describe.each(eachHistory())('a history %s', (_, make) => {
	it('knows nothing at first', async () => {
		const told = await followAll(await make(), factsOf([consoleLogin(untrusted)]));
		const actor = { kind: 'person', key: BORA, sign: null };
		expect(told).toEqual([{ person: BORA, ...NOTHING, actor }]);
	});

	it.each(ROWS)('knows $what', async ({ records, last }) => {
		const told = await followAll(await make(), factsOf(records));
		expect(told.at(-1)).toMatchObject(last);
	});

	it.each(STORIES)('gives the same answers for %s as every history', async (_name, records) => {
		const all = factsOf(records);
		expect(await followAll(await make(), all)).toEqual((await inOrder(all)).known);
	});

	it('gives each answer at least once in the stories', async () => {
		const told: Known[] = [];
		for (const [, records] of STORIES)
			told.push(...(await followAll(await make(), factsOf(records))));
		const values = (known: object) =>
			new Map(Object.entries(known).map(([k, v]) => [k, JSON.stringify(v)]));
		const nothing = [...values(NOTHING)];
		const silent = nothing.filter(([field, value]) =>
			told.every((known) => values(known).get(field) === value),
		);
		expect(silent).toEqual([]);
	});
});
