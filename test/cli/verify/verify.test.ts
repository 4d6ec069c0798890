import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOOKS } from '../../../cli/verify/looks.ts';
import { guardScp } from '../../../infra/guard-scp.ts';
import { matchesPattern } from '../../../shared/configuration/pattern.ts';
import { ORGANIZATION, SINGLE } from '../../support/synthesize.ts';
import { aPilot, HUB, look, MANAGEMENT, MEMBER } from './verify-world.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/first-deployment.md'), 'utf8');

const capital = (_: string, letter: string) => letter.toUpperCase();

function refused(name: string, message: string): Error {
	return Object.assign(new Error(message), { name, $metadata: {} });
}

it.each([
	['a single account', SINGLE, MEMBER, 'ap-northeast-2, default bus: 6 rules'],
	['a single account with its bus', SINGLE, MEMBER, 'bus eyes-hub: admits what it must'],
	['the hub', ORGANIZATION, HUB, 'bus eyes-hub: admits what it must'],
	['the management account', ORGANIZATION, MANAGEMENT, 'SCP eyes-guard: attached to r-a1b2'],
	['a member', ORGANIZATION, MEMBER, 'us-east-1, default bus: 6 rules'],
])('%s as the templates deploy it is as expected', async (_, configuration, account, expected) => {
	const { all } = await look({ configuration, account });
	expect(all.filter(({ mark }) => mark !== 'ok')).toEqual([]);
	expect(all.map(({ says }) => says).join('\n')).toContain(expected);
});

it('has the looks of the page, in its order', () => {
	const headings = [...PAGE.matchAll(/^## (\d+)\. (.+)$/gm)];
	expect(headings.map(([, number, title]) => [number, title])).toEqual(
		LOOKS.map(({ title }, at) => [String(at + 1), title]),
	);
	expect(LOOKS).toHaveLength(15);
});

describe('the probes of the guard on the page', () => {
	const [, section = ''] = PAGE.split('## 14. ');
	const probes = [...section.matchAll(/^aws (\w+) ([\w-]+)/gm)].map(
		([, service, command = '']) => `${service}:${command.replaceAll(/(?:^|-)(\w)/g, capital)}`,
	);
	const denied = guardScp({
		...{ partition: 'aws', hubAccount: HUB, guardExemptRoles: [] },
		containmentScp: 'arn:scp',
	}).Statement.flatMap(({ Action }) => Action);

	it.each(probes)('%s is denied by the guard SCP', (probe) => {
		expect(denied.filter((action) => matchesPattern(action, probe))).not.toEqual([]);
	});

	it('are some', () => expect(probes).toHaveLength(6));
});

describe('what AWS does not answer', () => {
	const given = (error: Error) => ({
		configuration: SINGLE,
		account: MEMBER,
		aws: { secretHasValue: () => Promise.reject(error) },
	});

	it('is named with the command, and the other looks go on', async () => {
		const denied = 'User: x is not authorized to perform: secretsmanager:DescribeSecret';
		const { says, all } = await look(given(refused('AccessDeniedException', denied)));
		const [finding] = says('Slack is cut off');
		expect(finding).toMatchObject({ mark: 'not checked' });
		expect(finding?.says).toContain('you are not allowed secretsmanager:DescribeSecret');
		expect(finding?.help.join()).toContain('aws secretsmanager describe-secret');
		expect(all.length).toBeGreaterThan(10);
	});

	it('is named by its error if we have no sentence for it', async () => {
		const { says } = await look(given(refused('InternalServiceError', 'try \u001b[31magain')));
		expect(says('Slack is cut off')[0]).toMatchObject({
			mark: 'not checked',
			says: 'InternalServiceError: try [31magain',
		});
	});

	it('is not confused with a mistake of ours', async () => {
		await expect(look(given(new TypeError('our mistake')))).rejects.toThrow('our mistake');
	});
});

describe('a single account', () => {
	it('is not sent to other accounts, nor told to look at an organization', async () => {
		const { looked } = await look({ configuration: SINGLE, account: MEMBER });
		expect(looked.flatMap(({ elsewhere }) => elsewhere)).toEqual([]);
		const human = looked.filter((one) => one.human !== null).map(({ title }) => title);
		expect(human).toContain('Slack is cut off');
		expect(human).not.toContain('A new account');
	});
});

it('says in an organization where the rest is asked, and never in a single account', async () => {
	const { looked } = await look({ configuration: ORGANIZATION, account: MANAGEMENT });
	expect(looked.find(({ title }) => title === 'Dead letters')?.elsewhere).toEqual(['hub']);
	expect(looked.at(-1)).toMatchObject({ title: 'A new account', human: expect.any(String) });
});

describe('a pilot', () => {
	it('does not expect rules in a hub that it does not watch', async () => {
		const { says } = await look({ ...aPilot({ accounts: [MEMBER] }), account: HUB });
		const marks = says('Rules and their targets').map(({ mark }) => mark);
		expect(marks).not.toContain('differs');
	});

	it.each(['Rules and their targets', 'Roles are assumed', 'Texts of the policies'])(
		'cannot know whether a hub without our parts lies below a unit: %s',
		async (title) => {
			const { configuration } = aPilot({ units: ['ou-a1b2-11111111'] });
			const { says } = await look({
				configuration: {
					...configuration,
					containment: { ...ORGANIZATION.containment, policyType: 'iam' },
				},
				...{ account: HUB, policyText: null },
				aws: { rules: async () => [], role: async () => null },
			});
			expect(says(title)).toContainEqual(
				expect.objectContaining({ mark: 'not checked', says: expect.stringContaining('no unit') }),
			);
		},
	);
});
