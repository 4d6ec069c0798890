import fc from 'fast-check';
import { EVENT_SOURCES } from '../../../shared/record/event-sources.ts';

/**
 * Generates JSON as an attacker, a pretty-printer or another library would write it: records with
 * records inside, duplicate keys, letters written as `\u`, and space wherever JSON allows it. All
 * of it is text, because the reader is compared with JSON.parse of that text.
 */
const space = (gap: fc.Arbitrary<string>) =>
	fc.array(gap, { maxLength: 2 }).map((gaps) => gaps.join(''));

/** Gives one letter of a string, sometimes as an escape. */
function letter(char: string): fc.Arbitrary<string> {
	const plain = JSON.stringify(char).slice(1, -1);
	const spelled = [...char].length === 1 && char.length === 1 ? spell(char) : plain;
	return fc.oneof({ weight: 40, arbitrary: fc.constant(plain) }, fc.constant(spelled));
}

function spell(char: string): string {
	return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function spelled(text: string): fc.Arbitrary<string> {
	return fc.tuple(...Array.from(text, letter)).map((letters) => `"${letters.join('')}"`);
}

const sources = fc.constantFrom(
	...EVENT_SOURCES,
	's3.amazonaws.com',
	'sts.amazonaws.com ',
	'xsts.amazonaws.com',
	'eventSource',
	'',
);

const keys = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom('eventSource', 'eventName') },
	fc.constantFrom(
		'userIdentity',
		'accessKeyId',
		'sourceIPAddress',
		'requestParameters',
		'eventSources',
		'eventNam',
		'e',
		'',
		'x"},{"',
	),
);
/** These keys hold lists of records, so a record that stands alone does not have them. */
const innerKeys = fc.oneof(
	{ weight: 8, arbitrary: keys },
	fc.constantFrom('Records', 'Events', 'detail', 'event'),
);

/** Access keys, and what is almost one. */
const KEYS = ['AKIAEXAMPLE', 'ASIAEXAMPLE', 'akiaEXAMPLE', 'AKI', 'xAKIAEXAMPLE', '"AKIA'];
const ADDRESSES = ['203.0.113.7', '192.0.2.7', '203.0.113.7"', 'sts.amazonaws.com', '10.0.0.1'];

/** These texts look like structure, end in backslashes, or hold a whole record. */
const texts = fc.oneof(
	sources,
	fc.constantFrom(...KEYS, ...ADDRESSES),
	fc.constantFrom(
		'AssumeRole',
		'\\',
		'\\"',
		'"},{"eventSource":"sts.amazonaws.com"',
		'}]}',
		'[{',
		'ü😀\u2028',
		'\n',
	),
	fc.string({ unit: 'binary', maxLength: 80 }),
	fc.constant('{"eventSource":"sts.amazonaws.com","eventName":"AssumeRole"}'),
);

interface Nasty {
	/** The space that JSON allows between two tokens here. */
	readonly gap: fc.Arbitrary<string>;
}

function member(key: string, value: fc.Arbitrary<string>, { gap }: Nasty): fc.Arbitrary<string> {
	return fc
		.tuple(space(gap), spelled(key), space(gap), space(gap), value, space(gap))
		.map(([a, name, b, c, text, d]) => `${a}${name}${b}:${c}${text}${d}`);
}

/** Gives any JSON value, with records inside; each object says that it is an inner one. */
function anyValue(nasty: Nasty): fc.Arbitrary<string> {
	return fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
		value: fc.oneof(
			{ depthSize: 'small' },
			fc.constantFrom('null', 'true', '-1.5e3', '{}', '[]'),
			texts.chain(spelled),
			tie('object'),
			tie('list'),
		),
		object: fc
			.array(
				innerKeys.chain((key) => member(key, tie('value'), nasty)),
				{ maxLength: 4 },
			)
			.map((members) => `{${[...members, '"inner":true'].join(',')}}`),
		list: fc.array(tie('value'), { maxLength: 3 }).map((values) => `[${values.join(',')}]`),
	})).value;
}

/** Gives an identity that mostly shows an access key. */
function anIdentity(nasty: Nasty): fc.Arbitrary<string> {
	const key = member('accessKeyId', fc.constantFrom(...KEYS).chain(spelled), nasty);
	const other = innerKeys.chain((name) => member(name, anyValue(nasty), nasty));
	return fc
		.array(fc.oneof({ weight: 2, arbitrary: key }, other), { minLength: 1, maxLength: 4 })
		.map((members) => `{${members.join(',')}}`);
}

/**
 * Gives one record: mostly with its source and name, in any order, sometimes twice, sometimes not
 * as text.
 */
export function aRecordText(nasty: Nasty): fc.Arbitrary<string> {
	const value = anyValue(nasty);
	const source = member('eventSource', sources.chain(spelled), nasty);
	const name = member('eventName', spelled('AssumeRole'), nasty);
	const identity = member('userIdentity', anIdentity(nasty), nasty);
	const address = member(
		'sourceIPAddress',
		fc.constantFrom(...ADDRESSES).chain((text) => spelled(text)),
		nasty,
	);
	const other = keys.chain((key) => member(key, value, nasty));
	const more = fc.oneof(other, other, source, name, identity, address);
	const members = fc.tuple(source, name, fc.array(more, { maxLength: 5 }));
	return members
		.chain(([first, second, others]) =>
			fc.shuffledSubarray([first, second, ...others], { minLength: others.length + 1 }),
		)
		.map((chosen) => `{${chosen.join(',')}}`);
}

/** Gives a list of records and of other values that should not be there. */
export function aListText(nasty: Nasty): fc.Arbitrary<string> {
	return listOf(fc.oneof({ weight: 5, arbitrary: aRecordText(nasty) }, anyValue(nasty)));
}

export function listOf(element: fc.Arbitrary<string>): fc.Arbitrary<string> {
	return fc.array(element, { maxLength: 8 }).map((elements) => `[${elements.join(',')}]`);
}

/** The first allows space as in indented text, the second as in JSON lines. */
export const ANY_SPACE: Nasty = {
	gap: fc.constantFrom('', ' ', '\n', '\r\n', '\t', ' '.repeat(70)),
};
export const NO_NEWLINE: Nasty = { gap: fc.constantFrom('', '', ' ', '\t') };
