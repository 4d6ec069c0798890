import { describe, expect, it } from 'vitest';
import { doubtSentence, refusalSentence, refused } from '../../../shared/decision/refusals.ts';

describe('the sentence of a refusal', () => {
	it.each([
		[
			refused('nobody-in-case', { caseId: '4f1c9a02be', why: [] }),
			'nobody can be contained because of case 4f1c9a02be: nobody signed in from an untrusted network',
		],
		[
			refused('nobody-in-case', { caseId: '4f1c9a02be', why: ['exempt', 'workload'] }),
			/case 4f1c9a02be: a standing exemption; .*; a machine; stop it/,
		],
		[
			refused('protected', { value: 'AIDAX', pattern: 'arn:aws:iam::*:user/x' }),
			/^AIDAX is a protected principal \(arn:aws:iam::\*:user\/x\) and can never be contained\. /,
		],
		[refused('service-linked-role', { value: 'AROAX:x1' }), /^AROAX:x1: no policy reaches/],
		[
			refused('federated-arn', { account: '111122223333', name: 'bora' }),
			/contain 111122223333:bora$/,
		],
		[refused('not-an-arn', { text: 'arn:aws' }), /^"arn:aws" is not an ARN: write a case/],
	])('tells %j', (refusal, sentence) => {
		expect(refusalSentence(refusal)).toMatch(sentence);
	});
});

describe('the sentence of a doubt', () => {
	it('names all that it may be', () => {
		const about = { value: 'AIDAX', patterns: ['one', 'other'] };
		expect(doubtSentence({ doubt: 'may-be-protected', ...about })).toBe(
			'nobody can tell from AIDAX whether it is one of the protected one, other',
		);
	});
});
