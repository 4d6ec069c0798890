import { describe, expect, it } from 'vitest';
import { caseGaps } from '../shared/case/case-key.ts';
import { followSignIn } from '../shared/case/follow-sign-in.ts';
import { MemoryCases } from '../shared/case/memory-cases.ts';
import { MemoryHistory } from '../shared/history/memory-history.ts';
import { MemoryKeyPasts } from '../shared/history/memory-key-pasts.ts';
import { caseMessage } from '../shared/notification/card/case-message.ts';
import { unwrapRecords } from '../shared/record/unwrap-record.ts';
import { signInFromRecord } from '../shared/sign-in/from-record.ts';
import { establishFacts } from '../shared/verdict/judge.ts';
import { consoleLogin } from './support/a-record.ts';
import { withDynamo } from './support/each-ledger.ts';
import { smallCloud } from './support/small-cloud.ts';
import { someSettings } from './support/some-settings.ts';

/**
 * Follows one login through the modules of `shared/` in their order; each module takes the data one
 * step further. Bora signs in at the office in the morning; in the evening somebody signs in as
 * Bora from an untrusted network, without MFA.
 */
const settings = someSettings({ locale: 'en', timeZone: 'Asia/Seoul' });

const morning = consoleLogin({ eventTime: '2026-03-03T00:10:00Z', sourceIPAddress: '203.0.113.9' });
const evening = {
	version: '0',
	'detail-type': 'AWS Console Sign In via CloudTrail',
	source: 'aws.signin',
	account: '111122223333',
	detail: consoleLogin({
		eventTime: '2026-03-03T10:20:00Z',
		sourceIPAddress: '192.0.2.77',
		additionalEventData: { MFAUsed: 'No' },
	}),
};

function signInFrom(delivered: unknown) {
	// record: every form in which it arrives becomes one CloudTrail record, or a named refusal.
	const [record] = unwrapRecords(delivered);
	if (record?.kind !== 'record') throw new Error(`not a record: ${record?.kind}`);
	// sign-in: the last module that knows CloudTrail's fields. It says who, when, what was obtained
	// and with what outcome.
	const signIn = signInFromRecord(record.record);
	if (signIn.kind === 'refused') throw new Error(signIn.detail);
	return signIn;
}

describe('one login, through all modules', () => {
	it('becomes one message that can be acted on', async () => {
		const signIn = signInFrom(evening);
		expect(signIn).toMatchObject({
			event: 'ConsoleLogin',
			outcome: 'success',
			principal: { kind: 'iam-user', name: 'bora' },
			address: '192.0.2.77',
		});

		// network and credential: from where and with what. These facts need no history.
		const { network, credential } = establishFacts(signIn, settings);
		expect(network).toMatchObject({ classification: 'untrusted', key: '192.0.2.77' });
		expect(credential).toMatchObject({ kind: 'password', mfa: 'no' });

		// history and verdict: the morning is remembered, and the evening is judged by it. case:
		// the sign-in opens an incident of this person.
		const history = new MemoryHistory();
		const cases = new MemoryCases(caseGaps(settings.configuration));
		const deps = { history, cases, settings, keyPasts: new MemoryKeyPasts() };
		const before = await followSignIn(signInFrom(morning), deps);
		expect(before).toMatchObject({
			verdict: { disposition: 'record', severity: 'info', posted: false },
			theCase: null,
		});

		const { verdict, theCase } = await followSignIn(signIn, deps);
		expect(verdict).toMatchObject({ disposition: 'alert', severity: 'critical', posted: true });
		expect(verdict.reasons.map(({ code }) => code)).toEqual([
			'untrusted-network',
			'mfa-absent',
			'new-network',
		]);
		expect(theCase).toMatchObject({ subject: 'person', name: 'bora', successes: 1 });

		// notification: this is what the on-call reads.
		if (theCase === null) throw new Error('no case');
		const message = caseMessage(theCase, settings.configuration);
		for (const words of ['AWS Login', 'bora', '111122223333', '192.0.2.77'])
			expect(JSON.stringify(message)).toContain(words);
	});
});

/**
 * The same evening in AWS, with three functions and one table. Queues only hint that something has
 * changed; each function reads the table and makes the world match it.
 */
describe('one login, in AWS', () => {
	const dynamo = withDynamo();

	it('is told, denied from untrusted networks, and released by a human', async () => {
		const cloud = smallCloud(await dynamo().makeTable(), () => Date.parse('2026-03-03T10:20:07Z'));

		// judge-sign-in: the table holds the case and the request, and nobody has acted on them
		// yet.
		await cloud.arrive(morning);
		await cloud.arrive(evening.detail);
		const [requested] = await cloud.ledger.open();
		expect(requested).toMatchObject({
			state: 'requested',
			selector: { key: 'aws:userid' },
			denyScope: 'untrusted-networks',
		});
		if (requested === undefined) throw new Error('nobody is contained');

		// notify posts what the table holds; contain publishes, and then the same card says so.
		await cloud.settle();
		expect(await cloud.ledger.find(requested.id)).toMatchObject({ state: 'effective' });
		const [card = ''] = cloud.cards.values();
		expect(card).toContain('Blocked');
		expect(card).toContain(`release ${requested.caseId}`);
		expect(cloud.events.map(({ type }) => type)).toEqual([
			'Sign-in Flagged',
			'Principal Contained',
		]);

		// A human has called Bora and releases the containment, so the text denies nobody any more.
		const by = { kind: 'person', arn: 'arn:aws:iam::111122223333:user/oncall' } as const;
		await cloud.ledger.release(requested.id, {
			by,
			why: 'it was Bora',
			at: Date.parse('2026-03-03T10:25:00Z'),
		});
		await cloud.hintAt.toContain([{ policy: 'scp' }]);
		await cloud.settle();
		expect(cloud.scpText()).not.toContain(requested.selector.value);
		expect([...cloud.cards.values()].join()).toContain('it was Bora');
	});
});
