import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { afterAll, expect, it } from 'vitest';
import { diffLine, failsIfDifferentLine } from '../../../../cli/deploy/cdk/cdk-lines.ts';
import { showDifference } from '../../../../cli/deploy/cdk/difference.ts';
import { partOf } from '../../../../cli/deploy/part.ts';
import { ACCOUNT } from '../../../support/decision-world.ts';
import { root } from '../../../support/run-eyes.ts';
import { aDeployWorld } from '../deploy-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'eyes-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stacks = [{ stack: 'eyes-test', region: 'us-east-1' }];

/** Runs the project's own CDK over what was synthesized, against a file instead of AWS. */
function exitCodeAgainst(template: object): number | null {
	const file = join(folder, 'deployed.json');
	writeFileSync(file, JSON.stringify(template));
	const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
	const args = [cdk, ...failsIfDifferentLine(stacks), '--template', file];
	return spawnSync(process.execPath, args, { cwd: folder }).status;
}

it('is told by the exit code of the CDK', () => {
	const app = new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out') });
	const stack = new Stack(app, 'eyes-test');
	new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
	const { template } = app.synth().getStackByName('eyes-test');
	expect(exitCodeAgainst(template)).toBe(0);
	expect(exitCodeAgainst({ ...template, Resources: {} })).toBe(1);
}, 60_000);

it('ends with the exit code of the CDK if it cannot be shown', async () => {
	const { deps } = aDeployWorld({ exits: { diff: 7 } });
	const part = partOf(deps.configuration, ACCOUNT, 'us-east-1');
	const inputs = { part, stacks, delegationByHand: false };
	expect(await showDifference(inputs, deps)).toEqual({ kind: 'failed', exitCode: 7 });
	expect(diffLine(inputs)).toContain('template');
});
