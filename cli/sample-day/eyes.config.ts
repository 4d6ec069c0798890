import { defineConfig } from '../../shared/configuration/define-config.ts';

/** The invented company of this day, and an example of most settings. Only `networks` is needed. */
export default defineConfig({
	// A session from anywhere else is reported. An unknown endpoint is a stranger's, whatever its addresses.
	networks: [
		{ name: 'seoul-hq', cidrs: ['203.0.113.0/24', '2001:db8:10::/48'] },
		{ name: 'vpn', cidrs: ['198.51.100.0/26'] },
		{ name: 'prod-vpc', vpcEndpoints: ['vpce-0a1b2c3d4e5f60718'] },
	],

	// Messages name accounts; an account that is not listed here counts as somebody else's.
	accounts: {
		'111122223333': 'harbor-prod',
		'444455556666': 'harbor-dev',
		'777788889999': 'harbor-security',
		'222233334444': 'harbor-management',
	},

	// Standing exceptions. Each has a reason and a day on which somebody asks whether it is still needed.
	exemptions: [
		{
			principal: 'break-glass',
			account: '111122223333',
			reason: 'the way in when the portal is down; its password lies in the safe',
			review: '2027-03-02',
		},
	],

	// Roles that machines use, not people. The CI role of the sample day is left out on purpose.
	workloads: [
		{
			role: 'arn:aws:iam::111122223333:role/harbor-prod-nightly-export',
			reason: 'the export runs at our data centre partner, whose addresses change',
		},
	],

	// Our own roles, so that the monitor does not report itself.
	monitorRoles: ['arn:aws:iam::777788889999:role/eyes/*'],

	// An hour instead of 30 minutes: an attacker who pauses stays in one message.
	limits: { caseMinutes: 60 },

	// What would be denied, and by which policies. `observe` denies nobody; look at `eyes replay` before changing it.
	containment: {
		mode: 'observe',
		policyType: 'scp',
		managementAccount: '222233334444',
		protectedPrincipals: ['break-glass', 'arn:aws:iam::*:role/eyes/*'],
	},

	post: { internal: false },
	locale: 'ko',
	timeZone: 'Asia/Seoul',
	poweredBy: 'devops팀',
	runbook: 'https://docs.example.com/runbooks/aws-login',
});
