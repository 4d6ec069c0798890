import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Locale } from '../../shared/configuration/configuration.ts';
import { keepPicture, withPage } from './take-picture.ts';

/** How much of the page a picture shows: what matters on a desk, the beginning on a phone. */
const SCREENS = [
	{ width: 1280, height: 1000 },
	{ width: 390, height: 1100 },
];

/** Draws the page of the sample day in mode `contain`, on a desk and on a phone. */
export async function drawReplay(locale: Locale): Promise<void> {
	const html = sampleDayPage(locale);
	for (const screen of SCREENS)
		await withPage({ width: screen.width, scale: 1 }, async (page) => {
			await page.setViewportSize(screen);
			await page.setContent(html);
			keepPicture(`replay-${locale}-${screen.width}`, await page.screenshot());
		});
}

function sampleDayPage(locale: Locale): string {
	const main = join(import.meta.dirname, '../../cli/eyes.mjs');
	const options = ['--format', 'html', '--mode', 'contain', '--locale', locale];
	const done = spawnSync(process.execPath, [main, 'sample-day', ...options], { encoding: 'utf8' });
	if (done.status !== 0)
		throw new Error(`eyes sample-day ended with ${done.status}: ${done.stderr}`);
	return done.stdout;
}
