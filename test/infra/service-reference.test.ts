import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { type PolicyStatement, statementsOf } from '../support/policy-statements.ts';
import { LEFT_OPEN, NOTHING_OF_OURS } from '../support/reviewed-actions.ts';
import {
	actionsFor,
	allActionsOf,
	type KnownAction,
	overlapInArns,
} from '../support/service-reference.ts';
import { ORGANIZATION, SINGLE, synthesize } from '../support/synthesize.ts';

const GUARDED: Partial<ConfigurationInput> = {
	...ORGANIZATION,
	deployment: {
		...ORGANIZATION.deployment,
		guardTrails: ['arn:aws:cloudtrail:us-east-1:222222222222:trail/all'],
	},
};
/** Here the members have the policy and the responder. */
const BY_POLICIES: Partial<ConfigurationInput> = {
	...ORGANIZATION,
	containment: { ...ORGANIZATION.containment, policyType: 'iam' },
};

function statementsIn(configuration: Partial<ConfigurationInput>): PolicyStatement[] {
	return Object.entries(synthesize(configuration).templates).flatMap(([name, template]) =>
		statementsOf(template, name),
	);
}

const guard = statementsIn(GUARDED).filter(({ place }) => place.includes('GuardScp'));

/** These know neither a resource nor a condition key, so they are denied by who calls. */
const BY_CALLER = ['events:PutPermission', 'events:RemovePermission'];
/** This is denied to everybody who is not exempt. */
const TO_EVERYBODY = ['organizations:LeaveOrganization'];

/** Every request has these, so AWS does not list them with an action. */
const OF_EVERY_REQUEST = /^aws:(PrincipalArn|PrincipalOrgID|ResourceOrgID|CurrentTime)$/;
/** These conditions also hold without their key. */
const HOLDS_WITHOUT_KEY = /IfExists$|^ForAllValues:|Not/;

function matches({ resources, keys }: PolicyStatement, action: KnownAction): boolean {
	const isMeant = resources.some(
		(one) => one === '*' || action.arns.some((arn) => overlapInArns(one, arn)),
	);
	const missing = keys.filter(
		({ operator, key }) =>
			!HOLDS_WITHOUT_KEY.test(operator) && !OF_EVERY_REQUEST.test(key) && !hasKey(action, key),
	);
	return isMeant && missing.length === 0;
}

function hasKey(action: KnownAction, key: string): boolean {
	const wanted = key.toLowerCase();
	return action.keys.some((one) => (one.endsWith('/') ? wanted.startsWith(one) : one === wanted));
}

/** Gives the actions of a statement that can never match, each with its statement. */
async function faultsOf(statement: PolicyStatement): Promise<string[]> {
	const found = await Promise.all(
		statement.actions
			.filter((action) => action !== '*')
			.map(async (action) => {
				const meant = await actionsFor(action);
				return meant.some((one) => matches(statement, one))
					? []
					: [`${statement.place}: ${action} matches nothing`];
			}),
	);
	return found.flat();
}

async function faultsIn(all: readonly PolicyStatement[]): Promise<string[]> {
	return (await Promise.all(all.map(faultsOf))).flat();
}

describe('every statement of our policies can match each of its actions', () => {
	it.each([
		['a single account', SINGLE, 40],
		['an organization', GUARDED, 50],
		['an organization with policies in its accounts', BY_POLICIES, 60],
	])('in %s', async (_, configuration, atLeast) => {
		const all = statementsIn(configuration);
		expect(all.length).toBeGreaterThan(atLeast);
		expect(await faultsIn(all)).toEqual([]);
	});

	const sample = { place: 'a sample', effect: 'Deny', keys: [] };
	it.each<[string, Partial<PolicyStatement> & Pick<PolicyStatement, 'actions' | 'resources'>]>([
		[
			'a resource that the action does not know',
			{
				actions: ['events:PutPermission'],
				resources: ['arn:aws:events:*:111122223333:event-bus/eyes-*'],
			},
		],
		['an action that does not exist', { actions: ['sqs:SendMesage'], resources: ['*'] }],
		[
			'a resource of another service',
			{ actions: ['sns:Publish'], resources: ['arn:aws:sqs:*:111122223333:eyes-*'] },
		],
		[
			'a condition key that the action does not have',
			{
				actions: ['lambda:InvokeFunction'],
				resources: ['*'],
				keys: [{ operator: 'StringEquals', key: 'cloudwatch:namespace' }],
			},
		],
	])('and this is noticed: %s', async (_, over) => {
		expect(await faultsIn([{ ...sample, ...over }])).toEqual([
			`a sample: ${over.actions[0]} matches nothing`,
		]);
	});
});

async function meantBy(statement: PolicyStatement): Promise<KnownAction[]> {
	return (await Promise.all(statement.actions.map(actionsFor))).flat();
}

describe('the guard', () => {
	it('uses a condition key of each action that it denies on any resource', async () => {
		const faults = await Promise.all(
			guard
				.filter(({ resources }) => resources.includes('*'))
				.map(async (statement) => {
					const meant = await meantBy(statement);
					return meant.filter((one) => !statement.keys.some(({ key }) => hasKey(one, key)));
				}),
		);
		const names = faults.flat().map(({ name }) => name);
		expect(names.toSorted()).toEqual([...BY_CALLER, ...TO_EVERYBODY].toSorted());
	});

	it('means with * in an action nothing that it would have to deny in another way', async () => {
		const named = guard.filter(({ resources }) => !resources.includes('*'));
		const meant = (await Promise.all(named.map(meantBy))).flat();
		const without = meant.filter(({ arns }) => arns.length === 0).map(({ name }) => name);
		expect([...new Set(without)].toSorted()).toEqual(Object.keys(NOTHING_OF_OURS).toSorted());
	});

	it('leaves open only these writing actions on what is ours', async () => {
		const ours = guard.flatMap(({ resources }) => resources).filter((one) => one !== '*');
		const denied = new Set((await Promise.all(guard.map(meantBy))).flat().map(({ name }) => name));
		const services = new Set(
			guard.flatMap(({ actions }) => actions.map((one) => one.split(':')[0])),
		);
		const every = await Promise.all([...services].map((one) => allActionsOf(one ?? '')));
		const open = every
			.flat()
			.filter(
				({ writes, arns }) =>
					writes && arns.some((arn) => ours.some((one) => overlapInArns(one, arn))),
			)
			.map(({ name }) => name)
			.filter((name) => !denied.has(name));
		expect(open.toSorted()).toEqual(Object.keys(LEFT_OPEN).toSorted());
	});
});
