import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { finding, healthEvent } from '../support/an-alarm.ts';
import { type Context, everyRequest, WAYS } from '../support/request-contexts.ts';
import { simulate } from '../support/simulate.ts';
import { eventOf } from './events.ts';
import { asUser, LEE, makeKey, PARK, type Person, userId } from './people.ts';
import type { Picture } from './picture.ts';
import { refusedOf, rightsOf } from './role-rights.ts';
import { deliverEvent } from './stand-ins/deliver-event.ts';
import { iamIds } from './stand-ins/iam-ids.ts';
import { type System, startSystem } from './system.ts';
import { until } from './until.ts';
import { untilSettled } from './until-settled.ts';

/**
 * AWS Health finds a key on a public site. Before that, GuardDuty finds the calls of a colleague
 * unusual.
 */
let system: System;
let picture: Picture;
const reached: string[][] = [];

beforeAll(async () => {
	system = await startSystem(inject('e2e'));
	const key = await makeKey(system, LEE);
	system.proxy.amend(iamIds(new Map([[LEE.name, userId(LEE)]])));
	const { account } = LEE;
	const unusual = finding(
		{ userType: 'IAMUser', principalId: userId(PARK), userName: PARK.name },
		{ over: { accountId: account } },
	);
	const over = { affectedAccount: account };
	const exposed = healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [key], { over });
	await deliver('ap-northeast-2', unusual);
	await deliver('us-east-1', exposed);
	await until('told', async () => (system.slack.messages.length >= 2 ? true : undefined));
	picture = await untilSettled(system);
});
afterAll(() => system?.stop());

/** As if AWS put it on the bus of the account now. */
async function deliver(awsRegion: string, alarm: Readonly<Record<string, unknown>>): Promise<void> {
	const { source, 'detail-type': type, detail } = alarm;
	const { account } = LEE;
	const event = eventOf(
		{ recipientAccountId: account, awsRegion, eventTime: new Date().toISOString() },
		{ source: String(source), 'detail-type': String(type), detail },
	);
	reached.push(await deliverEvent(system.place(account, awsRegion), event));
}

describe("AWS's own alarms", () => {
	it('reach the queue of the sign-ins once, from an account and another Region', () => {
		const queues = reached.map((arns) => arns.map((arn) => /JudgeIngestQueue/.test(arn)));
		expect(queues).toEqual([[true], [true]]);
	});

	it('are cases: the exposed key is denied from outside, the other waits for a human', async () => {
		expect(picture.cases).toHaveLength(2);
		expect(picture.containments).toHaveLength(2);
		for (const [who, state] of [
			[LEE, 'effective'],
			[PARK, 'asked'],
		] as const) {
			const selector = { key: 'aws:userid', value: userId(who) };
			expect(picture.containments).toContainEqual(expect.objectContaining({ selector, state }));
		}
		const ask = (who: Person, way: Context) => {
			const caller = asUser(who);
			const context = { ...everyRequest(caller, Date.now()), ...way };
			return simulate(caller, context, { scp: picture.scp.text });
		};
		expect(await ask(LEE, WAYS.untrustedV4)).toBe('denied');
		expect(await ask(LEE, WAYS.officeV4)).toBe('allowed');
		expect(await ask(PARK, WAYS.untrustedV4)).toBe('allowed');
	});

	it('need only the rights of the reader role to find the owner of a key', async () => {
		const there = system.place(LEE.account);
		const asked = system.proxy.calls.filter(
			({ by, service, key }) => by === 'judge' && service === 'iam' && key !== there.account,
		);
		expect(asked.map(({ action }) => action)).toContain('GetAccessKeyLastUsed');
		expect(await refusedOf(await rightsOf(there, 'eyes-reader'), there, asked)).toEqual([]);
	});
});
