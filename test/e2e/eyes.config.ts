import { defineConfig } from '../../shared/configuration/define-config.ts';
import { ORGANIZATION } from './the-organization.ts';

/**
 * A user's next deployment: it changes nearly everything that may change while somebody is
 * contained.
 */
const isChanged = process.env.EYES_E2E_CHANGED !== undefined;

/**
 * The configuration that the end-to-end tests deploy. `EYES_E2E_SLACK` is the address at which the
 * stand-in for Slack will listen.
 */
export default defineConfig({
	networks: [
		{
			name: 'office',
			cidrs: ['203.0.113.0/24', '2001:db8:10::/48', ...(isChanged ? ['198.51.100.128/25'] : [])],
			vpcEndpoints: ['vpce-0a1b2c3d4e5f60718'],
		},
	],
	containment: {
		mode: 'contain',
		policyType: 'scp',
		managementAccount: ORGANIZATION.management,
		modes: { [ORGANIZATION.management]: 'contain' },
		protectedPrincipals: [
			'arn:aws:iam::*:user/break-glass',
			...(isChanged ? ['arn:aws:iam::*:user/root-of-all'] : []),
		],
	},
	deployment: {
		kind: 'organization',
		region: 'us-east-1',
		regions: ['ap-northeast-2'],
		organization: {
			id: ORGANIZATION.id,
			root: ORGANIZATION.root,
			hubAccount: ORGANIZATION.security,
		},
		targets: { root: true },
		guardExemptRoles: [
			'arn:aws:iam::*:role/break-glass',
			...(isChanged ? ['arn:aws:iam::*:role/deploy'] : []),
		],
	},
	slack: {
		channel: 'C0EYESE2E',
		apiUrl: process.env.EYES_E2E_SLACK ?? 'http://127.0.0.1:9/api/',
		...(isChanged
			? { onCall: 'S0ONCALLE2E', channels: [{ severity: 'high', channel: 'C0URGENTE2E' }] }
			: {}),
	},
	report: {
		tellOwners: true,
		owners: [{ user: 'terraform', owner: '플랫폼팀', slack: 'U0PLATFORM' }],
	},
	locale: 'ko',
	timeZone: 'Asia/Seoul',
	poweredBy: isChanged ? '보안팀' : 'devops팀',
});
