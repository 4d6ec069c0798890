import { stripVTControlCharacters } from 'node:util';
import type { KnownBlock, TextObject } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import { LOCALES, type Locale } from '../../../../shared/configuration/configuration.ts';
import { STATES } from '../../../../shared/containment/ledger/ledger-states.ts';
import { caseForms, caseMessage } from '../../../../shared/notification/card/case-message.ts';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import { withMention } from '../../../../shared/notification/card/mention.ts';
import { onlyPlanned, type Standing } from '../../../../shared/notification/card/standing.ts';
import type { SlackMessage } from '../../../../shared/notification/slack/channel-message.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { aFullPlan } from '../../../support/a-case-plan.ts';
import { aFullStanding } from '../../../support/a-standing.ts';
import { checkLimits } from '../../../support/check-limits.ts';
import { ATTACKS, BASES, CODES, fillCase, hostilePair } from './hostile-case.ts';

const CODE_SPAN = /`[^`\n]+`/g;
const OURS =
	/<https:\/\/docs\.example\.com\/runbooks\/aws-login\|[^<>|]+>|<!date\^-?\d+\^\{date_num\} \{time_secs\}\|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(UTC\)>/g;
/** A right-to-left name in quotes, which must not reorder what follows. */
const ISOLATED = /“\u2068([^\u2068\u2069]*)\u2069”/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** If a long text stays within every limit, a short one does too. */
const LONG_ATTACKS = ATTACKS.filter(({ length }) => length > 1_000);
/** More roles than a card shows, with the longest names that IAM allows. */
const LONGEST_ROLES = Object.fromEntries(
	Array.from({ length: 20 }, (_, n) => {
		const role = `arn:aws-us-gov:iam::111122223333:role/${String(n).padStart(64, 'r')}`;
		return [`AROAEXAMPLE${n + 1_000_000} ${role}`, ['0a1b2c3d']];
	}),
);
const ATTACK = '<!channel> <https://e|x> `*b*` _i_ ``` \u202e\n@here';

/** Every standing that a case can have, made of one text. */
function standingsOf(value: string): Standing[] {
	return [
		onlyPlanned(aFullPlan(value)),
		{ ...onlyPlanned(aFullPlan(value)), containments: [] },
		...STATES.map((state) => aFullStanding(value, state)),
		...STATES.map((state) => aFullStanding(value, state, true)),
	];
}

const STANDINGS = standingsOf(ATTACK);
const HARMLESS = standingsOf('x');
const someStanding = fc.nat(STANDINGS.length - 1);

/** The settings with this text for every name of an account of the case. */
function longSettings({ accounts, principal, lead }: Case, locale: Locale, text: string) {
	const ids = [...accounts, principal.account, lead.signIn.account, lead.signIn.delegateAccount];
	const names = ids.map((id) => [id ?? '', text]);
	return messageSettings({ locale, poweredBy: text, accounts: Object.fromEntries(names) });
}

function attacked(at: number): Standing {
	return STANDINGS[at] ?? onlyPlanned(aFullPlan(ATTACK));
}

function textsOf(message: SlackMessage): TextObject[] {
	const blocks: KnownBlock[] = [
		...message.blocks,
		...message.attachments.flatMap(({ blocks }) => blocks),
	];
	return blocks.flatMap((block) => {
		if (block.type === 'header') return [block.text];
		if (block.type === 'section')
			return [...(block.text ? [block.text] : []), ...(block.fields ?? [])];
		if (block.type === 'context')
			return block.elements.filter((element) => element.type !== 'image');
		throw new Error(`a ${block.type} block: extend this test to read it`);
	});
}

/** Everything that Slack reads as mrkdwn. */
function mrkdwnOf(message: SlackMessage): string[] {
	const texts = textsOf(message).filter(({ type }) => type === 'mrkdwn');
	return [message.text, ...texts.map(({ text }) => text)];
}

function ownWords(mrkdwn: string): string {
	return mrkdwn.replaceAll(CODE_SPAN, '[value]');
}

describe('a Slack message made of attacks', () => {
	it('differs from a harmless one only inside code spans', () => {
		fc.assert(
			fc.property(
				hostilePair,
				someStanding,
				({ hostile, harmless, hostileSettings, harmlessSettings }, at) => {
					const words = mrkdwnOf(caseMessage(hostile, hostileSettings, attacked(at))).map(ownWords);
					expect(words).toEqual(
						mrkdwnOf(caseMessage(harmless, harmlessSettings, HARMLESS[at])).map(ownWords),
					);
					const [, , plain] = caseForms(hostile, hostileSettings, attacked(at));
					expect(ownWords(plain.text.replaceAll(OURS, ''))).not.toMatch(/[<>`]/);
				},
			),
			{ numRuns: 200 },
		);
	});

	it('contains no `<` except those of the runbook link and of times, and every code span is between spaces', () => {
		fc.assert(
			fc.property(hostilePair, someStanding, ({ hostile, hostileSettings }, at) => {
				for (const text of mrkdwnOf(caseMessage(hostile, hostileSettings, attacked(at)))) {
					expect(text.replaceAll(OURS, '')).not.toMatch(/[<>]/);
					expect(text.split('`').length % 2).toBe(1);
					expect(ownWords(text)).not.toMatch(/\S\[value\]|\[value\]\S/);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('keeps every limit, switches parsing off and survives JSON', () => {
		fc.assert(
			fc.property(hostilePair, someStanding, ({ hostile, hostileSettings }, at) => {
				const message = caseMessage(hostile, hostileSettings, attacked(at));
				const json = JSON.stringify(message);
				expect(checkLimits(message)).toEqual([]);
				expect(JSON.parse(json)).toEqual(message);
				expect(json.isWellFormed()).toBe(true);
				expect(message).toMatchObject({ parse: 'none', unfurl_links: false, unfurl_media: false });
				expect(message).not.toHaveProperty('link_names');
			}),
			{ numRuns: 200 },
		);
	});

	it.each(LONG_ATTACKS.map((attack) => [attack.slice(0, 20), attack]))(
		'keeps every limit if every text is %j',
		(_, attack) => {
			const longest = [
				onlyPlanned(aFullPlan(attack)),
				aFullStanding(attack, 'failed'),
				aFullStanding(attack, 'failed', true),
			];
			const filled = BASES.map((base) =>
				fillCase(
					{ base, codes: CODES, accounts: 20, events: 20 },
					(at) => attack + '\u200B'.repeat(at),
				),
			);
			const full = filled.flatMap((one) => [one, { ...one, sessions: LONGEST_ROLES }]);
			for (const locale of LOCALES) {
				const settings = messageSettings({ locale });
				const forms = full.flatMap((theCase) =>
					longest.flatMap((standing) =>
						caseForms(theCase, longSettings(theCase, locale, attack), standing),
					),
				);
				expect(forms.flatMap(checkLimits)).toEqual([]);
				// Slack refuses texts of about 4,000 bytes, and ours leave room for a mention.
				const mention = { onCall: 'S0123456789', others: 999 };
				for (const form of forms.map((one) => withMention(one, mention, settings))) {
					expect(checkLimits({ ...form, text: 'x' })).toEqual([]);
					expect(Buffer.byteLength(form.text)).toBeLessThan(4000);
				}
			}
		},
	);

	it('is read verbatim, without emoji codes and without invisible characters', () => {
		fc.assert(
			fc.property(hostilePair, someStanding, ({ hostile, hostileSettings }, at) => {
				for (const text of textsOf(caseMessage(hostile, hostileSettings, attacked(at)))) {
					expect(text).toMatchObject(
						text.type === 'mrkdwn' ? { verbatim: true } : { emoji: false },
					);
					expect(text.text.replaceAll('\n', '').replaceAll(ISOLATED, '“$1”')).not.toMatch(
						INVISIBLE,
					);
				}
			}),
			{ numRuns: 200 },
		);
	});
});

describe('a terminal card made of attacks', () => {
	it('has as many lines as a harmless one and no control character from an event', () => {
		fc.assert(
			fc.property(
				hostilePair,
				someStanding,
				fc.boolean(),
				({ hostile, harmless, ...settings }, at, colour) => {
					const text = caseText(hostile, settings.hostileSettings, {
						colour,
						standing: attacked(at),
					});
					const standing = HARMLESS[at] ?? onlyPlanned(aFullPlan('x'));
					const harmlessText = caseText(harmless, settings.harmlessSettings, { colour, standing });
					const lines = stripVTControlCharacters(text).split('\n');
					expect(lines).toHaveLength(harmlessText.split('\n').length);
					for (const line of lines)
						expect(line.replaceAll(ISOLATED, '“$1”')).not.toMatch(INVISIBLE);
				},
			),
			{ numRuns: 200 },
		);
	});
});
