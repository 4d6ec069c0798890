import { describe, expect, it } from 'vitest';
import {
	EVENT_SOURCES,
	type EventSource,
	IAM_SOURCE,
} from '../../../shared/record/event-sources.ts';
import { EVENTS, kindOfEvent } from '../../../shared/sign-in/events.ts';
import { GIVES_NOTHING, givesNothing } from '../../../shared/sign-in/gives-nothing.ts';

const STS = 'sts.amazonaws.com';

describe('the lists of events', () => {
	it('never say of a way to a session that it gives nothing', () => {
		const both = Object.entries(EVENTS).filter(([name, { sources }]) =>
			sources.some((source) => givesNothing(name, source)),
		);
		expect(both).toEqual([]);
	});

	it('say of each source once what gives nothing', () => {
		const sources = GIVES_NOTHING.flatMap((group) => group.sources);
		// Of IAM only what makes a credential is read at all.
		expect([...sources, IAM_SOURCE].toSorted()).toEqual(EVENT_SOURCES.toSorted());
	});
});

describe('the kind of an event', () => {
	it.each<[string, EventSource, string]>([
		['CreateSession', 'rolesanywhere.amazonaws.com', 'sign-in'],
		['CreateSession', STS, 'unknown'],
		['AssumeRole', 'signin.amazonaws.com', 'unknown'],
		['GetWebIdentityToken', STS, 'no-session'],
		['GetCallerIdentity', STS, 'no-session'],
		['GetCallerIdentityV2', STS, 'unknown'],
		['ListSomething', STS, 'unknown'],
		['ListSomething', 'sso.amazonaws.com', 'no-session'],
		['GetTrustAnchor', 'rolesanywhere.amazonaws.com', 'no-session'],
		['GetTrustAnchorCredentials', 'rolesanywhere.amazonaws.com', 'unknown'],
		['toString', STS, 'unknown'],
		['CreateAccessKey', IAM_SOURCE, 'no-session'],
	])('%s of %s is %s', (name, source, part) => {
		expect(kindOfEvent(name, source).part).toBe(part);
	});
});
