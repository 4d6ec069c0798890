import { describe, expect, it } from 'vitest';
import { judgePolicy } from '../../../cli/verify/looks/hub-bus.ts';
import type { LiveRule } from '../../../cli/verify/verify-deps.ts';
import { admittedEvents } from '../../../infra/hub-bus.ts';
import { ORGANIZATION, SINGLE } from '../../support/synthesize.ts';
import { HUB, look, MANAGEMENT, MEMBER, withRules } from './verify-world.ts';

const SIGN_INS = 'eyes-sign-ins';
const BUS = `arn:aws:events:us-east-1:${HUB}:event-bus/eyes-hub`;
const MANAGED = /drift eyes-system-management-us-east-1$/;
const member = { configuration: ORGANIZATION, account: MEMBER };

/** Changes one rule of every Region; gives what is said about the rules. */
async function saidAfter(
	change: (rule: LiveRule) => LiveRule | null,
	name = SIGN_INS,
	given = member,
) {
	const changed = withRules(given, (rules) =>
		rules.flatMap((rule) => (rule.name === name ? (change(rule) ?? []) : rule)),
	);
	const { says } = await look(changed);
	return says('Rules and their targets').filter(({ mark }) => mark !== 'ok');
}

describe('a rule of an account', () => {
	it.each([
		['is missing', () => null, 'is missing'],
		[
			'leaves out events that only read',
			(rule: LiveRule) => ({ ...rule, state: 'ENABLED' }),
			'state is ENABLED, expected ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
		],
		[
			'has another pattern',
			(rule: LiveRule) => ({ ...rule, pattern: '{"source":["aws.signin"]}' }),
			'pattern is not that of this version',
		],
		[
			'has a schedule instead',
			(rule: LiveRule) => ({ ...rule, pattern: null }),
			'pattern is not that of this version',
		],
		['has no target', (rule: LiveRule) => ({ ...rule, targets: [] }), `does not deliver to ${BUS}`],
		[
			'delivers with another role',
			(rule: LiveRule) => ({
				...rule,
				targets: rule.targets.map((target) => ({ ...target, role: null })),
			}),
			`delivers with the role none, expected arn:aws:iam::${MEMBER}:role/eyes/eyes-forwarder`,
		],
		[
			'does not keep what cannot be delivered',
			(rule: LiveRule) => ({
				...rule,
				targets: rule.targets.map((target) => ({ ...target, deadLetters: null })),
			}),
			'does not keep what cannot be delivered',
		],
		[
			'delivers to somebody else too',
			(rule: LiveRule) => ({
				...rule,
				targets: [...rule.targets, { arn: 'arn:theirs', role: null, deadLetters: 'arn:q' }],
			}),
			'delivers also to arn:theirs',
		],
	])('differs if it %s', async (_, change, said) => {
		const findings = await saidAfter(change);
		expect(findings).toHaveLength(2);
		for (const { mark, says, help } of findings) {
			expect([mark, help.length]).toEqual(['differs', 2]);
			expect(says).toMatch(/^(us-east-1|ap-northeast-2), default bus, rule eyes-sign-ins: /);
			expect(says).toContain(said);
		}
	});

	it.each([
		['a member', member, /management account$/, /--region us-east-1 .*StackSet-eyes-regions/],
		['the management account', { ...member, account: MANAGEMENT }, /deploy$/, MANAGED],
		[
			'a single account',
			{ configuration: SINGLE, account: MEMBER },
			/deploy$/,
			/drift eyes-system$/,
		],
	])('that differs in %s is put back there', async (_, given, first, second) => {
		const [finding] = await saidAfter(() => null, SIGN_INS, given);
		expect(finding?.help).toEqual([expect.stringMatching(first), expect.stringMatching(second)]);
	});

	it('may have its pattern in another order', async () => {
		const turned = (rule: LiveRule) => {
			const entries = Object.entries(JSON.parse(rule.pattern ?? ''));
			return { ...rule, pattern: JSON.stringify(Object.fromEntries(entries.toReversed())) };
		};
		expect(await saidAfter(turned)).toEqual([]);
	});
});

it('of a single account must deliver to the queue', async () => {
	const single = { configuration: SINGLE, account: MEMBER };
	const elsewhere = (rule: LiveRule) => ({
		...rule,
		targets: rule.targets.map((target) => ({ ...target, arn: `${target.arn}x` })),
	});
	const said = (await saidAfter(elsewhere, SIGN_INS, single)).map(({ says }) => says).join('\n');
	expect(said).toMatch(/does not deliver to arn:aws:sqs:us-east-1:222233334444:\w+Queue/);
});

describe('the bus of the hub', () => {
	const given = { configuration: ORGANIZATION, account: HUB };

	it('differs if a rule on it is gone', async () => {
		const changed = withRules(given, (rules) =>
			rules.filter(({ name, pattern }) => !(name !== SIGN_INS && pattern?.includes('"ExitRole"'))),
		);
		const { says } = await look(changed);
		expect(says('Rules and their targets')).toContainEqual(
			expect.objectContaining({ says: expect.stringMatching(/bus eyes-hub, rule .+ is missing/) }),
		);
	});

	it('differs if it does not exist', async () => {
		const aws = { busPolicy: async () => null };
		const { says } = await look({ ...given, aws });
		expect(says('Rules and their targets')).toContainEqual(
			expect.objectContaining({ mark: 'differs', says: 'us-east-1 has no bus eyes-hub' }),
		);
	});

	const condition = admittedEvents('o-a1b2c3d4e5');
	const ours = { Sid: 'RulesOfTheOrganization', Effect: 'Allow', Condition: condition };
	const theirs = { Sid: 'theirs', Effect: 'Allow', Principal: '*', Action: 'events:PutEvents' };
	const policy = (...Statement: object[]) => JSON.stringify({ Statement });

	it.each([
		['none', '', ['does not admit the rules']],
		[
			'of another organization',
			policy({ ...ours, Condition: admittedEvents('o-other') }),
			['does not admit', '1 statements'],
		],
		['with somebody else in it', policy(ours, theirs), ['1 statements of its policy are not ours']],
	])('differs with a policy %s', (_, text, said) => {
		const findings = judgePolicy(text, condition);
		expect(findings.map(({ mark }) => mark)).toEqual(said.map(() => 'differs'));
		for (const [at, words] of said.entries()) expect(findings[at]?.says).toContain(words);
	});

	it('is as expected if AWS writes lists of one as a value, and in another order', () => {
		const types = condition['ForAllValues:StringEquals']['events:detail-type'];
		const written = {
			...condition,
			'ForAllValues:StringEquals': { 'events:detail-type': types.toReversed() },
			StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] },
		};
		const [finding] = judgePolicy(policy({ ...ours, Condition: written }), condition);
		expect(finding?.mark).toBe('ok');
	});
});
