import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addStacks } from '../../infra/add-stacks.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import type { JsonObject } from '../../shared/record/json-object.ts';
import { at, templatesOf } from './infra-templates.ts';
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
		targets: { root: true },
		guardExemptRoles: ['arn:aws:iam::*:role/deploy'],
	},
	containment: { mode: 'contain', policyType: 'scp', managementAccount: '999999999999' },
};

export interface Synthesized {
	readonly stacks: readonly Stack[];
	/** By the names of their stacks, as CloudFormation gets them. */
	readonly templates: Readonly<Record<string, JsonObject>>;
	/** Of the stack with this name. */
	readonly template: (name: string) => Template;
}

const known = new Map<string, Synthesized>();

/** The stacks of a configuration, made once in a process. */
export function synthesize(over: Partial<ConfigurationInput>): Synthesized {
	const key = JSON.stringify(over);
	const made = known.get(key) ?? synthesizeAgain(over);
	known.set(key, made);
	return made;
}

/** The same, made anew. */
export function synthesizeAgain(over: Partial<ConfigurationInput>): Synthesized {
	const app = new App({ analyticsReporting: false });
	addStacks(app, aConfiguration(over));
	const templates = templatesOf(app);
	const stacks = app.node.children.filter((child) => Stack.isStack(child));
	return { stacks, templates, template: (name) => Template.fromJSON(at(templates, name)) };
}
