import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Containment, Step } from '../../../../shared/containment/ledger/ledger.ts';
import type { Outcome } from '../../../../shared/containment/ledger/ledger-policy.ts';
import {
	settlePolicy,
	startPublishing,
} from '../../../../shared/containment/ledger/ledger-publishing.ts';
import { approve, end, firstStep } from '../../../../shared/containment/ledger/ledger-requests.ts';
import {
	breakerOpened,
	containmentEvents,
	signInFlagged,
} from '../../../../shared/notification/events/containment-events.ts';
import {
	DOMAIN_EVENTS,
	type DomainEvent,
} from '../../../../shared/notification/events/domain-event.ts';
import { aCase, aJudgedSignIn } from '../../../support/a-case.ts';
import {
	aDecision,
	aSubmittedRequest,
	MANAGEMENT,
	REQUESTED_AT,
	TWO_POLICIES,
} from '../../../support/a-submitted-request.ts';

const SCHEMA = JSON.parse(readFileSync('docs/domain-events.schema.json', 'utf8'));
const ajv = new Ajv({
	allErrors: true,
	formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
});
ajv.addSchema(SCHEMA, 'events');

/** Why the schema refuses an event; null if it accepts the event. */
function problemsOf({ type, detail }: DomainEvent) {
	const validate = ajv.getSchema(`events#/definitions/${encodeURIComponent(type)}`);
	if (validate === undefined) return `the schema does not know ${type}`;
	return validate(JSON.parse(JSON.stringify(detail))) ? null : validate.errors;
}

const PROBLEM = { reason: 'not-permitted', remediation: 'Deploy the stack again.' };

/** A containment with its history, and the steps that can be taken. */
function aStory(submitted = aSubmittedRequest()) {
	const { containment, added } = firstStep(submitted);
	const story: { containment: Containment; history: Step[] } = { containment, history: [...added] };
	const take = (advanced: { containment: Containment; added: readonly Step[] } | null) => {
		if (advanced === null) throw new Error('this changes nothing');
		story.containment = advanced.containment;
		story.history.push(...advanced.added);
	};
	const under = (generation: number, policy: 'scp' | typeof MANAGEMENT = 'scp') => {
		const holder = `run-${generation}`;
		const by = { kind: 'publisher', holder } as const;
		return { policy, generation, by, at: REQUESTED_AT + generation * 1_000, text: null };
	};
	return {
		story,
		start: (generation: number) => take(startPublishing(story.containment, under(generation))),
		settle: (
			generation: number,
			state: Outcome['state'],
			policy: 'scp' | typeof MANAGEMENT = 'scp',
		) => {
			const problem = state === 'failed' || state === 'refused' ? PROBLEM : null;
			take(
				settlePolicy(story.containment, { id: 'any', state, problem }, under(generation, policy)),
			);
		},
		release: () => take(end(story.containment, aDecision())),
		approve: () => take(approve(story.containment, aDecision())),
		eventsOf: (generation: number) =>
			containmentEvents(story.containment, story.history, `run-${generation}`),
	};
}

describe('the events of a containment', () => {
	it('cover its whole life, each once and with the run that caused it', () => {
		const { settle, release, eventsOf } = aStory();
		settle(1, 'failed');
		settle(2, 'effective');
		release();
		settle(3, 'ended');
		const events = [1, 2, 3].map((run) =>
			eventsOf(run).map(({ type, detail }) => [type, detail.id.slice(-2)]),
		);
		expect(events).toEqual([
			[['Containment Failed', '-3']],
			[['Principal Contained', '-5']],
			[['Containment Ended', '-7']],
		]);
	});

	it('have the same id, time and state, however much has happened since', () => {
		const { settle, release, eventsOf } = aStory();
		settle(1, 'effective');
		const [before] = eventsOf(1);
		release();
		settle(2, 'ended');
		const [after] = eventsOf(1);
		expect(after?.detail).toMatchObject({ id: before?.detail.id, time: before?.detail.time });
		expect(after?.detail.containment).toMatchObject({
			state: 'effective',
			policies: [{ state: 'effective' }],
		});
	});

	it('are Principal Contained only when all policies are effective', () => {
		const { settle, eventsOf } = aStory(aSubmittedRequest({ request: { policies: TWO_POLICIES } }));
		settle(1, 'effective');
		expect(eventsOf(1)).toEqual([]);
		settle(2, 'effective', MANAGEMENT);
		expect(eventsOf(2).map(({ type }) => type)).toEqual(['Principal Contained']);
	});

	it('are Principal Contained again after somebody else changed the text', () => {
		const { settle, start, eventsOf } = aStory();
		settle(1, 'effective');
		start(2);
		settle(2, 'effective');
		expect(eventsOf(2).map(({ type }) => type)).toEqual(['Principal Contained']);
	});

	it('are none while the end cannot be published, and Containment Ended when it is', () => {
		const { settle, release, eventsOf } = aStory();
		settle(1, 'effective');
		release();
		settle(2, 'failed');
		settle(3, 'ended');
		expect([2, 3].map((run) => eventsOf(run).map(({ type }) => type))).toEqual([
			[],
			['Containment Ended'],
		]);
	});

	it('are none if it ended before it was published', () => {
		const { release, eventsOf } = aStory(aSubmittedRequest({ state: 'held' }));
		release();
		expect(eventsOf(1)).toEqual([]);
	});

	it('say who ended it and why', () => {
		const { settle, release, eventsOf } = aStory();
		settle(1, 'effective');
		release();
		settle(2, 'ended');
		expect(eventsOf(2)[0]?.detail.containment).toMatchObject({
			by: 'rule:judge-sign-in',
			endedBy: 'arn:aws:iam::111122223333:user/sora',
			why: 'it was me, from the airport',
		});
	});

	it.each(['failed', 'refused', 'effective'] as const)(
		'match the schema when it is %s',
		(state) => {
			const { settle, eventsOf } = aStory();
			settle(1, state);
			const events = eventsOf(1);
			expect(events).toHaveLength(1);
			expect(events.map(problemsOf)).toEqual([null]);
		},
	);

	it('match the schema when it was approved and has ended', () => {
		const {
			approve: allow,
			settle,
			release,
			eventsOf,
		} = aStory(aSubmittedRequest({ state: 'asked', caseId: null }));
		allow();
		settle(1, 'effective');
		release();
		settle(2, 'ended');
		expect([...eventsOf(1), ...eventsOf(2)].map(problemsOf)).toEqual([null, null]);
	});
});

describe('the event of a sign-in', () => {
	const KEY = 'AKIAEXAMPLEKEY000001';
	const stored = { case: aCase() };
	const known = { person: 'user:111122223333/minji.kim' };
	const withKey = aJudgedSignIn({
		signIn: { clues: { ...aJudgedSignIn().signIn.clues, accessKeyId: KEY } },
		verdict: {
			credential: { kind: 'access-key', ageDays: 400.5, mfa: 'no', keyId: KEY, password: false },
		},
	});

	it('matches the schema, with and without a key', () => {
		for (const judged of [withKey, aJudgedSignIn()]) {
			expect(problemsOf(signInFlagged({ ...judged, known }, stored))).toBeNull();
		}
	});

	it('says whether it was a sign-in, a credential at work or an alarm', () => {
		const parts = ['sign-in', 'unknown', 'use', 'alarm'] as const;
		const events = parts.map((part) =>
			signInFlagged({ ...aJudgedSignIn({ signIn: { part } }), known }, stored),
		);
		expect(events.map(problemsOf)).toEqual([null, null, null, null]);
		expect(events.map(({ detail }) => detail.what)).toEqual([
			...['sign-in', 'sign-in', 'credential-use', 'alarm'],
		]);
	});

	it('says of a denied attempt that was told as a use that it is one', () => {
		const denied = aJudgedSignIn({
			signIn: { part: 'sign-in', outcome: 'failure' },
			verdict: { reasons: [{ code: 'credential-use' }, { code: 'failed-attempt' }] },
		});
		expect(signInFlagged({ ...denied, known }, stored).detail.what).toBe('credential-use');
	});

	it('never contains a whole access key id', () => {
		const text = JSON.stringify(signInFlagged({ ...withKey, known }, stored));
		expect(text).not.toContain(KEY);
		expect(text).toContain('****0001');
	});

	it('has the same id for the same record, and another one for every other', () => {
		const idOf = (eventId: string | null, time: number) =>
			signInFlagged({ ...aJudgedSignIn({ signIn: { eventId, time } }), known }, stored).detail.id;
		fc.assert(
			fc.property(
				fc.option(fc.uuid()),
				fc.option(fc.uuid()),
				fc.nat(),
				fc.nat(),
				(one, other, t1, t2) => {
					expect(idOf(one, t1)).toBe(idOf(one, t1));
					const isSame = one === other && (one !== null || t1 === t2);
					expect(idOf(one, t1) === idOf(other, t2)).toBe(isSame);
				},
			),
		);
	});
});

describe('the schema of the events', () => {
	it('knows every event', () => {
		const known = Object.keys(SCHEMA.definitions).filter((name) => name !== 'containment');
		expect(known.toSorted()).toEqual(Object.keys(DOMAIN_EVENTS).toSorted());
	});

	it('accepts the opening of the breaker', () => {
		const opening = {
			number: 3,
			since: REQUESTED_AT,
			why: 'people',
			toldAt: null,
			resumed: null,
		} as const;
		expect(problemsOf(breakerOpened(opening))).toBeNull();
	});

	it('refuses an event with a field too many or too few', () => {
		const { type, detail } = breakerOpened({
			...{ number: 1, since: REQUESTED_AT, why: 'moved', toldAt: null, resumed: null },
		});
		expect(problemsOf({ type, detail: { ...detail, token: 'x' } })).not.toBeNull();
		const { number: _, ...rest } = detail;
		expect(problemsOf({ type, detail: rest })).not.toBeNull();
	});
});
