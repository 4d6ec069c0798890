import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedEventError, readEvents } from '../../../functions/judge-sign-in/read-event.ts';
import { followSignIn } from '../../../shared/case/follow-sign-in.ts';
import { deliveryHash } from '../../../shared/case/kept-case.ts';
import { entryText } from '../../../shared/case/kept-case-text.ts';
import { MemoryCases } from '../../../shared/case/memory-cases.ts';
import { planContainment } from '../../../shared/containment/plan-containment.ts';
import { MemoryHistory } from '../../../shared/history/memory-history.ts';
import { MemoryKeyPasts } from '../../../shared/history/memory-key-pasts.ts';
import { caseText } from '../../../shared/notification/card/case-text.ts';
import { isObject } from '../../../shared/record/json-object.ts';
import type { SignIn } from '../../../shared/sign-in/sign-in.ts';
import type { JudgeSettings } from '../../../shared/verdict/evidence.ts';
import { iamUser } from '../../support/a-record.ts';
import { CASE_GAPS } from '../../support/an-addition.ts';
import { anomaly, attachment, EXPOSED_KEY, finding, healthEvent } from '../../support/an-alarm.ts';
import { someSettings } from '../../support/some-settings.ts';

const USER = {
	accessKeyId: EXPOSED_KEY,
	principalId: 'AIDA',
	userName: 'minji',
	userType: 'IAMUser',
};
const EVENTS = [
	healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY, 'minji']),
	finding(USER),
	anomaly({ userIdentity: iamUser('bora'), reason: { text: 'travel' } }),
	attachment('minji', iamUser('bora')),
];

/** Every path to a value in an event. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
	const inner = Array.isArray(value)
		? Object.entries(value)
		: isObject(value)
			? Object.entries(value)
			: [];
	return [path, ...inner.flatMap(([key, one]) => pathsIn(one, [...path, key]))];
}

/** The event with another value at a path. */
function withValue(value: unknown, path: readonly string[], other: unknown): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return other;
	if (Array.isArray(value))
		return value.map((one, at) => (String(at) === key ? withValue(one, rest, other) : one));
	return isObject(value) ? { ...value, [key]: withValue(value[key], rest, other) } : value;
}

const strange = fc.oneof(
	fc.constantFrom(null, undefined, 0, -1, true, '', ' ', [], {}, [null], 'AKIA', 'x'.repeat(5_000)),
	fc.string({ unit: 'binary' }),
	fc.jsonValue(),
);
const damaged = fc
	.constantFrom(...EVENTS)
	.chain((event) =>
		fc
			.tuple(fc.constantFrom(...pathsIn(event)), strange)
			.map(([path, other]) => withValue(event, path, other)),
	);

function readOrRefused(event: unknown): readonly SignIn[] {
	try {
		return readEvents(JSON.stringify(event) ?? '');
	} catch (error) {
		if (error instanceof RefusedEventError) return [];
		throw error;
	}
}

function startFollowing(settings: JudgeSettings) {
	const modules = { history: new MemoryHistory(), keyPasts: new MemoryKeyPasts(), settings };
	return { ...modules, cases: new MemoryCases(CASE_GAPS) };
}

describe('an alarm of AWS that is not as documented', () => {
	it('is judged and shown, or refused with a reason, whatever stands where', async () => {
		const settings = someSettings({ containment: { mode: 'contain' } });
		await fc.assert(
			fc.asyncProperty(damaged, async (event) => {
				for (const signIn of readOrRefused(event)) {
					const following = startFollowing(settings);
					const followed = await followSignIn(signIn, following);
					const plan = planContainment(followed, settings);
					expect(followed.verdict.reasons).not.toEqual([]);
					const { theCase, verdict } = followed;
					if (theCase === null) continue;
					const shown = { ...settings.configuration, workloads: [] };
					expect(caseText(theCase, shown, { colour: false })).not.toContain(EXPOSED_KEY);
					const entry = {
						...{ delivery: deliveryHash(signIn), judged: { signIn, verdict }, name: theCase.name },
						...{ plan, containments: [], keyAsked: null, settled: false },
					};
					expect(Buffer.byteLength(entryText(entry))).toBeLessThan(20_000);
				}
			}),
			{ numRuns: 400 },
		);
	});

	it('contains nobody of whom IAM has not told the id', async () => {
		const settings = someSettings({ containment: { mode: 'contain' } });
		const [event] = EVENTS;
		for (const signIn of readEvents(JSON.stringify(event))) {
			const following = startFollowing(settings);
			const plan = planContainment(await followSignIn(signIn, following), settings);
			expect(plan).toMatchObject({ requests: [], notContained: 'alarm-names-nobody' });
		}
	});
});

describe('what Health names', () => {
	const account = '111122223333';

	it.each([
		[EXPOSED_KEY, 'to-find', 'unknown'],
		['ASIAEXAMPLEEXAMPLE12', 'nobody', 'unknown'],
		[`arn:aws:iam::${account}:user/ops/minji`, 'to-find', 'iam-user'],
		[`arn:aws:iam::${account}:root`, 'named', 'root'],
		['arn:aws:iam::999999999999:user/minji', 'nobody', 'unknown'],
		['minji@example.com', 'to-find', 'iam-user'],
		[account, 'nobody', 'unknown'],
		['a sentence about somebody', 'nobody', 'unknown'],
	])('is read from %s as %s', (entity, subject, kind) => {
		const [alarm] = readEvents(JSON.stringify(healthEvent('AWS_RISK_IAM_QUARANTINE', [entity])));
		expect(alarm).toMatchObject({ alarm: { subject }, principal: { kind } });
	});

	it('is nobody if it names nothing, and told all the same', () => {
		const read = readEvents(JSON.stringify(healthEvent('AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE', [])));
		expect(read).toMatchObject([{ account, alarm: { subject: 'nobody' }, part: 'alarm' }]);
	});
});
