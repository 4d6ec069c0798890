import type { Reporter, TestCase, TestModule } from 'vitest/node';

function line(test: TestCase): string[] {
	const result = test.result();
	if (result.state !== 'skipped' || result.note === undefined) return [];
	return [`skipped: ${test.module.relativeModuleId}: ${test.fullName}: ${result.note}\n`];
}

/** Says at the end of a run which tests were skipped, and what each of them needs. */
export class TellSkipped implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const tests = modules.flatMap((module) => [...module.children.allTests('skipped')]);
		const lines = tests.flatMap(line);
		if (lines.length > 0) process.stdout.write(`\n${lines.join('')}`);
	}
}
