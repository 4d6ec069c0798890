import * as v from 'valibot';
import { sizeLimit } from '../policy-id.ts';
import { checkStatement } from './check-statement.ts';
import type { DenyDocumentOptions } from './deny-document-options.ts';
import { documentShape, repeated } from './document-shape.ts';
import { PLACEHOLDER } from './placeholder.ts';

/**
 * Checks a text before it is published. Answers with sentences that begin with a path, or with an
 * empty list if the text may be published. It checks everything, because to IAM a misspelt
 * operator, a bad date or a bad CIDR only means "does not match".
 */
export function validateDenyDocument(text: string, options: DenyDocumentOptions): string[] {
	if (text === PLACEHOLDER) return [];
	const limit = sizeLimit(options.policy);
	const tooLong =
		text.length > limit ? [`the text has ${text.length} characters; ${limit} are allowed`] : [];
	const json = readJson(text);
	if ('problem' in json) return [...tooLong, json.problem];
	const parsed = v.safeParse(documentShape, json.value);
	if (!parsed.success) return [...tooLong, ...parsed.issues.map(sentence)];
	const { Statement } = parsed.output;
	return [
		...tooLong,
		...checkForm(text, JSON.stringify(parsed.output)),
		...Statement.flatMap((statement, at) =>
			checkStatement(statement, options).map((problem) => `Statement.${at}.${problem}`),
		),
		...repeated(Statement.map(({ Sid }) => Sid)).map(
			(sid) => `Statement: the Sid "${sid}" appears twice`,
		),
	];
}

function readJson(text: string): { readonly value: unknown } | { readonly problem: string } {
	try {
		return { value: JSON.parse(text) };
	} catch (error) {
		if (error instanceof SyntaxError) return { problem: `the text is not JSON: ${error.message}` };
		throw error;
	}
}

/**
 * A repeated member, an escaped letter or white space could be read differently here and by IAM.
 */
function checkForm(text: string, written: string): string[] {
	return [
		...(/^[\x20-\x7e]*$/.test(text)
			? []
			: ['the text has characters that our policies never need']),
		...(text === written
			? []
			: ['the text is not in the published form: a repeated member, another order or white space']),
	];
}

function sentence(issue: v.BaseIssue<unknown>): string {
	const path = v.getDotPath(issue) ?? 'the document';
	if (issue.expected === 'never') return `${path}: does not belong in a deny document`;
	return `${path}: expected ${issue.expected ?? 'something else'}, got ${issue.received}`;
}
