import { describe, expect, it } from 'vitest';
import type { DenyScope, PolicyId } from '../../../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { readDenied } from '../../../../shared/containment/document/read-denied.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import { aContainment, END, someOptions } from '../../../support/a-containment.ts';
import {
	CALLERS,
	type CallerName,
	type Context,
	everyRequest,
	MCP_WAYS,
	PROD,
	WAYS,
} from '../../../support/request-contexts.ts';
import { simulate } from '../../../support/simulate.ts';

const KIM = { key: 'aws:userid', value: 'AIDAKIMKIMKIMKIMKIM22' } as const;
const POLICIES: readonly PolicyId[] = ['scp', `iam:${PROD}`];

function textOf(policy: PolicyId, ...denyScopes: readonly DenyScope[]): string {
	const containments = denyScopes.map((denyScope) => aContainment(KIM, { denyScope }));
	const { text, refusals } = renderDenyDocument(containments, someOptions(policy));
	expect([refusals, validateDenyDocument(text, someOptions(policy))]).toEqual([[], []]);
	return text;
}

/** What the engine answers while kim's calls through MCP servers are denied. */
function answerTo(
	caller: CallerName,
	way: Context,
	{ policy = 'scp', at = END - 60_000 }: { policy?: PolicyId; at?: number } = {},
) {
	const text = textOf(policy, 'aws-mcp');
	const who = CALLERS[caller];
	const inForce = policy === 'scp' ? { scp: text } : { attached: text };
	return simulate(who, { ...everyRequest(who, at), ...way }, inForce);
}

describe.each(POLICIES)('the deny of calls through MCP servers of AWS, in %s', (policy) => {
	it('denies them whatever address they have, and whether or not they count as a service’s', async () => {
		for (const way of MCP_WAYS)
			expect([way, await answerTo('userWithKey', way, { policy })]).toEqual([way, 'denied']);
	});

	it('denies no other call of the person', async () => {
		const others = [...Object.values(WAYS), { 'aws:ViaAWSMCPService': 'false' }];
		for (const way of others)
			expect([way, await answerTo('userWithKey', way, { policy })]).toEqual([way, 'allowed']);
	});

	it('denies nobody else, and ends by the clock', async () => {
		const [way = {}] = MCP_WAYS;
		for (const caller of ['otherUser', 'role', 'portal', 'root'] as const)
			expect(await answerTo(caller, way, { policy })).toBe('allowed');
		expect(await answerTo('userWithKey', way, { policy, at: END })).toBe('allowed');
	});
});

describe('the text', () => {
	it('has a statement of its own beside that for untrusted networks', () => {
		const scopes = readDenied(textOf('scp', 'aws-mcp', 'untrusted-networks')).map(
			({ denyScope }) => denyScope,
		);
		expect(scopes.toSorted()).toEqual(['aws-mcp', 'untrusted-networks']);
	});

	it('leaves it out while everything is denied', () => {
		const text = textOf('scp', 'aws-mcp', 'everything', 'untrusted-networks');
		expect(readDenied(text).map(({ denyScope }) => denyScope)).toEqual(['everything']);
	});
});

describe('the validation', () => {
	const text = textOf('scp', 'aws-mcp');
	const problemsOf = (edited: string) => {
		expect(edited).not.toBe(text);
		return validateDenyDocument(edited, someOptions()).join('\n');
	};
	const BOOL = '"Bool":{"aws:ViaAWSMCPService":"true"},';

	it('finds that the condition got lost, which would deny everything', () => {
		expect(problemsOf(text.replace(BOOL, ''))).toContain('Sid: is "AwsMcp');
	});

	it('finds another value, and an operator that would deny all calls without the key', () => {
		expect(problemsOf(text.replace('Service":"true"', 'Service":"false"'))).toContain('Bool');
		expect(problemsOf(text.replace('"Bool"', '"BoolIfExists"'))).toContain('BoolIfExists');
	});

	it('finds it together with a network condition, which would narrow it', () => {
		const [network = ''] =
			/"NotIpAddress".*?(?="DateLessThan")/.exec(textOf('scp', 'untrusted-networks')) ?? [];
		expect(problemsOf(text.replace(BOOL, network + BOOL))).toContain('keep one');
	});
});
