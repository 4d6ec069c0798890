import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Locale } from '../../shared/configuration/configuration.ts';
import { CHROMIUM } from '../../test/support/needs.ts';
import { palettePng } from './palette-png.ts';

/** How much of the page a picture shows: what matters on a desk, the beginning on a phone. */
const SCREENS = [
	{ width: 1280, height: 1000 },
	{ width: 390, height: 1100 },
];

/** Draws the page of the sample day in mode `contain`, on a desk and on a phone. */
export async function drawReplay(locale: Locale): Promise<void> {
	if (CHROMIUM === null)
		throw new Error('pictures need Chromium: apt-get install chromium fonts-noto-cjk');
	const folder = mkdtempSync(join(tmpdir(), 'eyes-replay-page-'));
	const browser = await chromium.launch({
		executablePath: CHROMIUM,
		args: ['--no-sandbox', '--disable-lcd-text'],
	});
	try {
		const file = join(folder, 'replay.html');
		writeFileSync(file, sampleDayPage(locale));
		for (const viewport of SCREENS) {
			const page = await browser.newPage({ viewport });
			await page.goto(pathToFileURL(file).href);
			const path = join(import.meta.dirname, `replay-${locale}-${viewport.width}.png`);
			writeFileSync(path, palettePng(await page.screenshot()));
			console.log(path);
		}
	} finally {
		await browser.close();
		rmSync(folder, { recursive: true });
	}
}

function sampleDayPage(locale: Locale): string {
	const main = join(import.meta.dirname, '../../cli/eyes.mjs');
	const options = ['--format', 'html', '--mode', 'contain', '--locale', locale];
	const done = spawnSync(process.execPath, [main, 'sample-day', ...options], { encoding: 'utf8' });
	if (done.status !== 0)
		throw new Error(`eyes sample-day ended with ${done.status}: ${done.stderr}`);
	return done.stdout;
}
