import { defineConfig } from '../../shared/configuration/define-config.ts';

/**
 * The configuration of the invented company of this day, and an example of most settings. Only
 * `networks` is required.
 */
export default defineConfig({
	// A session from any other network is reported. A VPC endpoint that is not listed is untrusted,
	// whatever its addresses.
	networks: [
		{ name: 'seoul-hq', cidrs: ['203.0.113.0/24', '2001:db8:10::/48'] },
		{ name: 'vpn', cidrs: ['198.51.100.0/26'] },
		{ name: 'prod-vpc', vpcEndpoints: ['vpce-0a1b2c3d4e5f60718'] },
	],

	// Messages show these names. They only name: an account is ours because it delivers records.
	accounts: {
		'111122223333': 'harbor-prod',
		'444455556666': 'harbor-dev',
		'777788889999': 'harbor-security',
		'222233334444': 'harbor-management',
	},

	// Each exemption has a reason, and a day on which somebody reviews whether it is still needed.
	exemptions: [
		{
			principal: 'break-glass',
			account: '111122223333',
			reason: 'used when the portal is down; its password is in the safe',
			review: '2027-03-02',
		},
	],

	// Machines use these roles, not people. The CI role of the sample day is left out on purpose.
	workloads: [
		{
			role: 'arn:aws:iam::111122223333:role/harbor-prod-nightly-export',
			reason: 'the export runs at our data centre partner, whose addresses change',
		},
	],

	// An hour instead of 30 minutes keeps an attacker who pauses in one case.
	limits: { caseMinutes: 60 },

	// This sets who would be denied, and by which policies. `observe` denies nobody; look at `eyes
	// replay` before you change it.
	containment: {
		mode: 'observe',
		policyType: 'scp',
		managementAccount: '222233334444',
		// No SCP applies there, so people are denied there only if it is named here.
		modes: { '222233334444': 'ask' },
		protectedPrincipals: [{ name: 'break-glass', account: '111122223333' }],
	},

	// The weekly credential report: who owns the keys that no tag tells of.
	report: {
		machineUsers: ['metrics-export', 'build-agent'],
		owners: [{ user: 'metrics-export', owner: 'data-platform' }],
	},

	post: { internal: false },
	locale: 'ko',
	timeZone: 'Asia/Seoul',
	poweredBy: 'devops팀',
	runbook: 'https://docs.example.com/runbooks/aws-login',
});
