import { describe, expect, it } from 'vitest';
import { caseMessage } from '../../../../shared/notification/card/case-message.ts';
import type { Standing } from '../../../../shared/notification/card/standing.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { stolenKeyStanding } from '../../../support/a-standing.ts';
import { stolenKeyCase } from '../../../support/telling-cases.ts';

const LEFT = 'Sessions of the assumed role stay valid';

function card(standing: Standing): string {
	return JSON.stringify(
		caseMessage(stolenKeyCase(), { ...messageSettings(), locale: 'en' }, standing),
	);
}

describe('the session that a stolen key made', () => {
	const denied = stolenKeyStanding({ state: 'effective' });

	it('need not be revoked by hand once it is denied too', () => {
		expect(card(denied)).not.toContain(LEFT);
	});

	it.each([
		['while the deny is being published', stolenKeyStanding({ state: 'publishing' })],
		[
			'if there are too many to deny',
			{ ...denied, plan: { ...denied.plan, notContained: ['too-many-sessions'] } },
		],
	] as [string, Standing][])('must be revoked %s', (_, standing) => {
		expect(card(standing)).toContain(LEFT);
	});
});
