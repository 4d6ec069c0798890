import { writeFile } from 'node:fs/promises';
import packageJson from '../../package.json' with { type: 'json' };
import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { DeployDeps } from '../deploy/deps.ts';
import { ALL_READ, NOT_VERIFIED } from '../exit-codes.ts';
import { loadToday } from '../load-configuration.ts';
import { NotWritten } from '../not-written.ts';
import { inAwsWords } from '../operate/aws-words.ts';
import { say, write } from '../terminal.ts';
import { masked } from './mask.ts';
import type { VerifyOptions } from './options.ts';
import { placeOf } from './place.ts';
import { counted, headingOf, jsonOf, markdownOf, resultText } from './report.ts';
import { type Looked, lookAtAll } from './verify.ts';
import type { VerifyDeps } from './verify-deps.ts';

/** Runs `eyes verify` with the credentials that the SDK finds. Gives the exit code. */
export async function runVerify(options: VerifyOptions): Promise<number> {
	const { configuration, warnings, file } = await loadToday(options.config);
	say(`configuration file: ${file}`);
	for (const warning of warnings) say(`warning: ${warning}`);
	const { LOOKS } = await import('./looks.ts');
	return inAwsWords(async () => {
		const deps = await makeDeps(configuration, file);
		const at = deps.now();
		const looked = await lookAtAll(LOOKS, deps, say);
		await give(reportOf({ looked, at, deps }, options), options);
		say(`${resultText(looked)}.`);
		return exitCodeOf(looked);
	});
}

/** Everything must be as expected, also what could not be checked. */
export function exitCodeOf(looked: readonly Looked[]): number {
	const { differs, 'not checked': open } = counted(looked);
	return differs + open === 0 ? ALL_READ : NOT_VERIFIED;
}

interface Result {
	readonly looked: readonly Looked[];
	readonly at: number;
	readonly deps: Pick<VerifyDeps, 'configuration' | 'caller' | 'place'>;
}

/** Makes the report in the form that the options ask for. */
export function reportOf(
	{ looked, at, deps }: Result,
	{ format, mask }: Pick<VerifyOptions, 'format' | 'mask'>,
): string {
	const heading = headingOf(deps, { version: packageJson.version, at });
	const report =
		format === 'json' ? jsonOf(heading, looked) : markdownOf(heading, looked, deps.configuration);
	return mask ? masked(report) : report;
}

async function give(report: string, { out }: VerifyOptions): Promise<void> {
	if (out === null) return write(report);
	try {
		await writeFile(out, report);
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		throw new NotWritten(`the report cannot be written: ${error.message}`, { cause: error });
	}
	say(`report: ${out}`);
}

async function makeDeps(configuration: Configuration, file: string | null): Promise<VerifyDeps> {
	const { makeDeployDeps } = await import('../deploy/make-deps.ts');
	const { verifyQuestions } = await import('./aws/verify-questions.ts');
	const deploy = await makeDeployDeps(configuration, file);
	const { caller } = deploy;
	return {
		...{ configuration, caller },
		place: placeOf(configuration, caller.account),
		aws: verifyQuestions(configuration.deployment.region),
		deploy: onlyReading(deploy),
		now: Date.now,
	};
}

/** The questions only read; what could change something is taken away all the same. */
function onlyReading(deps: DeployDeps): DeployDeps {
	const refuse = () => {
		throw new Error('eyes verify changes nothing');
	};
	return {
		...deps,
		attachments: { ...deps.attachments, attach: refuse, detach: refuse },
		policies: {
			text: deps.policies.text,
			...{ deleteOlderVersions: refuse, delete: refuse, deleteScp: refuse },
		},
		...{ cdk: refuse, confirm: refuse, operate: refuse },
	};
}
