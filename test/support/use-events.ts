import fc from 'fast-check';
import { EVENT_SOURCES, MAKING_EVENTS } from '../../shared/record/event-sources.ts';
import { GIVES_NOTHING } from '../../shared/sign-in/gives-nothing.ts';
import { iamUser, OFFICE, roleSession, rootIdentity, UNTRUSTED, usingKey } from './a-record.ts';

type Fields = Readonly<Record<string, unknown>>;

const ENDPOINT = 'vpce-0a1b2c3d4e5f60718';

/** Texts of `sourceIPAddress`: real ones, and such as could deceive a comparison of texts. */
export const addresses = fc.oneof(
	fc.constantFrom(
		...[OFFICE, '203.0.113.255', '203.0.112.1', '203.0.11.3', '203.0.1130.1', UNTRUSTED],
		...['203.0.113.5, 198.51.100.7', '198.51.100.7,203.0.113.5', '203.0.113.5,10.0.0.1'],
		...[
			'203.0.113.5 198.51.100.7',
			'203.0.113.5:443',
			'203.0.113.xxx',
			'203.0.113.',
			' 203.0.113.5',
		],
		...[
			'10.0.0.1',
			'10.0.0.1, 198.51.100.7',
			'100.64.0.1',
			'172.16.0.1',
			'172.32.0.1',
			'172.2.0.1',
		],
		...[
			'192.168.1.1',
			'192.169.1.1',
			'1.10.0.1',
			'127.0.0.1',
			'169.254.1.1',
			'0.0.0.0',
			'253.0.1.1',
		],
		...[
			'2001:db8:10::1',
			'2001:db8:10:0:0:0:0:1',
			'2001:DB8:10::1',
			'2001:db8:100::1',
			'2001:db8::10',
		],
		...[
			'::ffff:203.0.113.5',
			'::ffff:198.51.100.7',
			'2001:db8:10::203.0.113.5',
			'fd00::1',
			'fe80::1',
		],
		...['cloudformation.amazonaws.com', 'logs.us-east-1.amazonaws.com', 'ec2.amazonaws.com.cn'],
		...[
			'CloudFormation.AmazonAWS.com',
			'.amazonaws.com',
			'evil amazonaws.com',
			'a b.amazonaws.com',
		],
		...['ec2-198-51-100-7.compute-1.amazonaws.com', 'my-lb.elb.amazonaws.com', 'amazonaws.com'],
		...[
			'198.51.100.1.amazonaws.com',
			'198.51.100.1, s3.amazonaws.com',
			'x.amazonaws.com.example.com',
		],
		...['AWS Internal', 'AWS Internal/3', 'aws internal', 'AWS Internal, 198.51.100.7'],
		...[
			'AWS Internal 198.51.100.7',
			'',
			' ',
			'-',
			'redacted',
			'None',
			'*',
			'\\',
			'*.amazonaws.com',
		],
	),
	fc.ipV4(),
	fc.ipV6(),
	fc.nat(255).map((n) => `203.0.113.${n}`),
	fc
		.tuple(fc.constantFrom(OFFICE, '10.1.1.1'), fc.constantFrom(',', ', ', ' '), fc.ipV4())
		.map((parts) => parts.join('')),
	fc.string({ maxLength: 12 }),
);

const odd = fc.constantFrom<unknown>(null, {}, [], 3, true, undefined);
const endpoints = fc.oneof(
	fc.constantFrom<unknown>(undefined, undefined, ENDPOINT, 'vpce-0stranger', 'None', '', 'HIDDEN'),
	fc.constantFrom('AWS Internal', 's3.amazonaws.com', `${ENDPOINT}0`, ENDPOINT.toUpperCase()),
	odd,
);

const sources = fc.constantFrom(
	...EVENT_SOURCES,
	...['ec2.amazonaws.com', 's3.amazonaws.com', 'sso-directory.amazonaws.com', 'IAM.amazonaws.com'],
	...['bedrock.amazonaws.com', 'sts.example.com'],
);
const names = fc.constantFrom(
	...GIVES_NOTHING.flatMap(({ names, verbs }) => [...names, ...verbs.map((verb) => `${verb}All`)]),
	...MAKING_EVENTS,
	...['AssumeRole', 'GetSessionToken', 'CreateTokenWithIAM', 'CreateSession', 'ListBuckets'],
	...['RunInstances', 'AttachUserPolicy', 'GetNewCredentials', 'ExternalIdPDirectoryLogin'],
);
const keys = fc.constantFrom<unknown>(
	...['AKIABORAEXAMPLE', 'ASIABORAEXAMPLE', 'akiaexample', 'ABIAEXAMPLE', '', 'AKIA'],
	...[null, undefined],
);
const identities = fc
	.record({
		whose: fc.constantFrom<Fields>(
			...[iamUser(), iamUser('build'), rootIdentity(), roleSession('dev', 'bora')],
			...[roleSession('export', 'job'), { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }],
			...[{ type: 'IAMUser' }, {}],
		),
		accessKeyId: keys,
		invokedBy: fc.constantFrom<unknown>(undefined, undefined, 'cloudformation.amazonaws.com'),
	})
	.map(({ whose, ...over }) => ({ ...whose, ...over }));

/** Calls with and without keys, from anywhere, to services that are watched and to others. */
export const uses: fc.Arbitrary<Fields> = fc
	.record(
		{
			eventName: names,
			eventSource: sources,
			sourceIPAddress: fc.oneof({ weight: 9, arbitrary: addresses }, { weight: 1, arbitrary: odd }),
			vpcEndpointId: endpoints,
			userIdentity: fc.oneof({ weight: 9, arbitrary: identities }, { weight: 1, arbitrary: odd }),
			// On a bus CloudTrail prints a boolean.
			managementEvent: fc.constantFrom(true, undefined, false),
			eventType: fc.constantFrom<unknown>('AwsApiCall', 'AwsServiceEvent', undefined),
			errorCode: fc.constantFrom<unknown>(undefined, 'AccessDenied'),
		},
		{ requiredKeys: ['eventName', 'eventSource', 'sourceIPAddress'] },
	)
	.map((over) => usingKey('ListBuckets', over));

/** A call with a long-term key from nowhere in particular, as most are. */
export const plainUses: fc.Arbitrary<Fields> = fc
	.record({ eventSource: sources, eventName: names, sourceIPAddress: addresses })
	.map((over) => usingKey('ListBuckets', over));
