import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../shared/configuration/configuration-schema.ts';
import { compareSignIns } from '../shared/sign-in/compare-sign-ins.ts';
import type { Verdict } from '../shared/verdict/verdict.ts';
import { ACCOUNT, consoleLogin, OFFICE, roleSession, UNTRUSTED } from './support/a-record.ts';
import { inFunctions, inReplay } from './support/both-ways.ts';
import { withDynamo } from './support/each-ledger.ts';
import { aSignInFrom, followRecords } from './support/follow-records.ts';
import { key, marked, obtains, ROOMY, story } from './support/machine-stories.ts';
import { someSettings } from './support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const VENDOR = '999988887777';
const roleArn = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;
const LISTED = { ...ROOMY, workloads: [{ role: roleArn('ci-*'), reason: 'deploys' }] };

/** The last verdict. In both ways the records must come to the same end. */
async function last(some: readonly Fields[], configuration: Partial<ConfigurationInput> = ROOMY) {
	const records = some.toSorted((a, b) => compareSignIns(aSignInFrom(a), aSignInFrom(b)));
	const replay = await inReplay(records, configuration);
	const functions = await inFunctions(records, configuration, await dynamo().makeTable());
	expect(functions).toEqual(replay);
	const { followed } = await followRecords(records, someSettings(configuration));
	const verdict = followed.at(-1)?.verdict;
	return { ...replay, ...told(verdict) };
}

function told(verdict: Verdict | undefined) {
	const { disposition, severity, posted, inSummary, reasons = [] } = verdict ?? {};
	return { disposition, severity, posted, inSummary, codes: reasons.map(({ code }) => code) };
}

const ALONE = { posted: true, inSummary: false };
const SUMMED = { posted: false, inSummary: true, severity: 'low' };

describe('a listed workload', () => {
	const deploy = (over: Fields = {}) =>
		obtains('target', 'next', { userIdentity: roleSession('ci-deploy', 'run-1'), ...over });
	const subject = (sub: string) =>
		obtains('ci-deploy', 'GitHubActions', {
			eventName: 'AssumeRoleWithWebIdentity',
			userIdentity: { type: 'WebIdentityUser', principalId: `oidc:aud:${sub}`, userName: sub },
		});

	it('is told at once the first time, then in the daily summary, from any address', async () => {
		expect(await last(story(deploy()), LISTED)).toMatchObject({ ...ALONE, severity: 'low' });
		const again = deploy({ sourceIPAddress: '198.51.100.9' });
		const { cases, ...second } = await last(story(deploy(), again), LISTED);
		expect(second).toMatchObject({ ...SUMMED, denied: [] });
		expect(cases).toHaveLength(1);
	});

	it.each<[string, Fields]>([
		['another role of the entry', deploy({ userIdentity: roleSession('ci-test', 'run-1') })],
		['another subject', subject('repo:b')],
		[
			'the console',
			{
				...consoleLogin(),
				...{ sourceIPAddress: UNTRUSTED, userIdentity: roleSession('ci-deploy', 'run-1') },
			},
		],
		['a failure', deploy({ errorCode: 'AccessDenied', responseElements: null })],
		[
			'central root access',
			deploy({ eventName: 'AssumeRoot', requestParameters: { targetPrincipal: ACCOUNT } }),
		],
	])('is told at once for %s', async (_, record) => {
		expect(await last(story(deploy(), subject('repo:a'), record), LISTED)).toMatchObject(ALONE);
	});

	it('is told at once if somebody else has obtained its session', async () => {
		const others = obtains('ci-deploy', 'run-1', { ...key, sourceIPAddress: OFFICE });
		expect(await last(story(deploy(), deploy(), others, deploy()), LISTED)).toMatchObject(ALONE);
		const again = await last(story(deploy(), others, deploy(), deploy()), LISTED);
		expect(again).toMatchObject(SUMMED);
	});

	it('goes on with the subject whose token obtained its session', async () => {
		const run = deploy({ userIdentity: roleSession('ci-deploy', 'GitHubActions') });
		const { cases, ...verdict } = await last(story(subject('repo:a'), run), LISTED);
		expect(verdict).toMatchObject(SUMMED);
		expect(cases).toHaveLength(1);
	});

	it('is contained and told where the configuration contains workloads', async () => {
		const containing = {
			...LISTED,
			containment: { ...LISTED.containment, containWorkloads: true },
		};
		const { denied, ...verdict } = await last(story(deploy(), deploy()), containing);
		expect(verdict).toMatchObject(ALONE);
		expect(denied.length).toBeGreaterThan(0);
	});

	it('has a case of its own for what fails', async () => {
		const failed = deploy({ errorCode: 'AccessDenied', responseElements: null });
		const { cases } = await last(story(deploy(), failed, failed, deploy()), LISTED);
		expect(cases).toHaveLength(2);
	});

	it('is nobody who was alerted for obtaining its session, at whatever severity', async () => {
		const federated = obtains('ci-deploy', 'run-1', {
			eventName: 'AssumeRoleWithSAML',
			userIdentity: { type: 'SAMLUser', principalId: 'idp:mallory', userName: 'mallory' },
		});
		const before = story(deploy({ eventTime: '2026-03-02T01:00:00Z' }));
		expect(await last([...before, ...story(federated)], LISTED)).toMatchObject({
			...{ ...ALONE, severity: 'medium' },
		});
		const { denied, ...verdict } = await last([...before, ...story(federated, deploy())], LISTED);
		expect(verdict).toMatchObject({ ...ALONE, severity: 'medium' });
		expect(denied.join()).toContain(':next');
	});

	it('is nobody whose own session was obtained by somebody alerted', async () => {
		const stolen = [
			{ ...obtains('x', 'before', key), sourceIPAddress: OFFICE },
			obtains('ci-deploy', 'run-1', key),
		];
		const { codes, ...verdict } = await last(
			story(deploy(), deploy(), ...stolen, deploy()),
			LISTED,
		);
		expect(verdict).toMatchObject({ ...ALONE, severity: 'high' });
		expect(codes).toContain('initiator-flagged');
	});
});

describe('a credential that AWS issued to a machine', () => {
	const from = (sourceIPAddress: string, over: Fields = {}) =>
		obtains('target', 'next', { userIdentity: marked('ci-app', 'task'), sourceIPAddress, ...over });
	const abroad = from('198.51.100.77', { userIdentity: marked('ci-app', 'other-task') });

	it.each([
		['a workload that is not listed', ROOMY],
		['a listed one', LISTED],
	])('of %s is told at once from a network that is new to its role', async (_, configuration) => {
		const { codes, ...verdict } = await last(
			story(from(UNTRUSTED), from(UNTRUSTED), abroad),
			configuration,
		);
		expect(verdict).toMatchObject({ ...ALONE, severity: 'high', denied: [] });
		expect(codes).toContain('machine-elsewhere');
	});

	it('is contained there only where the configuration contains workloads', async () => {
		const containing = { ...ROOMY, containment: { ...ROOMY.containment, containWorkloads: true } };
		expect((await last(story(from(UNTRUSTED), abroad), containing)).denied.join()).toContain(
			'other-task',
		);
	});

	it('is told there for a day, in one case, and is not folded into the summary', async () => {
		const stays = story(from(UNTRUSTED), from(UNTRUSTED), abroad, abroad, from(UNTRUSTED));
		expect(await last(stays, LISTED)).toMatchObject(SUMMED);
		const { cases, ...again } = await last([...stays.slice(0, 4)], LISTED);
		expect(again).toMatchObject({ ...ALONE, severity: 'high' });
		expect(cases).toHaveLength(2);
		const later = { ...abroad, eventTime: '2026-03-04T01:30:00Z', eventID: 'later' };
		expect(await last([...stays, later], LISTED)).toMatchObject(SUMMED);
	});

	it('is told there although the call is denied', async () => {
		const denied = { ...abroad, errorCode: 'AccessDenied', responseElements: null };
		expect(await last(story(from(UNTRUSTED), denied))).toMatchObject({
			...ALONE,
			severity: 'high',
		});
	});

	it('is told there too for a session that it has obtained', async () => {
		const chained = obtains('deep', 'last', {
			userIdentity: roleSession('target', 'next'),
			sourceIPAddress: '198.51.100.77',
		});
		expect((await last(story(from(UNTRUSTED), chained))).codes).toContain('machine-elsewhere');
	});

	it('has its own case, one a day, so that it is not hidden in that of everyday work', async () => {
		const many = [1, 2, 3].map((n) => from(`198.51.100.${n}`));
		expect((await last(story(from(UNTRUSTED), from(UNTRUSTED), ...many))).cases).toHaveLength(2);
	});

	it.each<[string, Fields[]]>([
		['where nothing is known of the role', [abroad]],
		['from the network of another machine of the role', [from('198.51.100.77'), abroad]],
		['from a trusted network', [from(UNTRUSTED), { ...abroad, sourceIPAddress: OFFICE }]],
		[
			'if only the name of the session looks like a machine',
			[
				obtains('target', 'next', { userIdentity: roleSession('app', 'i-0123456789abcdef0') }),
				{ ...abroad, userIdentity: roleSession('app', 'i-0123456789abcdef0') },
			],
		],
	])('is not suspicious %s', async (_, records) => {
		expect((await last(story(...records))).codes).not.toContain('machine-elsewhere');
	});
});

describe('a vendor', () => {
	const vendor = {
		account: VENDOR,
		roles: [roleArn('scan*')],
		reason: 'scans',
		review: '2026-12-01',
	};
	const SETTINGS = { ...ROOMY, vendors: [vendor] };
	const BOUND = { ...ROOMY, vendors: [{ ...vendor, networks: ['192.0.2.0/24'] }] };
	const scan = (over: Fields = {}, role = 'scanner') =>
		obtains(role, 'nightly', {
			userIdentity: { type: 'AWSAccount', accountId: VENDOR, principalId: 'AROAVENDOR:x' },
			...over,
		});

	it('is told at once the first time, then in the daily summary', async () => {
		expect(await last(story(scan()), SETTINGS)).toMatchObject({ ...ALONE, severity: 'low' });
		const again = scan({ sourceIPAddress: '198.51.100.9' });
		const { cases, ...second } = await last(story(scan(), again), SETTINGS);
		expect(second).toMatchObject({ ...SUMMED, denied: [] });
		expect(cases).toHaveLength(1);
	});

	it('is itself in the session that it has obtained', async () => {
		const use = {
			...consoleLogin(),
			...{ sourceIPAddress: UNTRUSTED, userIdentity: roleSession('scanner', 'nightly') },
		};
		expect((await last(story(scan(), use), SETTINGS)).codes).toContain('vendor');
	});

	it.each<[string, Fields]>([
		['another role', scan({}, 'admin')],
		[
			'another account',
			scan({
				userIdentity: { type: 'AWSAccount', accountId: '888877776666', principalId: 'AROA:x' },
			}),
		],
		['another network', scan({ sourceIPAddress: '198.51.100.9' })],
		['addresses of which one is another', scan({ sourceIPAddress: '192.0.2.7, 198.51.100.9' })],
		[
			'a VPC endpoint',
			scan({ sourceIPAddress: '192.0.2.7', vpcEndpointId: 'vpce-0aaaabbbbccccdddd' }),
		],
		[
			'another role by a session that it has obtained',
			obtains('admin', 'next', { userIdentity: roleSession('scanner', 'nightly') }),
		],
	])('is judged as without the entry in %s', async (_, record) => {
		const { codes, ...verdict } = await last(story(scan(), scan(), record), BOUND);
		expect(codes).not.toContain('vendor');
		expect(verdict).toMatchObject(ALONE);
		expect(verdict.denied.length).toBeGreaterThan(0);
	});
});
