/** An item or a part of one. */
export type Fields = Readonly<Record<string, unknown>>;

/** What an expression of DynamoDB is about. */
export interface Scope {
	readonly item: Fields;
	readonly names: Readonly<Record<string, string>>;
	readonly values: Fields;
}

/** The call is wrong for this item, as DynamoDB's ValidationException says. */
export class InvalidCall extends Error {
	override readonly name = 'ValidationException';
}

const TOKENS = /<>|<=|>=|[=<>(),+]|[#:]?[\w#.]+/g;

/** Reads an expression token by token. */
export class Expression {
	readonly #tokens: readonly string[];
	readonly #scope: Scope;
	#at = 0;

	constructor(text: string, scope: Scope) {
		this.#tokens = text.match(TOKENS) ?? [];
		this.#scope = scope;
	}

	/** True if the condition holds. */
	holds(): boolean {
		let isTrue = this.#all();
		while (this.take('OR')) isTrue = this.#all() || isTrue;
		return isTrue;
	}

	/** Takes the next token if it is this one. */
	take(token: string): boolean {
		if (this.#tokens[this.#at] !== token) return false;
		this.#at++;
		return true;
	}

	/** The next token, which is taken. */
	next(): string {
		return this.#tokens[this.#at++] ?? '';
	}

	isAtEnd(): boolean {
		return this.#at >= this.#tokens.length;
	}

	/** The names of a path such as `#work.#text`. */
	path(token: string): string[] {
		return token.split('.').map((part) => this.#scope.names[part] ?? part);
	}

	/** A value with everything that is added to it. */
	sum(): unknown {
		let sum = this.value();
		while (this.take('+')) {
			const more = this.value();
			if (typeof sum !== 'number' || typeof more !== 'number')
				throw new InvalidCall('an operand of + is no number');
			sum += more;
		}
		return sum;
	}

	value(): unknown {
		const token = this.next();
		if (token.startsWith(':')) return this.#scope.values[token];
		if (this.take('(')) return this.#called(token);
		return this.path(token).reduce<unknown>(fieldOf, this.#scope.item);
	}

	#all(): boolean {
		let isTrue = this.#one();
		while (this.take('AND')) isTrue = this.#one() && isTrue;
		return isTrue;
	}

	#one(): boolean {
		if (this.take('NOT')) return !this.#one();
		if (this.take('(')) {
			const isTrue = this.holds();
			this.take(')');
			return isTrue;
		}
		const value = this.value();
		if (
			typeof value === 'boolean' &&
			['AND', 'OR', ')', undefined].includes(this.#tokens[this.#at])
		)
			return value;
		const operator = this.next();
		if (operator !== 'BETWEEN') return compare(value, operator, this.value());
		const from = this.value();
		this.take('AND');
		return compare(value, '>=', from) && compare(value, '<=', this.value());
	}

	#called(name: string): unknown {
		const first = this.value();
		const second = this.take(',') ? this.value() : undefined;
		this.take(')');
		return call(name, first, second);
	}
}

function fieldOf(of: unknown, name: string): unknown {
	return isPlain(of) ? of[name] : undefined;
}

/** True for a map, which is no list and no set. */
export function isPlain(value: unknown): value is Fields {
	return (
		typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set)
	);
}

function call(name: string, first: unknown, second: unknown): unknown {
	switch (name) {
		case 'attribute_exists':
			return first !== undefined;
		case 'attribute_not_exists':
			return first === undefined;
		case 'attribute_type':
			return typeOf(first) === second;
		case 'begins_with':
			return typeof first === 'string' && first.startsWith(String(second));
		case 'contains':
			return contains(first, second);
		case 'size':
			return sizeOf(first);
		case 'if_not_exists':
			return first ?? second;
		case 'list_append':
			if (Array.isArray(first) && Array.isArray(second)) return [...first, ...second];
			throw new InvalidCall('an operand of list_append is no list');
		default:
			throw new Error(`the stand-in does not know ${name}`);
	}
}

function contains(whole: unknown, part: unknown): boolean {
	if (whole instanceof Set) return whole.has(part);
	if (Array.isArray(whole)) return whole.includes(part);
	return typeof whole === 'string' && whole.includes(String(part));
}

function sizeOf(value: unknown): number | undefined {
	if (value instanceof Set) return value.size;
	if (typeof value === 'string' || Array.isArray(value)) return value.length;
	return isPlain(value) ? Object.keys(value).length : undefined;
}

/** DynamoDB's name of a type; undefined if there is no value. */
export function typeOf(value: unknown): string | undefined {
	if (value === undefined) return undefined;
	if (value === null) return 'NULL';
	if (value instanceof Set) return typeof [...value][0] === 'number' ? 'NS' : 'SS';
	if (Array.isArray(value)) return 'L';
	return { string: 'S', number: 'N', boolean: 'BOOL' }[String(typeof value)] ?? 'M';
}

/** False for values of different types, as in DynamoDB. */
function compare(left: unknown, operator: string, right: unknown): boolean {
	const isSame = typeOf(left) === typeOf(right);
	const text = (value: unknown) =>
		JSON.stringify(value instanceof Set ? [...value].toSorted() : value);
	if (operator === '=') return isSame && text(left) === text(right);
	if (operator === '<>') return !isSame || text(left) !== text(right);
	const [one, other] = [left, right];
	const isNumbers = typeof one === 'number' && typeof other === 'number';
	const order = isNumbers
		? one - other
		: isSame
			? String(one) < String(other)
				? -1
				: 1
			: Number.NaN;
	const same = isSame && one === other ? 0 : order;
	return { '<': same < 0, '<=': same <= 0, '>': same > 0, '>=': same >= 0 }[operator] ?? false;
}
