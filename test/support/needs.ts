import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'vitest';
import { root } from './run-eyes.ts';

/** Public CloudTrail logs, too large for the repository. */
export const REAL_LOGS = join(root, '../shared/data/cloudtrail');

/** Skips the test and says so, if the real logs are missing. */
export function needsRealLogs(context: TestContext): void {
	if (existsSync(REAL_LOGS)) return;
	context.skip('needs CloudTrail files in ../shared/data/cloudtrail, beside the project');
}

/** Logs of invented attacks, and of what a company sees on its first days. */
export const STORY_LOGS = join(root, '../shared/cases');

/** Skips the test and says so, if these logs are missing. */
export function needsStoryLogs(context: TestContext): void {
	if (existsSync(join(STORY_LOGS, 'redteam')) && existsSync(join(STORY_LOGS, 'newcomer'))) return;
	context.skip('needs the logs in ../shared/cases, beside the project');
}

/** Inputs that a credential report must judge right, with the right answers. */
export const REPORT_CASES = join(root, '../shared/cases/report');

/** Skips the test and says so, if these inputs are missing. */
export function needsReportCases(context: TestContext): void {
	if (existsSync(REPORT_CASES)) return;
	context.skip('needs ../shared/cases/report, beside the project');
}

/** Skips the test and says so, if cfn-lint is missing. */
export function needsCfnLint(context: TestContext): void {
	// Asking it for its version would take as long as a template.
	if (onPath('cfn-lint') !== null) return;
	context.skip('needs cfn-lint on the PATH: pip install cfn-lint');
}

/** Skips the test and says so, if no terminal can be opened for a command. */
export function needsScript(context: TestContext): void {
	if (process.platform === 'linux' && onPath('script') !== null) return;
	context.skip('needs the command script of util-linux on the PATH, which opens a terminal');
}

/** A file of Linux that is always full. */
export const FULL_DISK = '/dev/full';

/** Skips the test and says so, if there is no such file. */
export function needsFullDisk(context: TestContext): void {
	if (existsSync(FULL_DISK)) return;
	context.skip('needs /dev/full, which Linux has');
}

/** Debian's Chromium. A package that downloads a browser of its own is not needed. */
export const CHROMIUM = onPath('chromium') ?? onPath('chromium-browser');

/** Skips the test and says so, if Chromium is missing. */
export function needsChromium(context: TestContext): void {
	if (CHROMIUM !== null) return;
	context.skip('needs chromium on the PATH: apt-get install chromium fonts-noto-cjk');
}

/** Skips the test and says so, in a copy of the project without git's folder. */
export function needsClone(context: TestContext): void {
	if (spawnSync('git', ['rev-parse'], { cwd: root }).status === 0) return;
	context.skip('needs a git clone of the project, and git on the PATH');
}

/** Where a command is on the PATH, or null. */
function onPath(command: string): string | null {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((folder) => join(folder, command)).find((path) => existsSync(path)) ?? null;
}
