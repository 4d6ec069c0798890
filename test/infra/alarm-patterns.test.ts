import { afterAll, describe, expect, it } from 'vitest';
import { RefusedEventError, readEvents } from '../../functions/judge-sign-in/read-event.ts';
import { ALARM_TYPES, type AlarmName, alarmPatterns } from '../../infra/alarm-patterns.ts';
import { signInPattern } from '../../infra/event-patterns.ts';
import { iamUser } from '../support/a-record.ts';
import { anomaly, attachment, EXPOSED_KEY, finding, healthEvent } from '../support/an-alarm.ts';
import {
	eventRuler,
	type Found,
	interpreter,
	stopEventRuler,
} from '../support/pattern-matchers.ts';
import { aConfiguration } from '../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const policy = (policyArn: string, over: Fields = {}) =>
	attachment('minji', iamUser('bora'), {
		requestParameters: { userName: 'minji', policyArn },
		...over,
	});
const awsPolicy = (name: string, partition = 'aws') =>
	policy(`arn:${partition}:iam::aws:policy/${name}`);
const key = {
	accessKeyId: EXPOSED_KEY,
	principalId: 'AIDA',
	userName: 'minji',
	userType: 'IAMUser',
};

/** Alarms that must arrive, by their kind. */
const ALARMS: Readonly<Record<AlarmName, readonly Fields[]>> = {
	health: [
		...[
			'AWS_RISK_CREDENTIALS_EXPOSED',
			'AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED',
			'AWS_RISK_CREDENTIALS_COMPROMISED',
			'AWS_RISK_CREDENTIALS_COMPROMISE_SUSPECTED',
			'AWS_RISK_IAM_QUARANTINE',
			'AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE',
			'AWS_RISK_OF_TOMORROW',
			'ANOTHER_CODE_OF_RISK',
		].map((code) => healthEvent(code, [EXPOSED_KEY])),
		healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [], { over: { service: 'SECURITY' } }),
		healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [], { around: { region: 'us-west-2' } }),
	],
	quarantine: [
		...['', 'V2', 'V3', 'V4', 'V12'].map((version) =>
			awsPolicy(`AWSCompromisedKeyQuarantine${version}`),
		),
		awsPolicy('AWSCompromisedKeyQuarantineV3', 'aws-us-gov'),
	],
	signInAnomaly: [anomaly({}), anomaly({ anything: { at: 'all' } })],
	guardDuty: [
		finding(key),
		finding(null),
		finding(key, { over: { resource: { resourceType: 'S3Bucket', accessKeyDetails: key } } }),
		finding(null, {
			over: {
				type: 'AttackSequence:IAM/CompromisedCredentials',
				resource: { resourceType: 'AttackSequence' },
			},
		}),
		finding(key, { over: { service: { additionalInfo: { sample: true } } } }),
	],
};

/** What looks like one and is none. */
const OTHERS: readonly Fields[] = [
	healthEvent('AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED', ['i-1'], { over: { service: 'EC2' } }),
	{ ...healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', []), source: 'com.example' },
	{ ...healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', []), 'detail-type': 'AWS Health Abuse Event' },
	awsPolicy('ReadOnlyAccess'),
	policy('arn:aws:iam::111122223333:policy/AWSCompromisedKeyQuarantineV3'),
	policy('arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3', { errorCode: 'AccessDenied' }),
	policy('arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3', {
		eventName: 'DetachUserPolicy',
	}),
	{ ...anomaly({}), 'detail-type': 'AWS Console Sign In via CloudTrail' },
	{ ...anomaly({}), source: 'com.example' },
	finding(null, {
		over: { type: 'Backdoor:EC2/C&CActivity.B', resource: { resourceType: 'Instance' } },
	}),
	{ ...finding(key), 'detail-type': 'GuardDuty Runtime Protection Healthy' },
];

const all = alarmPatterns(aConfiguration().alarms);
const matchers: readonly [string, () => Found][] = [
	['our interpreter', () => ({ matcher: interpreter })],
	["AWS's event-ruler", eventRuler],
];

afterAll(stopEventRuler);

describe.each(matchers)('according to %s', (_, find) => {
	it.for(all)(
		'the pattern of $name matches its alarms and no other',
		async ({ name, pattern }, { skip }) => {
			const found = find();
			if ('missing' in found) return skip(found.missing);
			const own = ALARMS[name];
			const others = Object.entries(ALARMS).flatMap(([one, events]) =>
				one === name ? [] : events,
			);
			expect(await found.matcher(pattern, own)).toEqual(own.map(() => true));
			const rest = [...others, ...OTHERS];
			expect(await found.matcher(pattern, rest)).toEqual(rest.map(() => false));
		},
	);

	it('the rule of the sign-ins delivers none of them a second time', async ({ skip }) => {
		const found = find();
		if ('missing' in found) return skip(found.missing);
		const events = Object.values(ALARMS).flat();
		expect(await found.matcher(signInPattern(), events)).toEqual(events.map(() => false));
	});

	it('no pattern has a wildcard, of which a bus may have few', async ({ skip }) => {
		expect(JSON.stringify(all)).not.toContain('wildcard');
		const ruler = eventRuler();
		if ('missing' in ruler) return skip(ruler.missing);
		for (const { pattern } of all) expect(await ruler.complexityOf(pattern)).toBeLessThanOrEqual(3);
	});
});

describe('what the patterns let through', () => {
	it('is read as an alarm, so that nothing lands in the dead-letter queue', () => {
		for (const event of Object.values(ALARMS).flat())
			for (const { part } of readEvents(JSON.stringify(event))) expect(part).toBe('alarm');
	});

	it('leaves out only what would be refused, and findings about other resources', () => {
		const isFinding = (event: Fields) => event['detail-type'] === 'GuardDuty Finding';
		for (const event of OTHERS.filter((one) => !isFinding(one)))
			expect(() => readEvents(JSON.stringify(event))).toThrow(RefusedEventError);
	});

	it('comes from AWS and has types that the bus of the hub admits', () => {
		for (const { source, 'detail-type': type } of Object.values(ALARMS).flat()) {
			expect(source).toMatch(/^aws\./);
			expect(ALARM_TYPES).toContain(type);
		}
	});

	it('is nothing of a kind that the configuration switches off', () => {
		const off = aConfiguration({ alarms: { health: false, guardDuty: false } }).alarms;
		expect(alarmPatterns(off).map(({ name }) => name)).toEqual(['quarantine', 'signInAnomaly']);
	});
});
