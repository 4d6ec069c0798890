import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseConfiguration } from '../shared/configuration/check-configuration.ts';
import type { Configuration } from '../shared/configuration/configuration.ts';

/**
 * All variables that a function may have. The constructs set them by these names and the handlers
 * read them by these names; each handler reads only the variables that it needs.
 */
const variables = {
	EYES_TABLE: v.pipe(v.string(), v.nonEmpty()),
	/** The id of the hub's account. */
	EYES_ACCOUNT: v.pipe(v.string(), v.regex(/^\d{12}$/)),
	EYES_PARTITION: v.pipe(v.string(), v.regex(/^aws(-[a-z-]+)?$/)),
	/** The queue of the sign-ins. */
	EYES_INGEST_QUEUE: v.pipe(v.string(), v.url()),
	EYES_NOTIFY_QUEUE: v.pipe(v.string(), v.url()),
	EYES_CONTAIN_QUEUE: v.pipe(v.string(), v.url()),
	/** The queue of the credential report, with one message for each account. */
	EYES_REPORT_QUEUE: v.pipe(v.string(), v.url()),
	/** The name of the bucket that keeps the credential reports. */
	EYES_REPORT_BUCKET: v.pipe(v.string(), v.nonEmpty()),
	/** The name of the bus for domain events. */
	EYES_EVENTS_BUS: v.pipe(v.string(), v.nonEmpty()),
	/** The ARN of the secret that holds Slack's bot token. */
	EYES_SLACK_SECRET: v.pipe(v.string(), v.startsWith('arn:')),
	/** The ARN of the containment SCP; it is empty for a single account. */
	EYES_SCP: v.union([v.literal(''), v.pipe(v.string(), v.startsWith('arn:'))]),
} as const;

export type Variable = keyof typeof variables;

/** The file beside a function's code that holds the checked configuration; synth writes it. */
export const CONFIGURATION_FILE = 'configuration.json';

/**
 * Reads and checks the variables that a function needs. Only this function reads the environment.
 * It throws if one is missing or malformed.
 */
export function readEnvironment<Name extends Variable>(
	names: readonly Name[],
): Readonly<Record<Name, string>> {
	const schema = v.object(
		Object.fromEntries(names.map((name) => [name, variables[name]])) as Pick<
			typeof variables,
			Name
		>,
	);
	const parsed = v.safeParse(schema, process.env);
	if (parsed.success) return parsed.output as Readonly<Record<Name, string>>;
	const wrong = parsed.issues.map((issue) => v.getDotPath(issue) ?? '').join(', ');
	throw new Error(
		`environment variables ${wrong} are missing or malformed: set them as in the stack's template`,
	);
}

/** Reads the configuration that was deployed in the folder of the function's code. */
export function readConfiguration(folder: string): Configuration {
	const text = readFileSync(join(folder, CONFIGURATION_FILE), 'utf8');
	// Synth has checked the meaning. Only the shape is checked here, so that the function starts
	// fast.
	const parsed = parseConfiguration(JSON.parse(text));
	if ('configuration' in parsed) return parsed.configuration;
	throw new Error(`the deployed configuration cannot be used: ${parsed.errors.join('; ')}`);
}
