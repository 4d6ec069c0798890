import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM } from '../../test/support/needs.ts';

/** Opens an empty page in a browser, which is closed when `draw` has ended. */
export async function withPage<T>(
	{ width, scale }: { readonly width: number; readonly scale: number },
	draw: (page: Page) => Promise<T>,
): Promise<T> {
	if (CHROMIUM === null)
		throw new Error(
			'pictures need `chromium` on PATH, and fonts: apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji pngquant',
		);
	const browser = await chromium.launch({
		executablePath: CHROMIUM,
		// Grey edges of letters instead of coloured ones make a smaller file.
		args: ['--no-sandbox', '--disable-lcd-text'],
	});
	try {
		const viewport = { width, height: 1000 };
		return await draw(await browser.newPage({ viewport, deviceScaleFactor: scale }));
	} finally {
		await browser.close();
	}
}

/** Keeps a picture beside this file, as a small PNG. */
export function keepPicture(name: string, png: Buffer): void {
	const path = join(import.meta.dirname, `${name}.png`);
	writeFileSync(path, withFewColours(png));
	console.log(path);
}

/** Text on white has few colours, so a palette makes its picture a third as large. */
function withFewColours(png: Buffer): Buffer {
	const done = spawnSync('pngquant', ['--nofs', '--strip', '48', '-'], {
		input: png,
		maxBuffer: png.length,
	});
	if (done.error !== undefined)
		throw new Error('pictures need `pngquant` on PATH: apt-get install pngquant', {
			cause: done.error,
		});
	if (done.status !== 0) throw new Error(`pngquant ended with ${done.status}: ${done.stderr}`);
	return done.stdout;
}

/** Keeps the picture of the messages on a page, and gives what the page says of itself. */
export function takePicture(name: string, width: number, html: string): Promise<string | null> {
	return withPage({ width, scale: 0.9 }, async (page) => {
		await page.setContent(html);
		keepPicture(name, await page.locator('main').screenshot());
		return page.locator('html').getAttribute('data-seen-at');
	});
}
