import * as v from 'valibot';
import { sizeLimit } from '../policy-id.ts';
import { checkStatement } from './check-statement.ts';
import type { DenyDocumentOptions } from './deny-document-options.ts';
import { documentShape } from './document-shape.ts';
import { PLACEHOLDER } from './placeholder.ts';
import { repeated } from './repeated.ts';

/**
 * Reads a text again before it is published and says what is wrong with it, path first; an empty list means that it may
 * be published. It trusts nothing, because IAM takes a misspelt operator, a bad date or a bad CIDR for "does not match".
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
			(sid) => `Statement: the Sid "${sid}" stands twice`,
		),
	];
}

function readJson(text: string): { readonly value: unknown } | { readonly problem: string } {
	try {
		return { value: JSON.parse(text) };
	} catch (error) {
		if (error instanceof SyntaxError) return { problem: `the text is no JSON: ${error.message}` };
		throw error;
	}
}

/** A member that stands twice, an escaped letter or white space would be read in one way here and in another by IAM. */
function checkForm(text: string, written: string): string[] {
	return [
		...(/^[\x20-\x7e]*$/.test(text)
			? []
			: ['the text has characters that our policies never need']),
		...(text === written
			? []
			: ['the text is not as it would be written: a member twice, another order or space']),
	];
}

function sentence(issue: v.BaseIssue<unknown>): string {
	const path = v.getDotPath(issue) ?? 'the document';
	if (issue.expected === 'never') return `${path}: does not belong in a deny document`;
	return `${path}: expected ${issue.expected ?? 'something else'}, got ${issue.received}`;
}
