import { checkConfiguration } from '../../shared/configuration/check-configuration.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { ORGANIZATION, PILOT } from './the-organization.ts';

export const HUB_REGION = 'us-east-1';
export const OTHER_REGION = 'ap-northeast-2';
/** The role of those who deploy. */
export const DEPLOYER = 'deployer';

/** The apps that the tests deploy: each is what a user has after they have changed their file. */
export const APPS = [
	'organization',
	'changed',
	'pilot',
	'widerPilot',
	'singleAccount',
	'changedSingleAccount',
] as const;
export type AppName = (typeof APPS)[number];

/** Gives the checked configuration of an app. `slack` is the address of the stand-in for Slack. */
export function configurationOf(app: AppName, slack: string): Configuration {
	const checked = checkConfiguration(inputOf(app, slack), '2026-03-03');
	if ('errors' in checked) throw new Error(checked.errors.join('\n'));
	return checked.configuration;
}

/** Gives the configuration of an app as a user writes it. */
export function inputOf(app: AppName, slack = 'http://127.0.0.1:9/api/'): Input {
	return INPUTS[app](slack);
}

type Input = ConfigurationInput;

const INPUTS: Readonly<Record<AppName, (slack: string) => Input>> = {
	organization: (slack) => organization({ slack, targets: { root: true } }),
	changed: (slack) => changed(organization({ slack, targets: { root: true } })),
	pilot: (slack) =>
		organization({ slack, targets: { units: [PILOT.unit], accounts: [PILOT.named] } }),
	// The hub is in this one too.
	widerPilot: (slack) => {
		const accounts = [PILOT.named, ORGANIZATION.security];
		return organization({ slack, targets: { units: [PILOT.unit], accounts } });
	},
	singleAccount,
	changedSingleAccount: (slack) => changed(singleAccount(slack)),
};

interface Given {
	readonly slack: string;
	readonly targets: NonNullable<Input['deployment']>['targets'];
}

function organization({ slack, targets }: Given): Input {
	return {
		...COMMON,
		containment: {
			mode: 'contain',
			policyType: 'scp',
			managementAccount: ORGANIZATION.management,
			modes: { [ORGANIZATION.management]: 'contain' },
			protectedPrincipals: [BREAK_GLASS],
		},
		deployment: {
			kind: 'organization',
			region: HUB_REGION,
			regions: [OTHER_REGION],
			organization: {
				id: ORGANIZATION.id,
				root: ORGANIZATION.root,
				hubAccount: ORGANIZATION.security,
			},
			targets,
			guardExemptRoles: [`arn:aws:iam::*:role/${DEPLOYER}`],
		},
		slack: { channel: 'C0EYESE2E', apiUrl: slack },
	};
}

/** The default kind of deployment, with everything that makes its templates larger. */
function singleAccount(slack: string): Input {
	return {
		...COMMON,
		containment: { mode: 'contain', protectedPrincipals: [BREAK_GLASS] },
		deployment: { region: HUB_REGION, regions: [OTHER_REGION] },
		slack: { channel: 'C0EYESE2E', apiUrl: slack },
	};
}

/** Changes nearly everything that may change while somebody is contained. */
function changed(input: Input): Input {
	const { deployment, containment, slack, networks = [] } = input;
	return {
		...input,
		networks: networks.map((network) => ({
			...network,
			cidrs: [...(network.cidrs ?? []), '198.51.100.128/25'],
		})),
		containment: {
			...containment,
			protectedPrincipals: [BREAK_GLASS, 'arn:aws:iam::*:user/root-of-all'],
		},
		deployment: {
			...deployment,
			...(deployment?.kind === 'organization' && {
				guardExemptRoles: [`arn:aws:iam::*:role/${DEPLOYER}`, 'arn:aws:iam::*:role/break-glass'],
			}),
		},
		slack: {
			...slack,
			onCall: 'S0ONCALLE2E',
			channels: [{ severity: 'high', channel: 'C0URGENTE2E' }],
		},
		poweredBy: '보안팀',
	};
}

const BREAK_GLASS = 'arn:aws:iam::*:user/break-glass';

const COMMON: Input = {
	networks: [
		{
			name: 'office',
			cidrs: ['203.0.113.0/24', '2001:db8:10::/48'],
			vpcEndpoints: ['vpce-0a1b2c3d4e5f60718'],
		},
	],
	report: {
		tellOwners: true,
		owners: [{ user: 'terraform', owner: '플랫폼팀', slack: 'U0PLATFORM' }],
	},
	locale: 'ko',
	timeZone: 'Asia/Seoul',
	poweredBy: 'devops팀',
};
