import { describe, expect, it } from 'vitest';
import { eventLink, runbookLink } from '../../../../shared/notification/card/links.ts';
import { toMrkdwn } from '../../../../shared/notification/card/phrase.ts';
import { aJudgedSignIn } from '../../../support/a-case.ts';

const EVENT_ID = '5f1c2b3a-0d4e-4f60-8a71-92b3c4d5e6f7';

describe('eventLink', () => {
	it('opens the event in the Region that recorded it', () => {
		const { signIn } = aJudgedSignIn({ signIn: { region: 'ap-northeast-2', eventId: EVENT_ID } });
		expect(toMrkdwn(eventLink(signIn, 'CloudTrail') ?? [])).toBe(
			`<https://ap-northeast-2.console.aws.amazon.com/cloudtrailv2/home?region=ap-northeast-2#/events/${EVENT_ID}|CloudTrail>`,
		);
	});

	it.each([
		['no Region', null, EVENT_ID],
		['no id', 'us-east-1', null],
		['another host in the Region', 'evil.example/us-east-1', EVENT_ID],
		['a malformed id', 'us-east-1', `${EVENT_ID}|x>`],
		['a Region of another partition', 'cn-north-1', EVENT_ID],
		['a Region of another partition', 'us-gov-west-1', EVENT_ID],
	])('is left out for %s', (_, region, eventId) => {
		expect(
			eventLink(aJudgedSignIn({ signIn: { region, eventId } }).signIn, 'CloudTrail'),
		).toBeNull();
	});
});

describe('runbookLink', () => {
	it('links a web address and shows anything else as text', () => {
		expect(toMrkdwn(runbookLink('https://docs.example.com/r', '런북 보기') ?? [])).toBe(
			'<https://docs.example.com/r|런북 보기>',
		);
		expect(toMrkdwn(runbookLink('wiki > 런북', '런북 보기') ?? [])).toBe('`wiki &gt; 런북`');
		expect(toMrkdwn(runbookLink('javascript:alert(1)', '런북 보기') ?? [])).toBe(
			'`javascript:alert(1)`',
		);
		expect(runbookLink(null, '런북 보기')).toBeNull();
	});
});
