import { describe, expect, it } from 'vitest';
import { returnedCredentials } from '../../../shared/sign-in/returned-credentials.ts';

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

describe('an answer', () => {
	it.each([
		[{ credentials: { accessKeyId: 'ASIAEXAMPLE' } }],
		[{ credentialSet: [{ assumedRoleUser: {} }] }],
		[{ result: { keys: [{ accessKeyId: 'ASIAEXAMPLE' }] } }],
		[{ roleCredentials: HIDDEN }],
		[{ accessToken: HIDDEN, tokenType: 'Bearer' }],
		[{ SigninToken: HIDDEN }],
		[{ credential: { id: 'x' } }],
		[{ result: { key: 'ASIAEXAMPLE000000001' } }],
		[{ keys: ['AKIAEXAMPLE000000001'] }],
		[{ assertion: HIDDEN }],
		[HIDDEN],
	])('holds credentials: %j', (responseElements) => {
		expect(returnedCredentials({ responseElements })).toBe(true);
	});

	it.each([
		[null],
		['None'],
		[undefined],
		[{ nextToken: 'abc', items: [] }],
		[{ clientToken: 'abc' }],
		[{ nextToken: HIDDEN }],
		[{ region: 'ASIA', continent: 'ASIA-PACIFIC-NORTHEAST' }],
		[{ credentials: null }],
		[{ credentials: {} }],
		[{ accessToken: '' }],
		[{ tokenType: 'Bearer', tokenCount: '3' }],
		[{ a: { b: { c: { d: { e: { f: { g: { accessKeyId: 'ASIAEXAMPLE' } } } } } } } }],
	])('holds none: %j', (responseElements) => {
		expect(returnedCredentials({ responseElements })).toBe(false);
	});
});
