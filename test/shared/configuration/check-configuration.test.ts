import { describe, expect, it } from 'vitest';
import { CHANNEL_SEVERITIES } from '../../../shared/configuration/configuration.ts';
import { SEVERITIES } from '../../../shared/verdict/verdict.ts';
import { check, errors, warnings } from '../../support/checked-configuration.ts';

const withCidrs = (...cidrs: string[]) => check({ networks: [{ name: 'office', cidrs }] });

const PROD = 'C0000000PROD';
const slackWith = (...channels: object[]) => ({ channel: 'C0000000MAIN', channels });

describe('the channels', () => {
	it('are chosen by severity, by account, by both or not at all', () => {
		const channels = [
			{ severity: 'critical', account: '111122223333', channel: 'C00000000001' },
			{ account: '111122223333', channel: 'C00000000002' },
			{ severity: 'high', channel: 'C00000000003' },
		];
		const slack = { ...slackWith(...channels), onCall: 'S0000ONCALL' };
		expect(check({ networks: [], slack })).toMatchObject({
			configuration: { slack: { onCall: 'S0000ONCALL', channels: { length: 3 } } },
		});
		expect(check({ networks: [] })).toMatchObject({
			configuration: { slack: { channel: null, onCall: null, channels: [] } },
		});
	});

	it('can be chosen by each severity that a case has', () => {
		expect(CHANNEL_SEVERITIES).toEqual(SEVERITIES);
	});
});

describe('a configuration', () => {
	it('needs only networks, and fills in the rest', () => {
		const checked = check({ networks: [] });
		expect(checked).toMatchObject({
			configuration: {
				locale: 'ko',
				timeZone: 'Asia/Seoul',
				limits: { caseMinutes: 30, credentialDays: 90 },
			},
		});
	});

	it.each([
		['nothing at all', undefined, 'the configuration: is missing'],
		['missing networks', {}, 'networks: is missing'],
		['an unknown setting', { networks: [], netwroks: [] }, 'netwroks: no such setting'],
		[
			'an unknown limit',
			{ networks: [], limits: { caseMinuets: 3 } },
			'limits.caseMinuets: no such setting',
		],
		[
			'a number as text',
			{ networks: [], limits: { caseMinutes: '30' } },
			'limits.caseMinutes: expected number',
		],
		[
			'a limit of zero',
			{ networks: [], limits: { caseMinutes: 0 } },
			'limits.caseMinutes: 0 is below 1',
		],
		['an invalid account id', { networks: [], accounts: { prod: 'x' } }, '12 digits'],
		[
			'an invalid role ARN',
			{ networks: [], workloads: [{ role: 'ci', reason: 'x' }] },
			'workloads.0.role',
		],
		['an unknown locale', { networks: [], locale: 'fr' }, 'locale'],
		['an unknown time zone', { networks: [], timeZone: 'Seoul' }, 'timeZone'],
		['a plain http runbook', { networks: [], runbook: 'http://x.example.com' }, 'https'],
		[
			'an invalid review date',
			{ networks: [], exemptions: [{ principal: 'x', reason: 'y', review: 'soon' }] },
			'exemptions.0.review',
		],
		[
			'an exemption for an unknown network',
			{
				networks: [],
				exemptions: [{ principal: 'x', reason: 'y', review: '2027-01-01', network: 'offfice' }],
			},
			'exemptions.0.network: "offfice" is not a name in networks',
		],
		[
			'containing without networks',
			{ networks: [], containment: { mode: 'ask' } },
			'fill in networks first',
		],
		[
			'a breaker that one attacker could open',
			{ networks: [], containment: { breaker: { people: 3 } } },
			'3 is below 4',
		],
		[
			'a name twice',
			{ networks: [{ name: 'a' }, { name: 'a' }] },
			'networks.1.name: "a" is already used',
		],
		[
			'an endpoint twice',
			{
				networks: [
					{ name: 'a', vpcEndpoints: ['vpce-1'] },
					{ name: 'b', vpcEndpoints: ['vpce-1'] },
				],
			},
			'networks.1.vpcEndpoints.0: vpce-1 is listed twice',
		],
		[
			'an on-call by name',
			{ networks: [], slack: { onCall: '@oncall' } },
			'slack.onCall: "@oncall" is no id',
		],
		[
			'a mention of everybody',
			{ networks: [], slack: { onCall: '!channel' } },
			'slack.onCall: "!channel" is no id',
		],
		[
			'an unknown severity of a channel',
			{ networks: [], slack: slackWith({ severity: 'urgent', channel: PROD }) },
			'slack.channels.0.severity: expected ("info" | "low" | "medium" | "high" | "critical"), got "urgent"',
		],
		[
			'a channel by name',
			{ networks: [], slack: slackWith({ account: '111122223333', channel: '#prod' }) },
			'slack.channels.0.channel: "#prod" is not a channel id',
		],
		[
			'an account by name',
			{ networks: [], slack: slackWith({ account: 'prod', channel: PROD }) },
			'slack.channels.0.account: "prod" is not an account id',
		],
		[
			'a channel that no case reaches',
			{
				networks: [],
				slack: slackWith(
					{ severity: 'medium', channel: PROD },
					{ severity: 'high', account: '111122223333', channel: PROD },
				),
			},
			'slack.channels.1: no case gets here, because slack.channels.0 takes all of them',
		],
		[
			'channels without the main one',
			{ networks: [], slack: { channels: [{ severity: 'high', channel: PROD }] } },
			'slack.channel: is missing',
		],
	])('is refused for %s, naming the path', (_, input, sentence) => {
		expect(errors(check(input))).toContain(sentence);
	});

	it('lists every error, not only the first', () => {
		expect(errors(check({ networks: 5, locale: 'fr' })).split('\n')).toHaveLength(2);
	});
});

describe('a CIDR', () => {
	it.each([
		['203.0.113.5/24', 'did you mean 203.0.113.0/24 (the range) or 203.0.113.5/32'],
		['2001:db8::1/32', 'did you mean 2001:db8::/32'],
		['0.0.0.0/0', 'the whole internet'],
		['::/0', 'the whole internet'],
		['203.0.113.0/33', 'prefix length between 0 and 32'],
		['203.0.113.0/', 'prefix length'],
		['203.0.113.0/24/1', 'not a CIDR'],
		['office', 'not a CIDR'],
		['203.0.113.010/32', 'not a CIDR'],
		['::ffff:203.0.113.0/120', 'write the IPv4 range'],
		['::ffff:cb00:7100/120', 'not a CIDR'],
		['64:ff9b::/96', 'not a CIDR'],
		['fe80::1%eth0/64', 'not a CIDR'],
		['202.0.0.0/7', 'wider than /8, so strangers'],
		['10.0.0.0/7', 'wider than /8, so strangers'],
		['2000::/15', 'wider than /16, so strangers'],
		['192.168.0.0/15', 'holds private and public addresses'],
		['0.0.0.0/8', 'no caller can have'],
		['224.0.0.0/8', 'no caller can have'],
		['240.0.0.0/8', 'no caller can have'],
	])('%s is refused: %s', (cidr, sentence) => {
		expect(errors(withCidrs(cidr))).toMatch(
			new RegExp(`networks\\.0\\.cidrs\\.0.*${literally(sentence)}`),
		);
	});

	it.each([
		[['10.0.0.0/8'], 'is private'],
		[['fd00::/8'], 'is private'],
		[['fc00::/7'], 'is private'],
		[['34.192.0.0/10'], 'wider than /16'],
		[['2000::/18'], 'wider than /19'],
		[
			['203.0.113.0/24', '203.0.113.16/28'],
			'networks.0.cidrs.1: 203.0.113.16/28 ("office") overlaps networks.0.cidrs.0',
		],
		[['203.0.113.16/28', '203.0.113.0/24'], 'overlaps'],
	])('%j is accepted with a warning: %s', (cidrs, sentence) => {
		expect(warnings(withCidrs(...cidrs))).toContain(sentence);
	});

	it('of one host, IPv4 and IPv6, is accepted without a warning', () => {
		expect(warnings(withCidrs('203.0.113.5', '2001:db8::1', '198.51.100.0/26'))).toBe('');
	});

	it('is not required, but a network without any and an overdue review cause warnings', () => {
		const checked = check({
			networks: [{ name: 'empty' }],
			exemptions: [{ principal: 'x', reason: 'y', review: '2026-03-02' }],
		});
		expect(warnings(checked)).toMatch(
			/networks\.0: "empty".*\nexemptions\.0\.review: 2026-03-02 has passed/,
		);
	});
});

describe('all networks together', () => {
	const eighths = (most: number) => Array.from({ length: most }, (_, n) => `${n + 11}.0.0.0/8`);

	it('may hold a sixteenth of IPv4, in which an address counts once', () => {
		const sixteen = [...eighths(16), '11.1.0.0/16', '11.0.0.0/8', '10.0.0.0/8'];
		expect(errors(withCidrs(...sixteen))).toBe('accepted');
		expect(errors(withCidrs(...sixteen, '203.0.113.5'))).toContain('of the internet');
	});

	it('may not hold the internet in pieces, whatever their order and network', () => {
		const [first, ...rest] = eighths(17).reverse();
		const networks = [
			{ name: 'a', cidrs: [first] },
			{ name: 'b', cidrs: rest },
		];
		expect(errors(check({ networks }))).toMatch(/^networks: .*together are 7 % of the internet/);
	});

	it.each([
		[[], 'fill in networks first'],
		[[{ name: 'vpc', cidrs: ['10.0.0.0/8', 'fd00::/8'] }], 'fill in networks first'],
		[[{ name: 'vpc', cidrs: ['10.0.0.0/8'] }, { name: 'empty' }], 'fill in networks first'],
		[[{ name: 'vpc', vpcEndpoints: ['vpce-1'] }], 'accepted'],
		[[{ name: 'office', cidrs: ['10.0.0.0/8', '2001:db8::/48'] }], 'accepted'],
	])(
		'must have a public range or an endpoint, or rules cannot contain: %j',
		(networks, sentence) => {
			for (const mode of ['ask', 'contain'])
				expect(errors(check({ networks, containment: { mode } }))).toContain(sentence);
			const modes = { '111122223333': 'contain' };
			expect(errors(check({ networks, containment: { modes } }))).toContain(sentence);
			expect(errors(check({ networks }))).toBe('accepted');
		},
	);
});

describe('a vendor', () => {
	const vendor = {
		account: '999988887777',
		roles: ['arn:aws:iam::*:role/vendor-*'],
		reason: 'monitoring',
		review: '2027-01-31',
	};
	const withVendor = (over: object, rest: object = {}) =>
		check({ networks: [], ...rest, vendors: [{ ...vendor, ...over }] });

	it('may call from any address, or from the CIDRs that are listed', () => {
		const any = withVendor({});
		expect(any).toMatchObject({ configuration: { vendors: [{ ...vendor, networks: null }] } });
		expect(warnings(withVendor({ networks: ['198.51.100.0/24', '2001:db8::/48'] }))).toBe(
			warnings(any),
		);
	});

	it.each([
		[{ account: '9999' }, 'vendors.0.account: "9999" is not an account id'],
		[
			{ account: 999988887777 },
			'vendors.0.account: expected string, got 999988887777; write it in quotes',
		],
		[{ roles: [] }, 'vendors.0.roles: [] names no role; list the ARN of at least one'],
		[{ roles: ['arn:aws:iam::*:role/*'] }, 'vendors.0.roles.0: "arn:aws:iam::*:role/*" matches'],
		[{ roles: ['vendor'] }, 'vendors.0.roles.0: "vendor" is not a role ARN'],
		[{ networks: [] }, 'vendors.0.networks: [] names no CIDR'],
		[{ networks: ['office'] }, 'vendors.0.networks.0: "office" is not a CIDR'],
		[{ networks: ['128.0.0.0/1'] }, 'vendors.0.networks.0: 128.0.0.0/1 is wider than /8'],
		[{ reason: '' }, 'vendors.0.reason'],
		[{ review: 'soon' }, 'vendors.0.review'],
	])('is refused with %j', (over, sentence) => {
		expect(errors(withVendor(over))).toContain(sentence);
	});

	it('is none of our own accounts', () => {
		const own = { account: '111122223333' };
		const hub = { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: own.account };
		for (const rest of [
			{ containment: { managementAccount: own.account } },
			{ deployment: { organization: hub } },
		])
			expect(errors(withVendor(own, rest))).toContain(
				'vendors.0.account: 111122223333 is your own',
			);
	});

	it('causes a warning if it should be reviewed, and if nobody will', () => {
		expect(warnings(withVendor({ review: '2026-03-02' }))).toContain(
			'vendors.0.review: 2026-03-02 has passed',
		);
		expect(warnings(withVendor({ review: '9999-12-31' }))).toContain(
			'vendors.0.review: 9999-12-31 is more than two years away',
		);
	});
});

function literally(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
