import { defineConfig } from '../../shared/configuration/define-config.ts';

/** The default kind of deployment, with everything that makes its templates larger. */
export default defineConfig({
	networks: [{ name: 'office', cidrs: ['203.0.113.0/24'] }],
	containment: { mode: 'contain', protectedPrincipals: ['arn:aws:iam::*:user/break-glass'] },
	deployment: { region: 'us-east-1', regions: ['ap-northeast-2'] },
	slack: { channel: 'C0EYESE2E' },
});
