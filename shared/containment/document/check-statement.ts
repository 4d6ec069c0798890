import { contains, isPrivate, readCidr } from '../../configuration/cidr.ts';
import type { TrustedNetwork } from '../../configuration/configuration.ts';
import { publicRanges } from '../../configuration/public-ranges.ts';
import type { DenyScope, SelectorKey } from '../containment.ts';
import { accountOf } from '../policy-id.ts';
import { matchesProtected } from '../protected-principal.ts';
import { issuedBeforeProblem } from '../role-cut.ts';
import { allFederatedUsers, isIamUser, isWholeRole, selectorProblem } from '../selector-form.ts';
import { type StatementHead, statementId } from './deny-statement.ts';
import {
	type DenyDocumentOptions,
	type ReadCondition,
	type ReadStatement,
	repeated,
} from './document-shape.ts';
import { COARSEST, isoTime, isTooLate, roundUp } from './round-ends.ts';
import { canonicalCidr } from './untrusted-condition.ts';

const HOUR = 3_600_000;
/**
 * An end may pass between rendering and validation. It denies nobody then, so it is not a problem.
 */
const GRACE = HOUR / 4;

/**
 * What is wrong with a statement of the right shape, as sentences that begin with the path in it.
 */
export function checkStatement(
	{ Sid, Condition }: ReadStatement,
	options: DenyDocumentOptions,
): string[] {
	const [selector, ...others] = selectorsOf(Condition);
	if (selector === undefined) return ['Condition: has no selector, so it would deny everybody'];
	const end = Condition.DateLessThan['aws:CurrentTime'];
	const problems = [
		...others.map(
			({ operator, key }) => `Condition.${operator}.${key}: is a second selector; keep one`,
		),
		...checkSelector(selector, options),
		...checkScope(Condition),
		...checkNetworkCondition(Condition, options.networks),
		...checkEnd(end, options.now).map(
			(problem) => `Condition.DateLessThan.aws:CurrentTime: "${end}" ${problem}`,
		),
		...checkIssueTime(Condition, selector, options.now),
	];
	if (problems.length > 0) return problems;
	const expected = statementId(headOf(Condition, selector));
	return Sid === expected ? [] : [`Sid: is "${Sid}", but should be "${expected}"`];
}

/** What the principals in a statement have in common. */
export function headOf(condition: ReadCondition, { key }: ReadSelector): StatementHead {
	const { 'aws:CurrentTime': end, 'aws:TokenIssueTime': before } = condition.DateLessThan;
	return {
		denyScope: denyScopeOf(condition),
		key,
		end: Date.parse(end),
		...(before === undefined ? {} : { issuedBefore: Date.parse(before) }),
	};
}

function denyScopeOf(condition: ReadCondition): DenyScope {
	if (hasNetworkCondition(condition)) return 'untrusted-networks';
	return condition.Bool === undefined ? 'everything' : 'aws-mcp';
}

/** Both together would deny only those calls through MCP servers that have an untrusted address. */
function checkScope(condition: ReadCondition): string[] {
	return condition.Bool !== undefined && hasNetworkCondition(condition)
		? ['Condition: has both a network condition and aws:ViaAWSMCPService; keep one']
		: [];
}

/** Without an issue time a whole role would be denied, also the sessions of tomorrow. */
function checkIssueTime(
	{ DateLessThan: { 'aws:TokenIssueTime': text } }: ReadCondition,
	{ key, values }: ReadSelector,
	now: number,
): string[] {
	const path = 'Condition.DateLessThan.aws:TokenIssueTime';
	const roles = values.filter((value) => isWholeRole({ key, value }));
	if (text === undefined) {
		return roles.map((role) => `${path}: is missing, so all sessions of "${role}" would be denied`);
	}
	const time = Date.parse(text);
	const form =
		Number.isNaN(time) || isoTime(time) !== text ? 'is not a time like 2026-11-03T12:00:00Z' : null;
	const problem = form ?? issuedBeforeProblem(time, now);
	return [
		...(problem === null ? [] : [`${path}: "${text}" ${problem}`]),
		...(roles.length === values.length
			? []
			: [`${path}: belongs only to a statement in which all values are AROA…:*`]),
	];
}

function checkEnd(text: string, now: number): string[] {
	const end = Date.parse(text);
	if (Number.isNaN(end) || isoTime(end) !== text)
		return ['is not a time like 2026-11-03T12:00:00Z'];
	if (roundUp(end, 1) !== end) return ['is not a full hour'];
	if (end < now - GRACE) return ['has passed'];
	return isTooLate(end - COARSEST * HOUR, now) ? ['is later than the end of any containment'] : [];
}

/** A list in the condition of a statement that names the denied principals. */
export interface ReadSelector {
	readonly operator: 'StringEquals' | 'StringLike' | 'ArnEquals';
	readonly key: SelectorKey;
	readonly values: readonly string[];
}

/** All selectors of a condition. There should be exactly one. */
export function selectorsOf({
	StringEquals,
	StringLike,
	ArnEquals,
}: ReadCondition): ReadSelector[] {
	return [
		read('StringEquals', 'identitystore:UserId', StringEquals),
		read('StringEquals', 'aws:userid', StringEquals),
		read('StringLike', 'aws:userid', StringLike),
		read('ArnEquals', 'aws:PrincipalArn', ArnEquals),
	].flat();
}

type Lists = { readonly [key in SelectorKey]?: readonly string[] };

function read(
	operator: ReadSelector['operator'],
	key: SelectorKey,
	lists: Lists = {},
): ReadSelector[] {
	const values = lists[key];
	return values === undefined ? [] : [{ operator, key, values }];
}

/** What is wrong with the values of a selector, as sentences. */
export function checkSelector(
	selector: ReadSelector,
	{ policy, protectedPrincipals }: DenyDocumentOptions,
): string[] {
	const { operator, key, values } = selector;
	const path = `Condition.${operator}.${key}`;
	const account = accountOf(policy);
	const wildcard = account === null ? null : allFederatedUsers(account);
	return [
		...values
			.filter((value) => value !== wildcard)
			.map((value) => selectorProblem({ key, value }, policy))
			.flatMap((problem) => (problem === null ? [] : [`${path}: ${problem}`])),
		...checkWildcard(selector, wildcard).map((problem) => `${path}: ${problem}`),
		...values
			.filter((value) => matchesProtected({ key, value }, protectedPrincipals))
			.map(
				(value) =>
					`${path}: "${value}" applies to a protected principal, which can never be contained`,
			),
		...repeated(values).map((value) => `${path}: "${value}" appears twice`),
	];
}

/**
 * Beside whole roles the only allowed pattern must be together with an IAM user, in the policy of
 * that account. Patterns must be under `StringLike`.
 */
function checkWildcard({ operator, key, values }: ReadSelector, wildcard: string | null): string[] {
	const isWild = wildcard !== null && values.includes(wildcard);
	const isDue = wildcard !== null && values.some((value) => isIamUser({ key, value }));
	return [
		...(isWild && !isDue
			? [`"${wildcard}" is there without an IAM user, for whose sessions it is`]
			: []),
		...(isDue && !isWild
			? [`does not have "${wildcard}", so the federated sessions of the user are not denied`]
			: []),
		...((operator === 'StringLike') !== values.some((value) => value.endsWith('*'))
			? [`${operator} is the wrong operator for these values`]
			: []),
	];
}

/** True if the condition contains any part of the network condition. */
export function hasNetworkCondition({
	NotIpAddress,
	StringNotEquals,
	BoolIfExists,
}: ReadCondition): boolean {
	return NotIpAddress !== undefined || StringNotEquals !== undefined || BoolIfExists !== undefined;
}

/**
 * What is wrong with the network condition of a statement: it must be absent or equal the whole
 * configured condition. A missing part denies people in trusted networks, and a surplus range
 * allows an untrusted one. It is compared range by range, without the code that renders it.
 */
export function checkNetworkCondition(
	condition: ReadCondition,
	networks: readonly TrustedNetwork[],
): string[] {
	if (!hasNetworkCondition(condition)) return [];
	const endpoints = condition.StringNotEquals?.['aws:SourceVpce'] ?? [];
	return [
		...(condition.BoolIfExists === undefined
			? [
					'Condition: has no BoolIfExists aws:ViaAWSService, so AWS services that act for a person in a trusted network are denied',
				]
			: []),
		...checkCidrs(condition.NotIpAddress?.['aws:SourceIp'] ?? [], networks),
		...checkEndpoints(endpoints, new Set(networks.flatMap(({ vpcEndpoints }) => vpcEndpoints))),
	];
}

function checkCidrs(texts: readonly string[], networks: readonly TrustedNetwork[]): string[] {
	const path = 'Condition.NotIpAddress.aws:SourceIp';
	const configured = publicRanges(networks).map(({ cidr }) => cidr);
	const read = texts.map(readCidr);
	const inText = read.flatMap((cidr) => ('problem' in cidr ? [] : [cidr]));
	const missing = configured.filter((range) => !inText.some((cidr) => contains(cidr, range)));
	return [
		...read.flatMap((cidr) => ('problem' in cidr ? [`${path}: ${cidr.problem}`] : [])),
		...inText.flatMap((cidr) => {
			if (cidr.text !== canonicalCidr(cidr))
				return [`${path}: write "${cidr.text}" as ${canonicalCidr(cidr)}`];
			if (isPrivate(cidr.address))
				return [`${path}: ${cidr.text} is private, and this key never holds a private address`];
			const isConfigured = configured.some((range) => canonicalCidr(range) === cidr.text);
			return isConfigured ? [] : [`${path}: ${cidr.text} is not a configured network`];
		}),
		...missing.map((range) => `${path}: the configured ${range.text} is missing`),
		...repeated(texts).map((text) => `${path}: "${text}" appears twice`),
	];
}

function checkEndpoints(ids: readonly string[], configured: ReadonlySet<string>): string[] {
	const path = 'Condition.StringNotEquals.aws:SourceVpce';
	return [
		...ids
			.filter((id) => !/^vpce-[\da-z-]+$/.test(id))
			.map((id) => `${path}: "${id}" is not an endpoint id`),
		...ids
			.filter((id) => !configured.has(id))
			.map((id) => `${path}: "${id}" is not a configured endpoint`),
		...[...configured]
			.filter((id) => !ids.includes(id))
			.map((id) => `${path}: the configured ${id} is missing`),
		...repeated(ids).map((id) => `${path}: "${id}" appears twice`),
	];
}
