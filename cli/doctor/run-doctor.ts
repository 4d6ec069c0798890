import { loadToday } from '../load-configuration.ts';
import { inAwsWords } from '../operate/aws-words.ts';
import { say, write } from '../terminal.ts';
import { doctor } from './doctor.ts';
import type { DoctorOptions } from './options.ts';

/** Runs `eyes doctor` with the credentials that the SDK finds. Gives the exit code. */
export async function runDoctor({ config }: DoctorOptions): Promise<number> {
	const { configuration, warnings } = await loadToday(config);
	for (const warning of warnings) say(`warning: ${warning}`);
	const { askCaller } = await import('../operate/sts-caller.ts');
	const { rulesOf } = await import('./eventbridge-rules.ts');
	return inAwsWords(async () => {
		const { account } = await askCaller(configuration.deployment.region);
		return doctor({ configuration, account, rulesOf, tell: (line) => write(`${line}\n`) });
	});
}
