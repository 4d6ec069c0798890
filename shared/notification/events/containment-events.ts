import type { StoredCase } from '../../case/case-store.ts';
import { isOutsidePilot } from '../../containment/ledger/containment-state.ts';
import type { Actor, Containment, Step } from '../../containment/ledger/ledger.ts';
import type { BreakerOpening } from '../../containment/ledger/ledger-breaker.ts';
import type { State } from '../../containment/ledger/ledger-states.ts';
import { type Turn, turnsOf } from '../../containment/ledger/ledger-turns.ts';
import type { Known } from '../../history/history.ts';
import { shortHash } from '../../runtime/sha256.ts';
import { isToldUse } from '../../verdict/credential-use.ts';
import type { JudgedSignIn } from '../../verdict/judged-sign-in.ts';
import { maskKey } from '../card/short-names.ts';
import type { DomainEvent, DomainEventType } from './domain-event.ts';

/** The event for each new state of a containment. The other states have no event. */
const EVENT_OF_STATE: Partial<Record<State, DomainEventType>> = {
	effective: 'Principal Contained',
	ended: 'Containment Ended',
	failed: 'Containment Failed',
	refused: 'Containment Failed',
};

/**
 * The events of one run of a publisher: one for each step after which the containment as a whole
 * was effective, ended, failed or refused. A repeat gives the same ids. A containment that ended
 * before it was in a text has no event.
 */
export function containmentEvents(
	containment: Containment,
	history: readonly Step[],
	holder: string,
): DomainEvent[] {
	return turnsOf(history)
		.filter(({ step }) => step.by.kind === 'publisher' && step.by.holder === holder)
		.flatMap((turn) => {
			const type = typeOf(turn);
			return type === undefined ? [] : [containmentEvent(type, containment, turn)];
		});
}

/**
 * If the end of a containment could not be published yet, it still denies. Its card says so; for
 * other systems it is not a failure to contain. Nor is a session outside of a pilot, as it is
 * expected that nothing is denied there.
 */
function typeOf({ state, isEnding, policies }: Turn): DomainEventType | undefined {
	const progress = policies.map(({ to, problem }) => ({ state: to, problem }));
	const isExpected = (isEnding && state !== 'ended') || isOutsidePilot(progress);
	return isExpected ? undefined : EVENT_OF_STATE[state];
}

function containmentEvent(
	type: DomainEventType,
	containment: Containment,
	turn: Turn,
): DomainEvent {
	const { id, caseId, person, selector, denyScope, reason, by, ending } = containment;
	const { step, state, policies, until } = turn;
	const standing = policies.map(({ policy, to, problem }) => ({ policy, state: to, problem }));
	const detail = {
		version: 1,
		id: `${id}-${step.number}`,
		time: isoTime(step.at),
		containment: {
			...{
				id,
				caseId,
				person,
				selector,
				denyScope,
				until: isoTime(until),
				reason,
				state,
				policies: standing,
			},
			...{ by: nameOf(by), endedBy: ending && nameOf(ending.by), why: ending?.why ?? null },
		},
	} as const;
	return { type, detail };
}

/** The event of a sign-in that was alerted, with its case. The access key is masked. */
export function signInFlagged(
	{ signIn, verdict, known }: JudgedSignIn & { readonly known: Pick<Known, 'person'> },
	{ case: { id: caseId, name } }: Pick<StoredCase, 'case'>,
): DomainEvent {
	const { principal, account, region, event, eventSource, eventId } = signIn;
	const { kind, ageDays, mfa, keyId } = verdict.credential;
	const masked = keyId === null ? {} : { maskedKey: maskKey(keyId) };
	const detail = {
		version: 1,
		id: signInId(signIn),
		time: isoTime(signIn.time),
		...{ caseId, severity: verdict.severity, disposition: verdict.disposition },
		...{ person: known.person, name },
		principal: {
			kind: principal.kind,
			id: principal.id,
			arn: principal.arn,
			account: principal.account,
		},
		...{ what: whatOf({ signIn, verdict }), account, region, event, eventSource, eventId },
		network: { classification: verdict.network.classification, key: verdict.network.key },
		address: verdict.origin.address,
		reasons: verdict.reasons.map(({ code }) => code),
		credential: { kind, ageDays, mfa, ...masked },
	} as const;
	return { type: 'Sign-in Flagged', detail };
}

function whatOf(judged: JudgedSignIn): 'sign-in' | 'credential-use' | 'alarm' {
	if (isToldUse(judged)) return 'credential-use';
	return judged.signIn.part === 'alarm' ? 'alarm' : 'sign-in';
}

/** The event of an opening of the circuit breaker. */
export function breakerOpened({ number, since, why }: BreakerOpening): DomainEvent {
	const time = isoTime(since);
	return {
		type: 'Breaker Opened',
		detail: { version: 1, id: `breaker-${number}`, time, number, since: time, why },
	};
}

/** A record that is delivered twice has the same id, also if it carries no event id. */
function signInId({
	eventId,
	account,
	time,
	event,
	principal,
	address,
}: JudgedSignIn['signIn']): string {
	const about = [eventId, account, ...(eventId === null ? [time, event, principal, address] : [])];
	return `sign-in-${shortHash(JSON.stringify(about))}`;
}

function nameOf(actor: Actor): string {
	switch (actor.kind) {
		case 'rule':
			return `rule:${actor.name}`;
		case 'person':
			return actor.arn;
		case 'publisher':
		case 'clock':
			return actor.kind;
	}
}

function isoTime(ms: number): string {
	return new Date(ms).toISOString();
}
