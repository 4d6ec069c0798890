import { describe, expect, it } from 'vitest';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { stateOf } from '../../../shared/containment/ledger/containment-state.ts';
import { aDecision, aSubmittedRequest } from '../../support/a-submitted-request.ts';
import { containWorld } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import {
	DEEP_ACCOUNT,
	EXTERNAL_ACCOUNT,
	givenOrganization,
	SHALLOW_ACCOUNT,
} from '../../support/given-organizations.ts';

const PILOT = ['ou-harb-workload'];

const sessionIn = (account: string) =>
	aSubmittedRequest({
		occasion: 'case',
		request: {
			selector: { key: 'aws:userid', value: `AROASESSIONEXAMPLE01:${account}` },
			policies: [{ policy: 'scp', account, attachment: null }],
		},
	});

const directoryUser = aSubmittedRequest({
	occasion: 'case',
	request: {
		selector: {
			key: 'identitystore:UserId',
			value: 'a1b2c3d4e5-99999999-1111-2222-3333-444444444444',
		},
		policies: [{ policy: 'scp', account: null, attachment: null }],
	},
});

describe('contain in a pilot', () => {
	const dynamo = withDynamo();
	async function aWorld(attachedTo = PILOT) {
		const world = containWorld(await dynamo().makeTable());
		const organization = givenOrganization(PLACEHOLDER, [...attachedTo], PILOT);
		const publisher = organization.open();
		Object.assign(world.deps, { publisherOf: () => publisher });
		const become = async (id: string) => {
			const found = await world.ledger.find(id);
			if (found === null) throw new Error(`no containment ${id}`);
			return [stateOf(found), found.policies[0]?.problem?.reason ?? null];
		};
		const alarmed = () =>
			world.heard.counted.filter((one) => /Containment (failed|refused)/.test(one));
		return { ...world, organization, become, alarmed, text: organization.content.actual };
	}

	it('denies the caller, and nobody is woken because of the session outside', async () => {
		const world = await aWorld();
		const caller = await world.ledger.request(sessionIn(DEEP_ACCOUNT));
		const session = await world.ledger.request(sessionIn(SHALLOW_ACCOUNT));
		expect(await world.deliver(['scp'])).toEqual([]);
		expect(await world.become(caller.id)).toEqual(['effective', null]);
		expect(await world.become(session.id)).toEqual(['outside', 'outside-pilot']);
		expect(world.text()).not.toContain(SHALLOW_ACCOUNT);
		expect(world.events.map(({ type }) => type)).toEqual(['Principal Contained']);
		expect(world.alarmed()).toEqual([]);
		expect(world.heard.counted).toContain('Containment outside');
	});

	it.each([
		['an external account', EXTERNAL_ACCOUNT, PILOT],
		['an account of the pilot from which somebody detached the SCP', DEEP_ACCOUNT, []],
	])('wakes somebody if nothing is denied in %s', async (_, account, attachedTo) => {
		const world = await aWorld(attachedTo);
		const { id } = await world.ledger.request(sessionIn(account));
		await world.deliver(['scp']);
		expect(await world.become(id)).toEqual(['refused', 'not-under-the-policy']);
		expect(world.alarmed()).toEqual(['Containment refused']);
		expect(world.events.map(({ type }) => type)).toEqual(['Containment Failed']);
	});

	it('denies the session when the pilot has grown and a human asks once more', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(sessionIn(SHALLOW_ACCOUNT));
		await world.deliver(['scp']);
		world.organization.targets.push('ou-harb-sandbox');
		await world.ledger.approve(id, aDecision());
		await world.deliver(['scp']);
		expect(await world.become(id)).toEqual(['effective', null]);
	});

	it('denies a directory user only if the SCP is attached to the whole pilot', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(directoryUser);
		await world.deliver(['scp']);
		expect(await world.become(id)).toEqual(['effective', null]);
		world.organization.targets.splice(0, 1, 'ou-harb-sandbox');
		world.pass(11 * 60_000);
		await world.deliver(['scp']);
		expect(await world.become(id)).toEqual(['failed', 'not-attached-above']);
		expect(world.alarmed()).toEqual(['Containment failed']);
	});
});
