import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import { aContainment, aSession, NOW, someOptions } from '../../../support/a-containment.ts';

const ACCOUNT = 'iam:111122223333';
const TEXTS = {
	scp: renderDenyDocument(
		[
			aContainment({
				key: 'identitystore:UserId',
				value: '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b',
			}),
			aContainment(
				{ key: 'aws:PrincipalArn', value: 'arn:aws:iam::111122223333:root' },
				{ denyScope: 'everything' },
			),
			aSession('AROADEVELOPERROLE2222:kim'),
			aSession('AROADEVELOPERROLE2222:lee@example.com'),
			aContainment(
				{ key: 'aws:userid', value: 'AROADEVELOPERROLE2222:mina' },
				{ denyScope: 'aws-mcp' },
			),
			aContainment(
				{ key: 'aws:userid', value: 'AROAOPERATOROPERATO22:*' },
				{ issuedBefore: NOW + 60_000 },
			),
		],
		someOptions(),
	).text,
	[ACCOUNT]: renderDenyDocument(
		[aSession('AIDAKIMKIMKIMKIMKIM22'), aSession('AROADEVELOPERROLE2222:kim', 'everything')],
		someOptions(ACCOUNT),
	).text,
};

const policy = fc.constantFrom('scp' as const, ACCOUNT);

/**
 * Another id of the right form is another principal, which no check can notice. Everything else
 * must not change.
 */
const AN_ID =
	/"(AIDA[A-Z\d]+|AROA[A-Z\d]+:(?:\*|[\w+=,.@-]+)|[\da-f-]{36,47}|arn:aws[a-z-]*:iam::\d{12}:root)"/gi;

function withoutIds(text: string): string {
	return text.replace(AN_ID, '"id"');
}

describe('a text in which one character was changed', () => {
	const letter = fc.oneof(
		fc.constantFrom(...'*?$"{}[]:,.-/ 0aA\n\u0000é'),
		fc.string({ minLength: 1, maxLength: 1 }),
	);
	const edit = policy.chain((name) =>
		fc.record({
			name: fc.constant(name),
			at: fc.nat(TEXTS[name].length),
			removed: fc.nat(1),
			added: fc.oneof(fc.constant(''), letter),
		}),
	);

	it('is valid only if it still has the same form and denies one principal by exact id', () => {
		fc.assert(
			fc.property(edit, ({ name, at, removed, added }) => {
				const text = TEXTS[name];
				const edited = text.slice(0, at) + added + text.slice(at + removed);
				if (edited === text || validateDenyDocument(edited, someOptions(name)).length > 0) return;
				expect(withoutIds(edited)).toBe(withoutIds(text));
			}),
			{ numRuns: 6000 },
		);
	});
});

type Path = readonly string[];
type Member = readonly [key: string, value: unknown];

/** The path of every member of a document. */
function places(value: unknown, path: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => [
		[...path, key],
		...places(inner, [...path, key]),
	]);
}

/** The value with one member replaced by the members that `change` makes of it. */
function changed(
	value: unknown,
	[first, ...rest]: Path,
	change: (member: Member) => readonly Member[],
): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const members = Object.entries(value).flatMap((member): readonly Member[] => {
		const [key, inner] = member;
		if (key !== first) return [member];
		return rest.length === 0 ? change(member) : [[key, changed(inner, rest, change)]];
	});
	return Array.isArray(value) ? members.map(([, inner]) => inner) : Object.fromEntries(members);
}

const WORDS = [
	...[
		'Allow',
		'Deny',
		'*',
		'true',
		'false',
		'Null',
		'2012-10-17',
		'2008-10-17',
		'2026-03-04T00:00:00Z',
		'0.0.0.0/0',
		'::/0',
	],
	...[
		'StringEquals',
		'StringLike',
		'StringNotEquals',
		'StringNotLike',
		'StringEqualsIfExists',
		'StringEqualsIgnoreCase',
	],
	...[
		'ArnEquals',
		'ArnLike',
		'IpAddress',
		'NotIpAddress',
		'Bool',
		'BoolIfExists',
		'DateLessThan',
		'DateGreaterThan',
	],
	...[
		'aws:userid',
		'aws:username',
		'aws:SourceIp',
		'aws:SourceVpce',
		'aws:SourceVpc',
		'aws:ViaAWSService',
		'aws:CurrentTime',
		'aws:TokenIssueTime',
	],
	...[
		'Effect',
		'Action',
		'NotAction',
		'Resource',
		'NotResource',
		'Principal',
		'Condition',
		'Sid',
		'__proto__',
		'constructor',
	],
];

/** The ways to change a member. In a list only the last two, because fewer ids are valid too. */
const WAYS: Readonly<
	Record<string, (member: Member, word: string, other: unknown) => readonly Member[]>
> = {
	rename: ([, inner], word) => [[word, inner]],
	lengthen: ([key, inner], word) => [[`${key}${word}`, inner]],
	remove: () => [],
	add: (member, word, other) => [member, [word, other]],
	replace: ([key], _, other) => [[key, other]],
	wrap: ([key, inner]) => [[key, [inner]]],
};
const IN_LIST = ['replace', 'wrap'];

const broken = policy.chain((name) => {
	const document: unknown = JSON.parse(TEXTS[name]);
	const change = fc.record({
		path: fc.constantFrom(...places(document)),
		word: fc.oneof(fc.constantFrom(...WORDS), fc.string()),
		other: fc.oneof(fc.constantFrom(...WORDS), fc.jsonValue({ maxDepth: 2 })),
		way: fc.constantFrom(...Object.keys(WAYS)),
	});
	return change
		.filter(({ path, way }) => !/^\d+$/.test(path.at(-1) ?? '') || IN_LIST.includes(way))
		.map(({ path, word, other, way }) => ({
			name,
			text: JSON.stringify(
				changed(document, path, (member) => WAYS[way]?.(member, word, other) ?? []),
			),
		}));
});

describe('a document in which one member was renamed, replaced, removed, added or wrapped', () => {
	it('is never valid', () => {
		fc.assert(
			fc.property(broken, ({ name, text }) => {
				fc.pre(text !== TEXTS[name]);
				expect(validateDenyDocument(text, someOptions(name))).not.toEqual([]);
			}),
			{ numRuns: 6000 },
		);
	});
});
