import * as v from 'valibot';

/**
 * An item in the table that is not what was written. Nothing is decided from it; a human must look
 * at it.
 */
export class DamagedItemError extends Error {
	/** The `pk` and `sk` of the item. */
	readonly item: string;

	constructor(item: string, problem: string) {
		super(`the item ${item} is damaged: ${problem}; restore it from the table's backup`);
		this.name = 'DamagedItemError';
		this.item = item;
	}
}

/**
 * Reads an item from the table as what it must be. Throws a DamagedItemError that names every wrong
 * field.
 */
export function readItem<T extends v.GenericSchema>(schema: T, item: unknown): v.InferOutput<T> {
	const parsed = v.safeParse(schema, item);
	if (parsed.success) return parsed.output;
	const problems = parsed.issues.map(
		(issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`,
	);
	throw new DamagedItemError(keyOf(item), problems.join('; '));
}

/**
 * Takes note of an item that cannot be read, where other items must not wait until a human has
 * looked at it. The reader continues without the item. If it throws, the reader fails.
 */
export type PassOver = (damage: DamagedItemError) => void;

/** Throws for every item that cannot be read, so the reader fails on the first one. */
export function failOn(damage: DamagedItemError): never {
	throw damage;
}

/** Gives what `read` gives, or null for a damaged item after `passOver` has taken note of it. */
export function readOrPassOver<T>(read: () => T, passOver: PassOver = failOn): T | null {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof DamagedItemError)) throw error;
		passOver(error);
		return null;
	}
}

/** Reads all items but the damaged ones, of which `passOver` takes note. */
export function readEach<T>(
	items: readonly unknown[],
	read: (item: unknown) => T | null,
	passOver?: PassOver,
): T[] {
	return items
		.map((item) => readOrPassOver(() => read(item), passOver))
		.filter((one) => one !== null);
}

/** The same for work that reads items itself. */
export async function workOrPassOver<T>(
	work: Promise<T>,
	passOver: PassOver = failOn,
): Promise<T | null> {
	try {
		return await work;
	} catch (error) {
		if (!(error instanceof DamagedItemError)) throw error;
		passOver(error);
		return null;
	}
}

function keyOf(item: unknown): string {
	const key = v.safeParse(v.object({ pk: v.string(), sk: v.string() }), item);
	return key.success ? `${key.output.pk} / ${key.output.sk}` : 'without a key';
}

/** Milliseconds since 1970, UTC. Beyond this limit there is no date, and showing it would fail. */
const LATEST = 8.64e15;
export const time = v.pipe(v.number(), v.integer(), v.minValue(-LATEST), v.maxValue(LATEST));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const ordinal = v.pipe(v.number(), v.integer(), v.minValue(1));
export const text = v.pipe(v.string(), v.nonEmpty());
