import { readInstant } from '../sign-in/instant.ts';

/** A credential report cannot be used as it is. The message says where and why. */
export class UnreadableReport extends Error {
	override readonly name = 'UnreadableReport';
}

/**
 * What stands for "no value" in a credential report. Emulators and old reports use all of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
const NO_VALUE = new Set(['N/A', 'no_information', 'not_supported', '']);

/** One line of a credential report, whose fields are read by the name of the column. */
export class ReportRow {
	readonly #fields: Readonly<Record<string, string>>;
	readonly #line: number;

	constructor(fields: Readonly<Record<string, string>>, line: number) {
		this.#fields = fields;
		this.#line = line;
	}

	/** A text that must not be missing. A user may be named as the report names a missing value. */
	text(column: string): string {
		const text = this.#fields[column] ?? '';
		if (text === '') throw this.unreadable(column, 'is missing');
		return text;
	}

	/** A text, or null if the column is missing or says that there is none. */
	value(column: string): string | null {
		const text = this.#fields[column]?.trim() ?? '';
		return NO_VALUE.has(text) ? null : text;
	}

	/** A time in milliseconds since 1970, or null if there is none. */
	time(column: string): number | null {
		const text = this.value(column);
		if (text === null) return null;
		const time = readInstant(text);
		if (time === null) throw this.unreadable(column, 'is not a time');
		return time;
	}

	/**
	 * True or false in upper or lower case; null where the report does not tell. The column must
	 * exist: without it a credential would be overlooked.
	 */
	flag(column: string): boolean | null {
		if (!Object.hasOwn(this.#fields, column)) throw this.unreadable(column, 'has no column');
		const text = this.value(column)?.toLowerCase();
		if (text === undefined) return null;
		if (text !== 'true' && text !== 'false') throw this.unreadable(column, 'is not true or false');
		return text === 'true';
	}

	/** The numbers of the slots whose columns have this form. At least the first two must exist. */
	slots(form: RegExp): number[] {
		const found = Object.keys(this.#fields).flatMap((column) => form.exec(column)?.[1] ?? []);
		return [...new Set([1, 2, ...found.map(Number)])].sort((one, other) => one - other);
	}

	/** The value is quoted, because the reader must find it; it holds no secrets. */
	unreadable(column: string, problem: string): UnreadableReport {
		const value = this.#fields[column];
		const quoted = value === undefined ? '' : ` ${JSON.stringify(value.slice(0, 80))}`;
		return new UnreadableReport(`line ${this.#line}: ${column}${quoted} ${problem}`);
	}
}
