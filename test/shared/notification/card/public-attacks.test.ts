import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { followRecords } from '../../../support/follow-records.ts';
import { needsRealLogs } from '../../../support/needs.ts';
import { ATTACKS, OBTAINS_ONLY, publicAttacks } from '../../../support/public-attacks.ts';
import { someSettings } from '../../../support/some-settings.ts';

const en = messageSettings({ locale: 'en' });

async function casesOf(sessions: boolean): Promise<readonly (readonly [string, Case[]])[]> {
	const settings = someSettings({ use: { keys: true, sessions } });
	const found: [string, Case[]][] = [];
	for (const [name, records] of publicAttacks()) {
		const { cases } = await followRecords(records, settings);
		found.push([name, cases]);
	}
	return found;
}

function cardsOf(cases: readonly Case[]): string {
	return cases.map((theCase) => caseText(theCase, en, { colour: false })).join('\n');
}

/** Every log has a long-term key at work but this one, in which a session acts. */
const ONLY_A_SESSION = 'lateral-movement.ec2-serial-console-send-ssh-public-key';

describe('the public logs of attacks', () => {
	it('all give a case of which the card names the credential, but one without sessions', async (context) => {
		needsRealLogs(context);
		for (const [name, cases] of await casesOf(false)) {
			const named = name === ONLY_A_SESSION ? [] : [expect.stringMatching(/\*{4}\w{4}/)];
			expect(cases.length === 0 ? [] : [cardsOf(cases)], name).toEqual(named);
		}
	});

	it('all give, with sessions, a case that names the credential and what was done with it', async (context) => {
		needsRealLogs(context);
		const found = await casesOf(true);
		expect(found).toHaveLength(33);
		for (const [name, cases] of found) {
			const action = name === OBTAINS_ONLY ? 'GetFederationToken' : ATTACKS[name];
			expect(cardsOf(cases), name).toMatch(/\*{4}\w{4}/);
			expect(cardsOf(cases), name).toContain(action);
		}
	});
});
