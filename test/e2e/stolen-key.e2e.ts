import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { OFFICE, UNTRUSTED } from '../support/a-record.ts';
import { eventOf, useOf } from './events.ts';
import { PARK } from './people.ts';
import type { Picture } from './picture.ts';
import { deliverEvent } from './stand-ins/deliver-event.ts';
import { type System, startSystem } from './system.ts';
import { untilSettled } from './until-settled.ts';

/**
 * A long-term key is stolen and used directly: there is no sign-in. Its owner works on from the
 * office with the same key.
 */
let system: System;
let picture: Picture;
/** How many queues each event reached. */
const reached: Record<string, number> = {};

beforeAll(async () => {
	system = await startSystem(inject('e2e'));
	await use('the owner, from the office', { sourceIPAddress: OFFICE });
	await use('the first call of the thief', {
		eventSource: 'sts.amazonaws.com',
		eventName: 'GetCallerIdentity',
	});
	await use('in another Region', { eventName: 'DescribeInstances', awsRegion: 'us-east-1' });
	await use('a way back in', { eventSource: 'iam.amazonaws.com', eventName: 'AttachUserPolicy' });
	// The rule of sign-ins delivers these two, because they make a credential, or may.
	await use('a user that is made', { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' });
	await use('a trust anchor', {
		eventSource: 'rolesanywhere.amazonaws.com',
		eventName: 'CreateTrustAnchor',
	});
	await use('the owner again', { sourceIPAddress: OFFICE, eventName: 'DescribeInstances' });
	picture = await untilSettled(system);
});
afterAll(() => system?.stop());

async function use(what: string, over: JsonObject): Promise<void> {
	const event = eventOf(useOf(PARK, { sourceIPAddress: UNTRUSTED, ...over }));
	const queues = await deliverEvent(system.place(event.account, event.region), event);
	reached[what] = queues.length;
}

describe('a stolen key that is used directly', () => {
	it('is seen in every watched Region, each use once', () => {
		expect(reached).toEqual({
			'the owner, from the office': 0,
			'the first call of the thief': 1,
			'in another Region': 1,
			'a way back in': 1,
			'a user that is made': 1,
			'a trust anchor': 1,
			'the owner again': 0,
		});
	});

	it('is one case, which says what the key did', () => {
		expect(picture.cases).toHaveLength(1);
		const [one] = picture.cases;
		const uses = isObject(one) && isObject(one.case) ? one.case.uses : null;
		expect(uses).toMatchObject({
			calls: 5,
			actions: {
				'sts:GetCallerIdentity': 1,
				'iam:AttachUserPolicy': 1,
				'iam:CreateUser': 1,
				'rolesanywhere:CreateTrustAnchor': 1,
			},
		});
	});

	it('is told in Slack', () => {
		expect(JSON.stringify(system.slack.messages)).toContain('GetCallerIdentity');
	});
});
