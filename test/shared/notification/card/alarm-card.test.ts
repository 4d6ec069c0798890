import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../../../../shared/configuration/configuration.ts';
import { cardOf } from '../../../../shared/notification/card/card.ts';
import { caseMessage } from '../../../../shared/notification/card/case-message.ts';
import { toPlain } from '../../../../shared/notification/card/phrase.ts';
import { onlyPlanned } from '../../../../shared/notification/card/standing.ts';
import { iamUser } from '../../../support/a-record.ts';
import {
	anomaly,
	attachment,
	EXPOSED_KEY,
	finding,
	healthEvent,
} from '../../../support/an-alarm.ts';
import { followAlarm, REPORTED_USER } from '../../../support/follow-alarm.ts';

const KEY = {
	accessKeyId: EXPOSED_KEY,
	principalId: REPORTED_USER.id,
	userName: 'minji',
	userType: 'IAMUser',
};

/** The card of an alarm in mode `contain`, as replay would show it. */
async function cardFor(event: object, locale: Locale = 'en') {
	const { theCase, plan, source } = await followAlarm(event, locale);
	const standing = onlyPlanned(plan);
	const card = cardOf({ theCase, standing, settings: source });
	return { card, message: JSON.stringify(caseMessage(theCase, source, standing)) };
}

const exposed = healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY]);

describe('the card of an alarm', () => {
	it.each([
		['en', exposed, '🔴 minji · harbor-prod · Access key exposed · Blocked (dry run)'],
		['ko', exposed, '🔴 minji · harbor-prod · 액세스 키 노출 · 차단 완료(모의)'],
		[
			'en',
			attachment('minji', iamUser('bora')),
			'🟠 minji · harbor-prod · User quarantined · Needs approval (dry run)',
		],
		['en', finding(KEY), '🟡 minji · harbor-prod · GuardDuty finding · Needs approval (dry run)'],
		[
			'en',
			finding(KEY, { over: { title: '[SAMPLE] A test' } }),
			'🟢 minji · harbor-prod · Sample finding, nothing happened',
		],
		['en', anomaly({}), '🟡 User not recorded · harbor-prod · Sign-in anomaly · not blocked'],
	] as const)('in %s has the header %#', async (locale, event, header) => {
		expect((await cardFor(event, locale)).card.header).toBe(header);
	});

	it("shows AWS's own words, and no address that nobody called from", async () => {
		const { card } = await cardFor(exposed);
		const facts = card.facts.map(({ label, lines }) => [label, ...lines.map(toPlain)]);
		expect(card.title.label).toBe('AWS credential alarm');
		expect(facts).toContainEqual([
			'AWS reports',
			'AWS Health · AWS_RISK_CREDENTIALS_EXPOSED',
			'Your access key was found on a public site.',
		]);
		expect(facts).toContainEqual(['Source IP', 'The alarm names no address']);
	});

	it('names who attached a quarantine policy, and asks about them', async () => {
		const { card } = await cardFor(attachment('minji', iamUser('bora')));
		const [status] = card.facts;
		expect(status?.lines.map(toPlain)).toContain('attached by bora');
		expect(toPlain(card.steps.lines[0] ?? [])).toMatch(/^Find out who attached the policy/);
	});

	it('does not say that AWS reported what anybody may have attached', async () => {
		const { message } = await cardFor(attachment('minji', iamUser('bora')));
		expect(message).not.toMatch(/AWS (itself )?report(s|ed) the credential/);
	});

	it('has the key replaced before the block is released', async () => {
		const { card } = await cardFor(exposed);
		expect(card.steps.lines.map((line) => toPlain(line).slice(0, 21))).toEqual([
			'Call the owner of the',
			'Make a new access key',
			'Search CloudTrail for',
			'Answer the case that ',
			'When the key is repla',
		]);
	});

	it.each(['i-0123456789abcdef0', '0123456789abcdef0123456789abcdef'])(
		'asks nobody by phone about the session of a machine: %s',
		async (name) => {
			const principalId = `AROAEXAMPLE000000001:${name}`;
			const keys = { accessKeyId: 'ASIAEXAMPLE000000001', principalId };
			const role = { userName: 'web-server', userType: 'AssumedRole' };
			const { card } = await cardFor(finding({ ...keys, ...role }));
			const steps = card.steps.lines.map(toPlain);
			expect(steps[0]).toMatch(/^Check with the workload's owner/);
			expect(steps.join()).toContain('isolate the workload');
			expect(steps.join()).not.toContain('by phone');
		},
	);

	it('asks the holder of the root account about root', async () => {
		const root = { principalId: '111122223333', userName: 'Root', userType: 'Root' };
		const { card } = await cardFor(finding({ ...KEY, ...root }));
		expect(toPlain(card.steps.lines[0] ?? [])).toMatch(/^Call the holder of the root account/);
	});

	it('does not warn of a sample', async () => {
		const { message } = await cardFor(finding(KEY, { over: { title: '[SAMPLE] A test' } }));
		expect(message).not.toContain('⚠️');
	});

	it.each(LOCALES)('in %s never shows a whole key, nor lets AWS text act', async (locale) => {
		const text = `${EXPOSED_KEY} <!channel> *bold* <https://evil.example|click> \`code\``;
		const over = { eventDescription: [{ language: 'en_US', latestDescription: text }] };
		const event = healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { over });
		const { message } = await cardFor(event, locale);
		expect(message).not.toContain(EXPOSED_KEY);
		expect(message).not.toContain('<!channel>');
		expect(message).not.toContain('<https://evil');
	});

	it('leads to the finding, or to Health, and never to a record that does not exist', async () => {
		const links = await Promise.all(
			[finding(KEY), exposed, attachment('minji', iamUser('bora')), anomaly({})].map(
				async (event) => (await cardFor(event)).card.eventLink,
			),
		);
		expect(links.map((link) => (link === null ? null : toPlain(link)))).toEqual([
			'View in the AWS console: https://us-east-1.console.aws.amazon.com/guardduty/home?region=us-east-1#/findings?macros=current&fId=6ab971cccd774293fcb8a9eaff944711',
			'View in the AWS console: https://health.aws.amazon.com/health/home#/account/event-log',
			expect.stringContaining('/cloudtrailv2/home'),
			null,
		]);
	});
});
