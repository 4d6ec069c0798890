import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { palettePng } from './palette-png.ts';

const QUIET = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--hide-scrollbars',
	// grey edges instead of coloured ones make a smaller file
	'--disable-lcd-text',
	'--force-device-scale-factor=0.9',
];

/** A page to draw. Its root element has its height in `data-height`. */
export interface Page {
	/** Of the picture, without folder and ending. */
	readonly name: string;
	readonly width: number;
	readonly html: string;
}

/** Draws a page as a small PNG beside this file, and gives the page as Chromium laid it out. */
export function takePicture({ name, width, html }: Page): string {
	const folder = mkdtempSync(join(tmpdir(), 'eyes-pictures-'));
	try {
		const page = join(folder, 'page.html');
		writeFileSync(page, html);
		const picture = join(folder, 'page.png');
		const chromium = (args: string[]) =>
			runChromium([...args, `--user-data-dir=${join(folder, 'profile')}`], page);
		const laidOut = chromium([`--window-size=${width},1000`, '--dump-dom']);
		const height = /data-height="(\d+)"/.exec(laidOut)?.[1];
		if (height === undefined)
			throw new Error('Chromium did not lay out the page; run it by hand to see why');
		chromium([`--window-size=${width},${height}`, `--screenshot=${picture}`]);
		const kept = join(import.meta.dirname, `${name}.png`);
		writeFileSync(kept, palettePng(readFileSync(picture)));
		console.log(kept);
		return laidOut;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Runs Chromium on a page of this machine and gives what it prints. */
function runChromium(args: readonly string[], page: string): string {
	const done = spawnSync('chromium', [...QUIET, ...args, pathToFileURL(page).href], {
		encoding: 'utf8',
	});
	if (done.error !== undefined) {
		throw new Error(
			'pictures need `chromium` on PATH, and fonts: apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji',
			{ cause: done.error },
		);
	}
	if (done.status !== 0) throw new Error(`chromium ended with ${done.status}: ${done.stderr}`);
	return done.stdout;
}
