import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { addStacks } from '../../infra/add-stacks.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { aConfiguration } from './some-settings.ts';

/** A single account that contains, with one Region more than the hub's. */
export const SINGLE: Partial<ConfigurationInput> = {
	deployment: { region: 'us-east-1', regions: ['ap-northeast-2'] },
	containment: { mode: 'contain' },
	slack: { channel: 'C0123456789' },
};

/** An organization that contains by its SCP. */
export const ORGANIZATION: Partial<ConfigurationInput> = {
	...SINGLE,
	deployment: {
		kind: 'organization',
		region: 'us-east-1',
		regions: ['ap-northeast-2'],
		organization: { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: '111111111111' },
		guardExemptRoles: ['arn:aws:iam::*:role/deploy'],
	},
	containment: { mode: 'contain', policyType: 'scp', managementAccount: '999999999999' },
};

export interface Synthesized {
	readonly folder: string;
	readonly stacks: readonly Stack[];
	/** Of the stack with this name. */
	readonly template: (name: string) => Template;
}

/**
 * The stacks of a configuration, in a folder that goes when the file's tests are done. To be called
 * outside of a test.
 */
export function synthesize(over: Partial<ConfigurationInput>): Synthesized {
	const folder = mkdtempSync(join(tmpdir(), 'eyes-synth-'));
	afterAll(() => rmSync(folder, { recursive: true }));
	const app = new App({ analyticsReporting: false, outdir: folder });
	addStacks(app, aConfiguration(over));
	app.synth();
	const stacks = app.node.children.filter((child) => Stack.isStack(child));
	const template = (name: string) => {
		const stack = stacks.find(({ stackName }) => stackName === name);
		if (stack === undefined) throw new Error(`no stack ${name}`);
		return Template.fromStack(stack);
	};
	return { folder, stacks, template };
}
