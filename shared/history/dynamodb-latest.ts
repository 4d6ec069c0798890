import { type Key, type Table, updateIf } from '../runtime/dynamodb-table.ts';

/** The form of an item at one time. */
export interface Form {
	/** The field that holds the time. */
	readonly by: string;
	readonly at: number;
	readonly fields: Readonly<Record<string, unknown>>;
	/** Decides between two forms of the same time; without it the first one stays. */
	readonly orIf?: string;
	/** The field that keeps the earliest time of all forms; none if it is left out. */
	readonly earliest?: string;
}

/**
 * Writes an item unless it has a later form already, so that records may come in any order and more
 * than once. A time that is no number would be kept for ever, so it is replaced.
 */
export async function keepLatest(
	table: Table,
	key: Key,
	{ by, at, fields, orIf, earliest }: Form,
): Promise<void> {
	const values = Object.entries({ ...fields, [by]: at });
	const isLater = `NOT attribute_type(#${by}, :number) OR #${by} < :${by}`;
	const sets = values.map(([name]) => `#${name} = :${name}`);
	const first =
		earliest === undefined ? [] : [`#${earliest} = if_not_exists(#${earliest}, :${by})`];
	const written = await updateIf(table, key, {
		update: `SET ${[...sets, ...first].join(', ')}`,
		expression: orIf === undefined ? isLater : `${isLater} OR ${orIf}`,
		values: {
			...Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
			':number': 'N',
		},
	});
	if (written === null && earliest !== undefined) await keepEarliest(table, key, { earliest, at });
}

async function keepEarliest(
	table: Table,
	key: Key,
	{ earliest, at }: { readonly earliest: string; readonly at: number },
): Promise<void> {
	await updateIf(table, key, {
		update: `SET #${earliest} = :at`,
		expression: `#${earliest} > :at`,
		values: { ':at': at },
	});
}

/** So many items are remembered; after that they are written once more. */
const MOST_REMEMBERED = 10_000;

/** Keeps the latest forms of many items. A process writes each item once for a time. */
export function latestForms(table: Table): (key: Key, form: Form) => Promise<void> {
	const written = new Map<string, number>();
	return async (key, form) => {
		const place = `${key.pk} ${key.sk}`;
		if (form.at <= (written.get(place) ?? Number.NEGATIVE_INFINITY)) return;
		await keepLatest(table, key, form);
		if (written.size >= MOST_REMEMBERED) written.clear();
		written.set(place, form.at);
	};
}
