import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { aContainment, aSession, someOptions } from '../../../support/a-containment.ts';

const page = readFileSync(
	join(import.meta.dirname, '../../../../docs/reading-the-deny-document.md'),
	'utf8',
);

/** The first code block in a language on the page. */
function block(language: string): string {
	return new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's').exec(page)?.[1] ?? '';
}

describe("the reviewer's page", () => {
	it('shows a document as it is rendered today', () => {
		const people = ['3f1c9a52', '77777777'].map((part) =>
			aContainment({
				key: 'identitystore:UserId',
				value: `9067642ac7-${part}-6c0e-4d6b-8a3e-0c1d2e3f4a5b`,
			}),
		);
		const session = aSession(
			'AROADEVELOPERROLE2222:kim',
			'everything',
			Date.parse('2026-03-04T15:40:00Z'),
		);
		const { text } = renderDenyDocument([...people, session], someOptions());
		expect(JSON.stringify(JSON.parse(block('json')))).toBe(text);
	});

	it('shows the condition of a cut role as it is rendered today', () => {
		const cut = aContainment(
			{ key: 'aws:userid', value: 'AROADEVELOPERROLE2222:*' },
			{ issuedBefore: Date.parse('2026-03-03T03:21:00Z') },
		);
		const { text } = renderDenyDocument([cut], someOptions());
		expect(text).toContain(`"Condition":${JSON.stringify(JSON.parse(block('jsonc')))}`);
	});

	it('shows the placeholder', () => {
		expect(block('text')).toBe(PLACEHOLDER);
	});
});
