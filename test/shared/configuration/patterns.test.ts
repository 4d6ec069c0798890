import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../shared/configuration/check-configuration.ts';
import { matchesArn, matchesPattern } from '../../../shared/configuration/pattern.ts';
import { check, errors, warnings } from '../../support/checked-configuration.ts';

const OFFICE = [{ name: 'office', cidrs: ['203.0.113.0/24'] }];
const withOffice = (over: object) => check({ networks: OFFICE, ...over });
const SESSION_ROLE = 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/';

describe('a protected principal', () => {
	const protecting = (...protectedPrincipals: unknown[]) =>
		withOffice({ containment: { protectedPrincipals } });

	it.each([
		'AIDAEXAMPLEBREAKGLASS',
		'AROAEXAMPLEBREAKGLASS:*',
		'AROAEXAMPLEBREAKGLASS:ops@corp.example',
		'906712345a-12345678-1234-1234-1234-123456789012',
		'12345678-1234-1234-1234-123456789012',
		'arn:aws:iam::111122223333:user/break-glass',
		'arn:aws:iam::*:role/admins/deploy-*',
		'arn:*:iam::111122223333:root',
		'arn:aws:sts::*:assumed-role/deploy/*',
		'arn:aws:sts::*:assumed-role/deploy*',
		'arn:aws:sts::111122223333:federated-user/kiosk',
		{ name: 'break-glass', account: '111122223333' },
	])('may be %j', (entry) => {
		expect(warnings(protecting(entry))).toBe('');
	});

	it('is every session of a role if it is the id of the role', () => {
		expect(protecting('AROAEXAMPLEBREAKGLASS')).toMatchObject({
			configuration: { containment: { protectedPrincipals: ['AROAEXAMPLEBREAKGLASS:*'] } },
		});
	});

	it('is not a bare name: the error has the three forms with that name', () => {
		expect(errors(protecting('break-glass'))).toMatch(
			/^containment\.protectedPrincipals\.0: "break-glass" .*'AIDA…', 'AROA…:\*'.*user\/break-glass'.*\{ name: 'break-glass', account: '111122223333' \}$/,
		);
	});

	it.each([
		'',
		'*',
		'**',
		'*break-glass',
		'AIDA*',
		'AROA*:*',
		'*:break-glass',
		'arn:*',
		'arn:aws:*:break-glass',
		'arn:aws:iam::*:*',
		'arn:aws:iam::*:*/break-glass',
		'arn:aws:iam::*:group/admins',
		'arn:aws:iam::*:role/????',
		'arn:aws:sts::*:assumed-role',
		'arn:aws:sts::111122223333:assumed-role/ops',
		'arn:aws:sts::111122223333:assumed-role/ops/',
		'111122223333:kiosk',
		'break-glass\nAIDAEXAMPLEBREAKGLASS',
	])('is not %j', (entry) => {
		expect(errors(protecting(entry))).toMatch(/protectedPrincipals\.0: ".*" is neither an id nor/);
	});

	it.each([
		[{ name: 'break-glass' }, 'protectedPrincipals.0.account: is missing'],
		[{ name: 'break-glass', account: '*' }, 'protectedPrincipals.0.account: "*" is not an account'],
		[{ name: '*', account: '111122223333' }, 'protectedPrincipals.0.name: "*" is not the name'],
		[5, 'protectedPrincipals.0: expected Object, got 5'],
	])('is not %j', (entry, sentence) => {
		expect(errors(protecting(entry))).toContain(sentence);
	});

	it('is the same when it is read from what was deployed', () => {
		const entries = ['AROAEXAMPLEBREAKGLASS', { name: 'break-glass', account: '111122223333' }];
		const checked = protecting(...entries);
		if ('errors' in checked) throw new Error(checked.errors.join());
		const { configuration } = checked;
		expect(parseConfiguration(JSON.parse(JSON.stringify(configuration)))).toEqual({
			configuration,
		});
	});
});

describe('a role that may do what others may not', () => {
	const settings: [string, (role: string) => object][] = [
		['monitorRoles.0', (role) => ({ monitorRoles: [role] })],
		['deployment.guardExemptRoles.0', (role) => ({ deployment: { guardExemptRoles: [role] } })],
	];

	describe.each(settings)('%s', (path, over) => {
		it.each([
			'arn:aws:iam::*:role/*',
			'arn:aws:iam::111122223333:role/*',
			'arn:aws:iam::*:role/*/*',
			'arn:aws:iam::*:role/a*',
			'arn:aws:iam::*:role/*a*b*c*',
			'arn:aws:iam::*:role/abc*',
			'arn:aws:iam::*:role/deploy/*',
			'arn:aws:iam::*:role/deploy-*/x*',
			'arn:aws-us-gov:iam::*:role/eyes/*',
			'arn:aws:iam::*:role/aws-reserved*',
			`${SESSION_ROLE}AWSReservedSSO_*`,
			`${SESSION_ROLE}*/AWSReservedSSO_*`,
			'arn:aws:iam::*:role/*AWSReservedSSO_*',
			'arn:aws:iam::*:role/aws-service-role/*AWSServiceRoleFor*',
		])('is refused if %s does not say which role it means', (role) => {
			expect(errors(withOffice(over(role)))).toContain(
				`${path}: "${role}" matches roles of nearly any name; after the last slash write`,
			);
		});

		it.each([
			['arn:aws:iam::*:role/????*', 'is not a role ARN'],
			['arn:aws:iam::*:role/$' + '{aws:PrincipalTag/role}', 'is not a role ARN'],
			['*', 'is not a role ARN'],
			['arn:aws:iam::*:*', 'is not a role ARN'],
		])('is refused if it is %s', (role, sentence) => {
			expect(errors(withOffice(over(role)))).toContain(`${path}: "${role}" ${sentence}`);
		});

		it.each([
			'arn:aws:iam::111122223333:role/ci',
			'arn:aws:iam::*:role/break-glass',
			'arn:aws:iam::*:role/*/deploy',
			'arn:aws:iam::*:role/deploy-*',
			`${SESSION_ROLE}*AWSReservedSSO_Admin_*`,
		])('may be %s', (role) => {
			expect(errors(withOffice(over(role)))).toBe('accepted');
		});
	});
});

describe('a warning says what a setting does', () => {
	const exempt = (principal: string) => ({
		exemptions: [{ principal, reason: 'x', review: '2027-01-01' }],
	});
	const containing = (breaker: object) => ({ containment: { mode: 'contain', breaker } });

	it.each<[string, object, RegExp]>([
		[
			'a pattern for our own roles',
			{ monitorRoles: ['arn:aws:iam::*:role/eyes-judge*'] },
			/^monitorRoles\.0: .*never reported/,
		],
		[
			'every role as a machine',
			{ workloads: [{ role: 'arn:aws:iam::*:role/*', reason: 'x' }] },
			/^workloads\.0\.role: .*at most low/,
		],
		['an exemption of everybody', exempt('*'), /^exemptions\.0\.principal: .*at most medium/],
		['one of nearly everybody', exempt('a*'), /^exemptions\.0\.principal: .*nearly everybody/],
		[
			'one of all users',
			exempt('arn:aws:iam::*:user/*'),
			/^exemptions\.0\.principal: .*nearly everybody/,
		],
		...['*', 'user*', '*/kim'].map((resource): [string, object, RegExp] => [
			`one of ${resource}`,
			exempt(`arn:aws:iam::*:${resource}`),
			/^exemptions\.0\.principal: .*nearly everybody/,
		]),
		['one of a whole company', exempt('*@example.com'), /^exemptions\.0\.principal: .*everybody/],
		['one of half an ARN', exempt('arn:*'), /^exemptions\.0\.principal: .*matches nobody/],
		[
			'one of a session by its name',
			exempt('arn:aws:sts::*:assumed-role/ops/break-glass'),
			/^exemptions\.0\.principal: .*\(break-glass\), which callers choose/,
		],
		[
			'one of a session by its id',
			exempt('AROAEXAMPLE123456789:kim'),
			/^exemptions\.0\.principal: .*\(kim\), which callers choose/,
		],
		...['user/*', 'role/*', 'role/*/*', 'role/aws-reserved/*AWSReservedSSO_*', 'root'].map(
			(resource): [string, object, RegExp] => [
				`protecting ${resource}`,
				{ containment: { protectedPrincipals: [`arn:aws:iam::*:${resource}`] } },
				/^containment\.protectedPrincipals\.0: .*none of them is ever contained/,
			],
		),
		[
			'protecting all sessions of all roles',
			{ containment: { protectedPrincipals: ['arn:aws:sts::*:assumed-role/*/*'] } },
			/none of them is ever contained/,
		],
		[
			'protecting a session by its name',
			{ containment: { protectedPrincipals: ['arn:aws:sts::*:assumed-role/ops/kim'] } },
			/\(kim\), which callers choose/,
		],
		[
			'every user as a machine',
			{ report: { machineUsers: ['*'] } },
			/^report\.machineUsers\.0: .*name the machines/,
		],
		[
			'a breaker that opens for nobody',
			containing({ people: 1000 }),
			/^containment\.breaker\.people: .*1000 people/,
		],
		[
			'a share that is many people',
			containing({ people: 1000, staff: 9000, share: 0.1 }),
			/^containment\.breaker\.people: .*900 people/,
		],
		['a short window', containing({ minutes: 1 }), /^containment\.breaker\.minutes: .*1 minutes/],
		[
			'another receiver of the token',
			{ slack: { apiUrl: 'https://evil.example/api/' } },
			/^slack\.apiUrl: .*evil\.example/,
		],
		[
			'a name that only looks like Slack',
			{ slack: { apiUrl: 'https://slack.com.evil.example/' } },
			/^slack\.apiUrl: .*evil\.example/,
		],
	])('for %s', (_, over, sentence) => {
		expect(warnings(withOffice(over))).toMatch(sentence);
	});

	it.each<[string, object]>([
		['usual patterns', { workloads: [{ role: 'arn:aws:iam::*:role/ci-*', reason: 'CI' }] }],
		['a named exemption', exempt('break-glass')],
		['the names of a group', exempt('ops-*@example.com')],
		['the sessions of a role', exempt('arn:aws:sts::*:assumed-role/ops/*')],
		['the id of a role', exempt('AROAEXAMPLEBREAKGLASS:*')],
		['a group of machines', { report: { machineUsers: ['ci-*'] } }],
		['a high limit with few people', containing({ people: 1000, staff: 40 })],
		['a high limit that only asks', { containment: { mode: 'ask', breaker: { people: 1000 } } }],
		['GovSlack', { slack: { apiUrl: 'https://slack-gov.com/api/' } }],
	])('and there is none for %s', (_, over) => {
		expect(warnings(withOffice(over))).toBe('');
	});

	it.each<[object, string]>([
		[{ limits: { caseMinutes: 1e9 } }, 'limits.caseMinutes: 1000000000 is above 10080'],
		[{ limits: { credentialDays: 1e9 } }, 'limits.credentialDays: 1000000000 is above 3650'],
		[{ report: { limits: { keyDays: 1e9 } } }, 'report.limits.keyDays: 1000000000 is above 3650'],
		[containing({ minutes: 1e9 }), 'containment.breaker.minutes: 1000000000 is above 1440'],
		[containing({ people: 1e9 }), 'containment.breaker.people: 1000000000 is above 1000'],
		[containing({ movedPeople: 1e9 }), 'containment.breaker.movedPeople: 1000000000 is above'],
		[containing({ accounts: 1e9 }), 'containment.breaker.accounts: 1000000000 is above 1000'],
	])('and an absurd number is refused: %j', (over, sentence) => {
		expect(errors(withOffice(over))).toContain(sentence);
	});
});

describe('matchesArn', () => {
	it.each([
		['arn:aws:iam::*:role/ops', 'arn:aws:iam::111122223333:role/ops', true],
		['arn:*:iam::111122223333:user/*', 'arn:aws:iam::111122223333:user/a/b', true],
		['arn:aws:iam::*:user/x', 'arn:aws:iam::111122223333:role/a:user/x', false],
		['arn:*:iam::1:user/x', 'arn:aws:iam::2:role/a:iam::1:user/x', false],
		['arn:aws:iam::*:role/a*', 'arn:aws:iam::1:role/a:b', true],
		['arn:aws:iam::*:role/a', 'AROAEXAMPLE', false],
		['*', 'arn:aws:iam::1:role/a', false],
	])('%s against %s: %s', (pattern, arn, expected) => {
		expect(matchesArn(pattern, arn)).toBe(expected);
	});
});

describe('matchesPattern', () => {
	it.each([
		['a', 'a', true],
		['a', 'ab', false],
		['a*', 'abc', true],
		['*c', 'abc', true],
		['a*c', 'ac', true],
		['a*c', 'abcd', false],
		['a*b*c', 'axxbyyc', true],
		['ab*ba', 'aba', false],
		['*', '', true],
		['arn:aws:iam::*:role/ci-*', 'arn:aws:iam::111122223333:role/ci-deploy', true],
		['A', 'a', false],
	])('%s against %s: %s', (pattern, text, expected) => {
		expect(matchesPattern(pattern, text)).toBe(expected);
	});
});
