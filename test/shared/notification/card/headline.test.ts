import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import { type Headline, headlineOf } from '../../../../shared/notification/card/headline.ts';
import type { ReasonCode } from '../../../../shared/verdict/reasons.ts';
import { aCase } from '../../../support/a-case.ts';
import { trustedCase, unknownNetworkCase, workloadCase } from '../../../support/telling-cases.ts';

function caseBecause(...codes: ReasonCode[]): Case {
	return aCase({ reasons: codes.map((code) => ({ code })) });
}

function failed(theCase: Case): Case {
	return { ...theCase, successes: 0, failures: 3 };
}

describe('headlineOf', () => {
	it.each([
		[
			'device-code-phishing',
			caseBecause('untrusted-network', 'token-from-elsewhere', 'mfa-absent'),
		],
		['root-password', caseBecause('root', 'root-credentials-changed')],
		['exempt', caseBecause('untrusted-network', 'exempt', 'failures-then-success')],
		['assume-root', caseBecause('untrusted-network', 'assume-root')],
		['root', caseBecause('untrusted-network', 'root', 'failed-attempt')],
		['root-failed', failed(caseBecause('untrusted-network', 'root', 'failed-attempt'))],
		['instance-credential', caseBecause('workload', 'instance-credential-in-console')],
		['success-after-failures', caseBecause('many-names', 'failures-then-success')],
		[
			'success-after-others',
			aCase({ reasons: [{ code: 'failures-then-success', detail: '5', of: 'address' }] }),
		],
		['guessing', failed(caseBecause('untrusted-network', 'many-names'))],
		['guessing-from-many', failed(caseBecause('untrusted-network', 'many-addresses'))],
		['assume-root-denied', failed(caseBecause('failed-attempt', 'assume-root-denied'))],
		['failed', failed(caseBecause('untrusted-network', 'failed-attempt'))],
		['external-account', caseBecause('untrusted-network', 'external-account')],
		['workload', workloadCase()],
		['untrusted', caseBecause('untrusted-network', 'credential-too-old')],
		['unknown-network', unknownNetworkCase()],
		['old-credential', { ...trustedCase(), reasons: [{ code: 'credential-too-old' }] }],
		['no-mfa', { ...trustedCase(), reasons: [{ code: 'mfa-absent' }] }],
		['trusted-network', trustedCase()],
	] satisfies [Headline, Case][])('is %s', (headline, theCase) => {
		expect(headlineOf(theCase)).toBe(headline);
	});

	it('is only sign-in if the address is not that of a person', () => {
		const { lead } = aCase();
		const network = { classification: 'not-judged', name: null, key: 'AWS Internal' } as const;
		const theCase = aCase({
			reasons: [],
			lead: { ...lead, verdict: { ...lead.verdict, network } },
		});
		expect(headlineOf(theCase)).toBe('sign-in');
	});
});
