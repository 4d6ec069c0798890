import { DISPOSITIONS, type Disposition } from '../../shared/verdict/verdict.ts';
import { LOG_USAGE, type LogOptions, oneOf, readLogOptions, readTime } from '../log-options.ts';

const FORMATS = ['text', 'jsonl', 'slack'] as const;
type Format = (typeof FORMATS)[number];

/** The checked options of `eyes replay`. Times are milliseconds; `until` is exclusive. */
export interface ReplayOptions extends LogOptions {
	readonly format: Format;
	readonly only: ReadonlySet<Disposition>;
	readonly since: number;
	readonly until: number;
}

export const REPLAY_USAGE = `eyes replay PATH…      read CloudTrail logs and say what eyes-system would have said

${LOG_USAGE}  --format FORMAT      text (default), jsonl (one line per record), slack (one message per case)
  --only LIST          of ${DISPOSITIONS.join(', ')}; comma-separated
  --since TIME         from this time on, like 2026-03-03 or 2026-03-03T09:00:00+09:00
  --until TIME         before this time
`;

/**
 * Reads the arguments of `eyes replay`. Throws a UsageError with a sentence that says what to write
 * instead.
 */
export function readReplayOptions(args: readonly string[]): ReplayOptions {
	const { log, own } = readLogOptions(args, ['format', 'only', 'since', 'until'], REPLAY_USAGE);
	return {
		...log,
		format: oneOf(FORMATS, own.format ?? 'text', '--format'),
		only: readOnly(own.only),
		since: readTime(own.since, '--since') ?? Number.NEGATIVE_INFINITY,
		until: readTime(own.until, '--until') ?? Number.POSITIVE_INFINITY,
	};
}

function readOnly(text: string | undefined): ReadonlySet<Disposition> {
	if (text === undefined) return new Set(DISPOSITIONS);
	return new Set(text.split(',').map((word) => oneOf(DISPOSITIONS, word.trim(), '--only')));
}
