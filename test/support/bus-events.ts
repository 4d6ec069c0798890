import fc from 'fast-check';
import { busSource, DETAIL_TYPES } from '../../infra/event-patterns.ts';
import { EVENT_SOURCES, MAKING_EVENTS } from '../../shared/record/event-sources.ts';
import { EVENTS } from '../../shared/sign-in/events.ts';
import { signInFromRecord } from '../../shared/sign-in/from-record.ts';
import { GIVES_NOTHING } from '../../shared/sign-in/gives-nothing.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import {
	assumeRole,
	consoleLogin,
	createSession,
	deniedAssumeRole,
	iamUser,
	portalEvent,
	roleSession,
	rootIdentity,
	UNTRUSTED,
} from './a-record.ts';
import { followLast } from './follow-records.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A record as EventBridge delivers it. */
export function busEvent(detail: Fields, detailType: string = DETAIL_TYPES[0]) {
	return {
		version: '0',
		id: '00000000-0000-4000-8000-000000000000',
		'detail-type': detailType,
		source: busSource(String(detail.eventSource)),
		account: '111122223333',
		time: '2026-03-03T01:00:00Z',
		region: 'us-east-1',
		resources: [],
		detail,
	};
}

/** True if the judge would report the record, also without its time. Then no rule may lose it. */
export async function isWanted(record: Fields, settings?: JudgeSettings): Promise<boolean> {
	const signIn = signInFromRecord(record);
	if (signIn.kind === 'sign-in')
		return (await followLast([record], settings)).verdict.disposition !== 'ignore';
	const timed = { ...record, eventTime: '2026-03-03T01:00:00Z' };
	return signIn.code === 'no-time' && isWanted(timed, settings);
}

/**
 * Gives every name with every source. Most do not fit together, but AWS may print what we have not
 * seen.
 */
const names = fc.constantFrom(
	...Object.keys(EVENTS),
	...GIVES_NOTHING.flatMap(({ names, verbs }) => [...names, ...verbs]),
	'ListAccounts',
	'GetNewCredentials',
	'listAccounts',
	'toString',
	...MAKING_EVENTS,
);
const sources = fc.constantFrom(...EVENT_SOURCES);

const shapes = fc.constantFrom(
	() => consoleLogin({ sourceIPAddress: UNTRUSTED }),
	() => consoleLogin({ sourceIPAddress: UNTRUSTED }, 'Failure'),
	() => assumeRole({ sourceIPAddress: UNTRUSTED }),
	() => deniedAssumeRole(),
	() => portalEvent('UserAuthentication'),
	() => portalEvent('CreateToken'),
	() => createSession(),
);

const SERVICE = { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' };
const text = fc.string({ maxLength: 12 });
/**
 * EventBridge also matches values in lists, the judge does not. CloudTrail never prints a list
 * here.
 */
const oddType = fc.oneof(
	fc.constantFrom('AWSService', 'AWSAccount', 'awsservice', 'AWSService ', ''),
	text,
	fc.constantFrom(null, 0, true, {}, { type: 'AWSService' }),
);
const identities = fc.oneof(
	fc.constantFrom<unknown>(
		iamUser(),
		rootIdentity(),
		roleSession('dev', 'bora'),
		SERVICE,
		{ invokedBy: 'ec2.amazonaws.com' },
		{},
		null,
		'None',
		undefined,
	),
	fc.record({ type: oddType, invokedBy: text, arn: text }, { requiredKeys: [] }),
);
const odd = fc.oneof(
	text,
	fc.constantFrom<unknown>(null, {}, [], false, 3, 'AWS Internal', undefined),
);

/** Changes the fields that decide a disposition, and any other field at random. */
const mutations = fc.record(
	{
		userIdentity: identities,
		sourceIPAddress: odd,
		errorCode: odd,
		responseElements: odd,
		requestParameters: odd,
		additionalEventData: odd,
		serviceEventDetails: odd,
		eventTime: odd,
		eventType: odd,
		vpcEndpointId: odd,
		recipientAccountId: odd,
		readOnly: odd,
	},
	{ requiredKeys: [] },
);

/** Makes records like the builders', with any name and source, and odd values in any place. */
export const records: fc.Arbitrary<Fields> = fc
	.record({ shape: shapes, over: mutations, names: fc.option(fc.record({ names, sources })) })
	.map(({ shape, over, names }) => ({
		...shape(),
		...(names !== null && { eventName: names.names, eventSource: names.sources }),
		...over,
	}));

export const detailTypes = fc.constantFrom(...DETAIL_TYPES);
