import { parseArgs } from 'node:util';
import { inUsageWords } from '../in-usage-words.ts';
import { UsageError } from '../usage-error.ts';
import { DEPLOY_USAGE } from './usage.ts';

/** The file of the configuration; null means eyes.config.ts in this folder. */
interface Configured {
	readonly config: string | null;
}

export interface DeployOptions extends Configured {
	readonly yes: boolean;
	readonly bootstrap: boolean;
	/** The ARN of the containment SCP, or null if it must be looked up. */
	readonly scp: string | null;
	/** True if the organization already has a delegation policy for something else. */
	readonly delegationByHand: boolean;
}

export interface DestroyOptions extends Configured {
	readonly yes: boolean;
	/** The reason to release everybody; null if nobody is released. */
	readonly endBecause: string | null;
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean', default: false } as const;
/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html#awsorganizations-resources-for-iam-policies
 */
const SCP =
	/^arn:aws[a-z-]*:organizations::\d{12}:policy\/o-[a-z0-9]+\/service_control_policy\/p-[a-z0-9]+$/;

/** Reads the options of `eyes deploy`. Throws a UsageError that says what to write instead. */
export function readDeployOptions(args: readonly string[]): DeployOptions {
	const options = {
		yes: FLAG,
		bootstrap: FLAG,
		'delegation-by-hand': FLAG,
		scp: TEXT,
		config: TEXT,
	};
	const { values } = inUsageWords(DEPLOY_USAGE, () => parseArgs({ args: [...args], options }));
	const { yes, bootstrap, scp, config = null } = values;
	return {
		config,
		yes,
		bootstrap,
		scp: readScp(scp),
		delegationByHand: values['delegation-by-hand'],
	};
}

export function readDestroyOptions(args: readonly string[]): DestroyOptions {
	const options = { yes: FLAG, 'end-containments': FLAG, reason: TEXT, config: TEXT };
	const { values } = inUsageWords(DEPLOY_USAGE, () => parseArgs({ args: [...args], options }));
	const reason = values.reason?.trim() ?? '';
	const ends = values['end-containments'];
	if (ends && (reason === '' || reason === '…'))
		throw new UsageError(
			'--end-containments needs --reason "…", which is stored in the history of each containment',
		);
	if (!ends && reason !== '') throw new UsageError('--reason goes with --end-containments');
	return { config: values.config ?? null, yes: values.yes, endBecause: ends ? reason : null };
}

function readScp(text: string | undefined): string | null {
	if (text === undefined) return null;
	if (SCP.test(text)) return text;
	throw new UsageError(
		`--scp ${text}: is not the ARN of an SCP; use the output ContainmentScpArn of the stack in the management account`,
	);
}
