import { describe, expect, it } from 'vitest';
import { caseMessage } from '../../../../shared/notification/card/case-message.ts';
import type { Standing } from '../../../../shared/notification/card/standing.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { stolenKeyStanding } from '../../../support/a-standing.ts';
import { stolenKeyCase } from '../../../support/telling-cases.ts';

const LEFT = 'Sessions of the assumed role live on';

function card(standing: Standing): string {
	return JSON.stringify(
		caseMessage(stolenKeyCase(), { ...messageSettings(), locale: 'en' }, standing),
	);
}

describe('the session that a stolen key made', () => {
	const denied = stolenKeyStanding({ state: 'effective' });

	it('is nothing to revoke by hand once it is denied as well', () => {
		expect(card(denied)).not.toContain(LEFT);
	});

	it.each([
		['while the deny is on its way', stolenKeyStanding({ state: 'publishing' })],
		[
			'where there are too many to deny',
			{ ...denied, plan: { ...denied.plan, notContained: ['too-many-sessions'] } },
		],
	] as [string, Standing][])('is to be revoked %s', (_, standing) => {
		expect(card(standing)).toContain(LEFT);
	});
});
