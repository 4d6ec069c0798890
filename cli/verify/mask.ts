/**
 * Replaces ids of accounts, of the organization and of its parts, and the names of people in ARNs of
 * sessions and users, so that a report can leave the company. The same id gets the same placeholder,
 * so the report can still be read.
 */
export function masked(report: string): string {
	return FORMS.reduce((text, { form, name }) => {
		const known = new Map<string, string>();
		return text.replaceAll(form, (found) => {
			const placeholder = known.get(found) ?? `${name}-${known.size + 1}`;
			known.set(found, placeholder);
			return placeholder;
		});
	}, report);
}

interface Form {
	readonly form: RegExp;
	readonly name: string;
}

const FORMS: readonly Form[] = [
	{ form: /(?<=:assumed-role\/[\w+=,.@-]+\/)[\w+=,.@-]+/g, name: 'SESSION' },
	{ form: /(?<=:iam::\d{12}:user\/)[\w+=,.@/-]+/g, name: 'USER' },
	{ form: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, name: 'MAIL' },
	{ form: /\bou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\b/g, name: 'UNIT' },
	{ form: /\bo-[a-z0-9]{10,32}\b/g, name: 'ORGANIZATION' },
	{ form: /\br-[a-z0-9]{4,32}\b/g, name: 'ROOT' },
	{ form: /\b\d{12}\b/g, name: 'ACCOUNT' },
];
