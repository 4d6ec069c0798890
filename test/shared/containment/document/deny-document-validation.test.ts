import { describe, expect, it } from 'vitest';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import {
	aContainment,
	aSession,
	END,
	HOUR,
	NOW,
	someOptions,
} from '../../../support/a-containment.ts';

const PERSON = '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b';
const KIM = 'AROADEVELOPERROLE2222:kim';
const USER = 'AIDAKIMKIMKIMKIMKIM22';
const ACCOUNT = 'iam:111122223333';

/** One statement of every kind that a policy can have. */
const VALID = {
	scp: renderDenyDocument(
		[
			aContainment({ key: 'identitystore:UserId', value: PERSON }),
			aContainment(
				{ key: 'aws:PrincipalArn', value: 'arn:aws-cn:iam::111122223333:root' },
				{ denyScope: 'everything' },
			),
			aSession(KIM),
			aSession('111122223333:kim-batch'),
		],
		someOptions(),
	).text,
	[ACCOUNT]: renderDenyDocument([aSession(USER), aSession(KIM, 'everything')], someOptions(ACCOUNT))
		.text,
};

/** `from` → `to` at its first place, and the expected problem. */
type Damage = readonly [from: string, to: string, problem: RegExp];

const IN_SCP: readonly Damage[] = [
	// The document and its statements
	['2012-10-17', '2008-10-17', /^Version: /],
	['"Version":"2012-10-17",', '', /^Version: expected "Version", got undefined/],
	['{"Version"', '{"Id":"x","Version"', /^Id: does not belong/],
	['{"Version"', '{"__proto__":{},"Version"', /^__proto__: does not belong/],
	['{"Version"', '{"constructor":1,"Version"', /^constructor: does not belong/],
	['"Effect":"Deny"', '"Effect":"Allow"', /^Statement\.0\.Effect: /],
	['"Effect":"Deny"', '"Effect":"deny"', /^Statement\.0\.Effect: /],
	['"Effect":"Deny",', '', /^Statement\.0\.Effect: /],
	['"Effect":"Deny"', '"Effect":"Allow","Effect":"Deny"', /a repeated member/],
	['"Action":"*"', '"Action":"s3:*"', /^Statement\.0\.Action: /],
	['"Action":"*"', '"Action":["*"]', /^Statement\.0\.Action: /],
	['"Action":"*"', '"NotAction":"*"', /^Statement\.0\.NotAction: does not belong/],
	['"Resource":"*"', '"Resource":"arn:aws:s3:::x"', /^Statement\.0\.Resource: /],
	['"Resource":"*"', '"NotResource":"*"', /^Statement\.0\.NotResource: does not belong/],
	['"Resource":"*"', '"Resource":"*","Principal":"*"', /^Statement\.0\.Principal: does not belong/],
	['"Resource":"*","Condition"', '"Condition"', /^Statement\.0\.Resource: /],
	// Who
	['"ArnEquals"', '"ArnLike"', /ArnLike: does not belong/],
	['"ArnEquals"', '"ArnEqual"', /ArnEqual: does not belong/],
	['"ArnEquals"', '"StringEquals"', /aws:PrincipalArn: does not belong/],
	['"aws:PrincipalArn"', '"aws:principalarn"', /aws:principalarn: does not belong/],
	['"aws:PrincipalArn"', '"aws:SourceArn"', /aws:SourceArn: does not belong/],
	[
		'arn:aws-cn:iam::111122223333:root',
		'arn:aws:iam::*:root',
		/is not the root ARN of one account/,
	],
	[
		'arn:aws-cn:iam::111122223333:root',
		'arn:aws:iam::111122223333:role/x',
		/is not the root ARN of one account/,
	],
	['arn:aws-cn:iam::111122223333:root', '*', /is not the root ARN of one account/],
	['"StringEquals"', '"StringEqual"', /StringEqual: does not belong/],
	['"StringEquals"', '"stringequals"', /stringequals: does not belong/],
	['"StringEquals"', '"StringEqualsIfExists"', /StringEqualsIfExists: does not belong/],
	['"StringEquals"', '"StringEqualsIgnoreCase"', /StringEqualsIgnoreCase: does not belong/],
	['"StringEquals"', '"ForAnyValue:StringEquals"', /ForAnyValue:StringEquals: does not belong/],
	['"StringEquals"', '"ForAllValues:StringEquals"', /ForAllValues:StringEquals: does not belong/],
	['"StringEquals"', '"StringNotLike"', /StringNotLike: does not belong/],
	['"StringEquals"', '"StringLike"', /identitystore:UserId: does not belong/],
	['"identitystore:UserId"', '"identitystore:userId"', /identitystore:userId: does not belong/],
	['"identitystore:UserId"', '"identitystore:GroupId"', /identitystore:GroupId: does not belong/],
	['"identitystore:UserId"', '"aws:userid"', /is none of AIDA/],
	[
		`"StringEquals":{"identitystore:UserId":["${PERSON}"]},`,
		'',
		/has no selector, so it would deny everybody/,
	],
	[`{"identitystore:UserId":["${PERSON}"]}`, '{}', /has no selector, so it would deny everybody/],
	[
		`{"identitystore:UserId":["${PERSON}"]}`,
		'{"identitystore:UserId":[]}',
		/identitystore:UserId: /,
	],
	[`["${PERSON}"]`, `"${PERSON}"`, /identitystore:UserId: expected Array/],
	[`["${PERSON}"]`, '[1]', /identitystore:UserId\.0: expected string/],
	[`["${PERSON}"]`, '[null]', /identitystore:UserId\.0: expected string/],
	[`["${PERSON}"]`, `["${PERSON}","${PERSON}"]`, /appears twice/],
	[`["${PERSON}"]`, `["${PERSON}"],"aws:userid":["${KIM}"]`, /is a second selector/],
	[PERSON, '*', /is not a user id of an identity store/],
	[PERSON, `${PERSON}*`, /is not a user id of an identity store/],
	[PERSON, '', /is not a user id of an identity store/],
	[PERSON, `1${PERSON}`, /is not a user id of an identity store/],
	[PERSON, PERSON.slice(0, -1), /is not a user id of an identity store/],
	[PERSON, PERSON.replace('-', ''), /is not a user id of an identity store/],
	[PERSON, `\${identitystore:UserId}`, /is not a user id of an identity store/],
	['"aws:userid"', '"aws:userId"', /aws:userId: does not belong/],
	['"aws:userid"', '"aws:username"', /aws:username: does not belong/],
	[KIM, '*', /is none of AIDA/],
	[KIM, '*:kim', /is none of AIDA/],
	[KIM, 'AROADEVELOPERROLE2222:*', /all sessions of .* would be denied/],
	[KIM, 'AROADEVELOPERROLE2222:ki?', /is none of AIDA/],
	[KIM, 'AROADEVELOPERROLE2222:$' + '{*}', /is none of AIDA/],
	[KIM, 'AROADEVELOPERROLE2222:kim lee', /is none of AIDA/],
	[KIM, 'AROADEVELOPERROLE2222:kim/lee', /is none of AIDA/],
	[KIM, 'AROADEVELOPERROLE2222:김', /is none of AIDA/],
	[KIM, 'AROADEVELOPERROLE2222:kim\\n', /is none of AIDA/],
	[KIM, 'AROADEVELOPERROLE2222', /is none of AIDA/],
	[KIM, 'AROADEVELOPERROLE2222:', /is none of AIDA/],
	[KIM, 'aroadeveloperrole2222:kim', /is none of AIDA/],
	[KIM, 'ASIADEVELOPERROLE2222', /is none of AIDA/],
	[KIM, `AROADEVELOPERROLE2222:${'k'.repeat(65)}`, /is none of AIDA/],
	[KIM, '111122223333', /is none of AIDA/],
	['111122223333:kim-batch', '111122223333:*', /is none of AIDA/],
	['111122223333:kim-batch', '11112222333:kim-batch', /is none of AIDA/],
	// From where
	['"NotIpAddress"', '"NotIpAddresses"', /NotIpAddresses: does not belong/],
	['"NotIpAddress"', '"IpAddress"', /IpAddress: does not belong/],
	['"NotIpAddress"', '"NotIpAddressIfExists"', /NotIpAddressIfExists: does not belong/],
	['"aws:SourceIp"', '"aws:SourceIP"', /aws:SourceIP: does not belong/],
	['"aws:SourceIp"', '"aws:VpcSourceIp"', /aws:VpcSourceIp: does not belong/],
	[
		'"NotIpAddress":{"aws:SourceIp":["2001:db8:10::/48","203.0.113.0/24"]},',
		'',
		/configured 203\.0\.113\.0\/24 is missing/,
	],
	['["2001:db8:10::/48","203.0.113.0/24"]', '[]', /aws:SourceIp: /],
	['"2001:db8:10::/48",', '', /configured 2001:db8:10::\/48 is missing/],
	['"203.0.113.0/24"', '"203.0.113.0/25"', /203\.0\.113\.0\/25 is not a configured network/],
	[
		'"203.0.113.0/24"',
		'"203.0.113.0/24","198.51.100.0/24"',
		/198\.51\.100\.0\/24 is not a configured network/,
	],
	['"203.0.113.0/24"', '"203.0.113.0/24","203.0.113.0/24"', /appears twice/],
	[
		'"203.0.113.0/24"',
		'"203.0.113.0/24","203.0.113.7"',
		/write "203\.0\.113\.7" as 203\.0\.113\.7\/32/,
	],
	['"203.0.113.0/24"', '"203.0.113.0/24","10.0.0.0/8"', /is private/],
	['"203.0.113.0/24"', '"0.0.0.0/0"', /is the whole internet/],
	['"203.0.113.0/24"', '"203.0.113.0/33"', /no prefix length/],
	['"203.0.113.0/24"', '"203.0.113.5/24"', /host bits set/],
	['"203.0.113.0/24"', '"203.0.113/24"', /is not a CIDR/],
	['"203.0.113.0/24"', '"203.0.113.0-24"', /is not a CIDR/],
	['"203.0.113.0/24"', '"203.0.113.*"', /is not a CIDR/],
	['"203.0.113.0/24"', '" 203.0.113.0/24"', /write " 203\.0\.113\.0\/24" as/],
	['"2001:db8:10::/48"', '"2001:DB8:10::/48"', /write "2001:DB8:10::\/48" as/],
	['"2001:db8:10::/48"', '"2001:db8:10::/480"', /no prefix length/],
	['"StringNotEquals"', '"StringNotEqual"', /StringNotEqual: does not belong/],
	['"StringNotEquals"', '"StringNotEqualsIfExists"', /StringNotEqualsIfExists: does not belong/],
	['"aws:SourceVpce"', '"aws:SourceVpc"', /aws:SourceVpc: does not belong/],
	['vpce-0a1b2c3d4e5f60718', 'vpce-0fffffffffffffff0', /is not a configured endpoint/],
	['vpce-0a1b2c3d4e5f60718', 'vpce-*', /is not an endpoint id/],
	[
		'"StringNotEquals":{"aws:SourceVpce":["vpce-0a1b2c3d4e5f60718"]},',
		'',
		/configured vpce-0a1b2c3d4e5f60718 is missing/,
	],
	['"BoolIfExists"', '"Bool"', /Bool\.aws:ViaAWSService: does not belong/],
	['"aws:ViaAWSService"', '"aws:ViaAwsService"', /aws:ViaAwsService: does not belong/],
	['"aws:ViaAWSService":"false"', '"aws:ViaAWSService":"true"', /aws:ViaAWSService: /],
	['"aws:ViaAWSService":"false"', '"aws:ViaAWSService":false', /aws:ViaAWSService: /],
	['"BoolIfExists":{"aws:ViaAWSService":"false"},', '', /has no BoolIfExists aws:ViaAWSService/],
	[
		'"NotIpAddress":{"aws:SourceIp":["2001:db8:10::/48","203.0.113.0/24"]},"StringNotEquals":{"aws:SourceVpce":["vpce-0a1b2c3d4e5f60718"]},"BoolIfExists":{"aws:ViaAWSService":"false"},',
		'',
		/^Statement\.1\.Sid: is "UntrustedPerson20260303T15Z", but should be "EverythingPerson/,
	],
	// Until when
	['"DateLessThan"', '"DateGreaterThan"', /DateGreaterThan: does not belong/],
	['"DateLessThan"', '"DateLessThanEquals"', /DateLessThanEquals: does not belong/],
	['"DateLessThan"', '"DateLessthan"', /DateLessthan: does not belong/],
	['"aws:CurrentTime"', '"aws:EpochTime"', /aws:EpochTime: does not belong/],
	['"aws:CurrentTime"', '"aws:TokenIssueTime"', /aws:CurrentTime: expected/],
	[
		',"DateLessThan":{"aws:CurrentTime":"2026-03-03T15:00:00Z"}',
		'',
		/DateLessThan: expected "DateLessThan"/,
	],
	['"2026-03-03T15:00:00Z"', '["2026-03-03T15:00:00Z"]', /aws:CurrentTime: expected string/],
	['2026-03-03T15:00:00Z', '2026-03-03 15:00:00Z', /is not a time/],
	['2026-03-03T15:00:00Z', '2026-03-03T15:00:00', /is not a time/],
	['2026-03-03T15:00:00Z', '2026-03-03T15:00:00.000Z', /is not a time/],
	['2026-03-03T15:00:00Z', '2026-02-30T15:00:00Z', /is not a time/],
	['2026-03-03T15:00:00Z', '2026-13-03T15:00:00Z', /is not a time/],
	['2026-03-03T15:00:00Z', '20260303T150000Z', /is not a time/],
	['2026-03-03T15:00:00Z', '1772550000', /is not a time/],
	['2026-03-03T15:00:00Z', '', /is not a time/],
	['2026-03-03T15:00:00Z', '2026-03-03T15:30:00Z', /is not a full hour/],
	['2026-03-03T15:00:00Z', '2026-03-03T03:00:00Z', /has passed/],
	['2026-03-03T15:00:00Z', '2126-03-03T15:00:00Z', /is later than the end of any/],
	['2026-03-03T15:00:00Z', '2026-03-03T16:00:00Z', /^Statement\.0\.Sid: is /],
	// Its Sid
	['"Sid":"EverythingRoot20260303T15Z",', '', /Sid: expected "Sid"/],
	['EverythingRoot20260303T15Z', 'UntrustedRoot20260303T15Z', /^Statement\.0\.Sid: is/],
	['EverythingRoot20260303T15Z', 'Everything-Root', /^Statement\.0\.Sid: is/],
	// The text itself
	['{"Version"', ' {"Version"', /another order or white space/],
	['"Statement":[', '"Statement":[ ', /another order or white space/],
	['{"Version"', '\ufeff{"Version"', /is not JSON/],
	['"Effect":"Deny","Action":"*"', '"Action":"*","Effect":"Deny"', /another order or white space/],
	['"Deny"', '"\\u0044eny"', /another order or white space/],
	['"Statement":[', '"Statement":[],"Statement":[', /a repeated member/],
	['"Statement":[', '"Statement":["x",', /^Statement\.0: expected Object/],
	['"Statement":[', '"Statement":[[],', /^Statement\.0\.Sid: expected/],
	['"Statement":[', '"Statement":[null,', /^Statement\.0: expected Object/],
	['}}]}', '}}]', /is not JSON/],
	['}}]}', '}}]}}', /is not JSON/],
];

const IN_ACCOUNT: readonly Damage[] = [
	['"StringLike"', '"StringEquals"', /StringEquals is the wrong operator/],
	['"StringLike"', '"StringLikeIfExists"', /StringLikeIfExists: does not belong/],
	['"StringEquals"', '"StringLike"', /StringLike is the wrong operator/],
	['"111122223333:*",', '', /does not have "111122223333:\*"/],
	['111122223333:*', '444455556666:*', /is none of AIDA/],
	['111122223333:*', '*', /is none of AIDA/],
	['111122223333:*', '111122223333:**', /is none of AIDA/],
	['111122223333:*', '1111*:*', /is none of AIDA/],
	['111122223333:*', '444455556666:kim', /belongs to another account than 111122223333/],
	[`,"${USER}"`, '', /is there without an IAM user/],
	[USER, 'AIDA*', /is none of AIDA/],
	[USER, 'AROADEVELOPERROLE2222:lee', /is there without an IAM user/],
	[
		'{"StringLike":{"aws:userid":',
		'{"ArnEquals":{"aws:PrincipalArn":',
		/only an SCP applies to root/,
	],
];

const POLICIES = [
	['scp', VALID.scp, IN_SCP],
	[ACCOUNT, VALID[ACCOUNT], IN_ACCOUNT],
] as const;

describe.each(POLICIES)('a document of %s', (policy, valid, damages) => {
	it('is valid as it was rendered', () => {
		expect(validateDenyDocument(valid, someOptions(policy))).toEqual([]);
	});

	it.each(damages)('is refused with %j → %j', (from, to, expected) => {
		expect(valid).toContain(from);
		const problems = validateDenyDocument(
			valid.replace(from, () => to),
			someOptions(policy),
		);
		expect(
			problems.some((problem) => expected.test(problem)),
			problems.join('\n'),
		).toBe(true);
	});
});

describe('a text', () => {
	it.each([
		'',
		' ',
		'null',
		'[]',
		'{}',
		'"x"',
		'1',
		'{"Version":"2012-10-17","Statement":[]}',
		`${PLACEHOLDER} `,
	])('%j is not a deny document', (text) => {
		expect(validateDenyDocument(text, someOptions())).not.toEqual([]);
	});

	it('is refused if two statements have the same Sid', () => {
		const [statement = ''] = /\{"Sid":"EverythingRoot.*?\}\}\}/.exec(VALID.scp) ?? [];
		const twice = VALID.scp.replace(statement, () => `${statement},${statement}`);
		expect(validateDenyDocument(twice, someOptions())).toEqual([
			'Statement: the Sid "EverythingRoot20260303T15Z" appears twice',
		]);
	});

	it('is refused if it is too long', () => {
		const ids = Array.from(
			{ length: 200 },
			(_, n) => `AROADEVELOPERROLE2222:kim-is-far-too-often-here-${1000 + n}`,
		);
		const long = VALID.scp.replace(`"${KIM}"`, () => ids.map((id) => `"${id}"`).join(','));
		expect(validateDenyDocument(long, someOptions())).toEqual([
			`the text has ${long.length} characters; 10240 are allowed`,
		]);
		const half = VALID.scp.replace(`"${KIM}"`, () =>
			ids
				.slice(0, 120)
				.map((id) => `"${id}"`)
				.join(','),
		);
		expect(validateDenyDocument(half, someOptions())).toEqual([]);
	});

	it('of one policy is refused in another', () => {
		expect(validateDenyDocument(VALID.scp, someOptions(ACCOUNT))).not.toEqual([]);
		expect(validateDenyDocument(VALID[ACCOUNT], someOptions())).not.toEqual([]);
		expect(validateDenyDocument(VALID[ACCOUNT], someOptions('iam:444455556666'))).not.toEqual([]);
	});

	it('is refused if the configured networks are different', () => {
		const networks = [{ name: 'new office', cidrs: ['198.51.100.0/24'], vpcEndpoints: [] }];
		expect(validateDenyDocument(VALID.scp, someOptions('scp', { networks }))).toEqual(
			expect.arrayContaining([
				expect.stringMatching(/203\.0\.113\.0\/24 is not a configured network/),
				expect.stringMatching(/configured 198\.51\.100\.0\/24 is missing/),
				expect.stringMatching(/"vpce-0a1b2c3d4e5f60718" is not a configured endpoint/),
			]),
		);
	});

	it('is refused some time after an end has passed, not immediately', () => {
		const at = (now: number) => validateDenyDocument(VALID.scp, someOptions('scp', { now }));
		expect(at(NOW)).toEqual([]);
		expect(at(END + HOUR / 60)).toEqual([]);
		expect(at(END + HOUR)).toEqual(expect.arrayContaining([expect.stringMatching(/has passed/)]));
	});

	it.each([
		['scp', { key: 'aws:userid', value: KIM }],
		['scp', { key: 'aws:userid', value: 'AROADEVELOPERROLE2222:*' }],
		['scp', { key: 'identitystore:UserId', value: PERSON }],
		['scp', { key: 'aws:PrincipalArn', value: 'arn:*:iam::111122223333:root' }],
		[ACCOUNT, { key: 'aws:userid', value: '111122223333:break-glass' }],
		[ACCOUNT, { key: 'aws:userid', value: '*' }],
	] as const)(
		'of %s is refused if it applies to the protected %j',
		(policy, protectedPrincipal) => {
			const options = someOptions(policy, { protectedPrincipals: [protectedPrincipal] });
			const problems = validateDenyDocument(VALID[policy], options);
			expect(problems).toEqual(
				expect.arrayContaining([expect.stringMatching(/applies to a protected principal/)]),
			);
		},
	);
});
