import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { addStacks } from '../../infra/add-stacks.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { isObject } from '../../shared/record/json-object.ts';
import { check } from './checked-configuration.ts';
import { templatesOf } from './infra-templates.ts';
import type { Templates } from './upgrade-rules.ts';

/** Where the templates of a release are kept, by the kind of deployment. */
export const DEPLOYED_TEMPLATES = join(import.meta.dirname, '../fixtures/deployed-templates');
export const TEMPLATE_ENDING = '.template.json';

const COMMON: ConfigurationInput = {
	networks: [{ name: 'office', cidrs: ['203.0.113.0/24'] }],
	slack: { channel: 'C0EYESE2E' },
};
const REGIONS = { region: 'us-east-1', regions: ['ap-northeast-2'] };
const PROTECTED = ['arn:aws:iam::*:user/break-glass'];

/**
 * The configurations whose templates are kept, with everything that makes templates larger. The
 * organization is that of the end-to-end tests, which deploy them.
 */
const CONFIGURATIONS: Readonly<Record<string, ConfigurationInput>> = {
	'single-account': {
		...COMMON,
		containment: { mode: 'contain', protectedPrincipals: PROTECTED },
		deployment: REGIONS,
	},
	organization: {
		...COMMON,
		containment: {
			...{ mode: 'contain', policyType: 'scp', protectedPrincipals: PROTECTED },
			...{ managementAccount: '999900001111', modes: { '999900001111': 'contain' } },
		},
		deployment: {
			...{ kind: 'organization', ...REGIONS },
			organization: { id: 'o-ieqh524yng', root: 'r-5by1', hubAccount: '341925412248' },
			targets: { root: true },
			guardExemptRoles: ['arn:aws:iam::*:role/deployer'],
		},
	},
};
export const KINDS = Object.keys(CONFIGURATIONS);

/** Gives the templates that a release has deployed. */
export function deployedBefore(kind: string): Templates {
	const folder = join(DEPLOYED_TEMPLATES, kind);
	const files = readdirSync(folder).filter((file) => file.endsWith(TEMPLATE_ENDING));
	return Object.fromEntries(
		files.map((file) => {
			const template: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
			if (!isObject(template)) throw new Error(`${file} holds no template`);
			return [file.slice(0, -TEMPLATE_ENDING.length), template];
		}),
	);
}

/** Gives the templates that would be deployed today. */
export function deployedToday(kind: string): Templates {
	const checked = check(CONFIGURATIONS[kind]);
	if ('errors' in checked) throw new Error(checked.errors.join('\n'));
	const app = new App({ analyticsReporting: false });
	addStacks(app, checked.configuration);
	return templatesOf(app);
}
