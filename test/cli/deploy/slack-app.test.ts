import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nextSteps } from '../../../cli/deploy/next-steps.ts';
import { partOf } from '../../../cli/deploy/part.ts';
import { ACCOUNT } from '../../support/decision-world.ts';
import { eyes, root } from '../../support/run-eyes.ts';
import { aDeployWorld } from './deploy-world.ts';

const MANIFEST = JSON.parse(readFileSync(join(root, 'infra/slack-app-manifest.json'), 'utf8'));

it('prints a link to the page of Slack that creates the app from our manifest', async () => {
	const { code, stdout, stderr } = await eyes(['slack-app']);
	expect([code, stderr]).toEqual([0, '']);
	const link = new URL(stdout.trim());
	expect([link.origin, link.pathname]).toEqual(['https://api.slack.com', '/apps']);
	expect(link.searchParams.get('new_app')).toBe('1');
	expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toEqual(MANIFEST);
});

it('is the first of the next steps, as one word that a terminal makes clickable', async () => {
	const { deps } = aDeployWorld({});
	const part = partOf(deps.configuration, ACCOUNT, 'us-east-1');
	const steps = (await nextSteps({ part, isOnlyBus: false, isChanged: true }, deps)).join('\n');
	expect(steps).toMatch(
		/1\. Create the Slack app[^\n]*\n {3}https:\/\/api\.slack\.com\/apps\?\S+\n/,
	);
});
