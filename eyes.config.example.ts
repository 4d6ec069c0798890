import { defineConfig } from './shared/configuration/define-config.ts';

/**
 * What eyes-system must know of your company. Copy this file to eyes.config.ts and edit the copy.
 * Git ignores the copy: an upgrade changes this example and leaves your file alone. Every setting
 * is in docs/configuration.md; the sample company's file (cli/sample-day/eyes.config.ts) shows most
 * of them.
 */
export default defineConfig({
	// Fill in your own: until then every address is untrusted. For a first try, --trust office=CIDR
	// does the same.
	networks: [],
	// External accounts that assume roles of yours, such as a monitoring service: account, roles,
	// reason and review day, see docs/configuration.md.
	vendors: [],
	// To deploy: the id of the channel that gets the messages, C…, and of the user group or person that
	// urgent ones mention, S… or U…
	slack: { channel: null, onCall: null },
	// In an organization also containment, and in deployment kind, organization, targets and
	// guardExemptRoles: docs/configuration.md. Begin with a pilot,
	// targets: { units: ['ou-…'], accounts: ['…'] }, and with mode observe, the default. In the
	// management account people are denied only if containment.modes names it.
	// To deploy: every enabled Region except the hub's, us-east-1. Sign-ins in other Regions are
	// not seen.
	deployment: { regions: [] },
	locale: 'ko',
	timeZone: 'Asia/Seoul',
	poweredBy: 'devops팀',
});
