import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replayPage } from '../../../../cli/replay/html/page.ts';
import type { PageSource } from '../../../../cli/replay/html/page-source.ts';
import { ATTACKS } from '../../../shared/notification/card/hostile-case.ts';
import { aCase, aJudgedSignIn } from '../../../support/a-case.ts';
import { aPageSource, manyCases, pageConfiguration } from '../../../support/a-page.ts';
import { CHROMIUM, needsChromium } from '../../../support/needs.ts';

const folder = mkdtempSync(join(tmpdir(), 'eyes-page-'));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
/** Markup as if an escape were forgotten. */
const SLIPPED = `<script>window.done = 1</script><style>main { display: none }</style>
<img src="http://127.0.0.1:9/x" onerror="window.done = 2"><iframe src="http://127.0.0.1:9/"></iframe>
<button id="handler" onclick="window.done = 3">x</button><base href="http://127.0.0.1:9/">
<a id="link" href="javascript:window.done = 4">x</a>
<form action="http://127.0.0.1:9/"><button id="send">x</button></form>`;
let browser: Browser | null = null;
let page: Page;
/** What the page said, asked for or broke; nothing of it may happen. */
let complaints: string[] = [];

beforeAll(async () => {
	if (CHROMIUM === null) return;
	browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});

afterAll(async () => {
	await browser?.close();
	rmSync(folder, { recursive: true });
});

beforeEach(needsChromium);

afterEach(async () => {
	await page?.context().close();
	expect(complaints).toEqual([]);
});

/** Writes the page, and opens the file as a reader does: without a server. */
async function open(
	source: PageSource,
	viewport = DESK,
	change = (page: string) => page,
): Promise<void> {
	if (browser === null) throw new Error('the test needs a browser');
	const file = join(folder, 'replay.html');
	writeFileSync(file, change(replayPage(source)));
	const context = await browser.newContext({ viewport });
	page = await context.newPage();
	page.setDefaultTimeout(10_000);
	complaints = [];
	page.on('console', (message) => complaints.push(message.text()));
	page.on('pageerror', (error) => complaints.push(error.message));
	page.on('request', (request) => {
		const url = request.url();
		if (url !== pathToFileURL(file).href) complaints.push(`request ${url}`);
	});
	await page.goto(pathToFileURL(file).href);
}

const shownRows = () => page.locator('.cases tbody tr:not([hidden])');
const texts = (name: string) =>
	page.locator(`.cases tbody tr:not([hidden]) .${name}`).allTextContents();
const widthOverflows = () =>
	page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

describe('the page in a browser', () => {
	it.each([DESK, PHONE])(
		'opens from a file, without scrolling sideways: $width',
		async (viewport) => {
			await open(aPageSource({ cases: manyCases(60, 20) }), viewport);
			expect(await shownRows().count()).toBe(60);
			expect(await page.locator('.lane').count()).toBe(10);
			expect(await widthOverflows()).toBe(false);
			await page.locator('.lane .mark').first().click();
			expect(await page.locator('dialog').isVisible()).toBe(true);
			expect(await widthOverflows()).toBe(false);
		},
	);

	it('sorts by a heading, and the other way round', async () => {
		await open(aPageSource({ cases: manyCases(30, 30) }));
		const who = page.locator('[data-sort=who]');
		await who.getByRole('button').click();
		const up = await texts('who');
		expect(up).toEqual(up.toSorted(new Intl.Collator('ko', { numeric: true }).compare));
		expect(await who.getAttribute('aria-sort')).toBe('ascending');
		await who.getByRole('button').click();
		expect(await texts('who')).toEqual(up.toReversed());
		expect(await who.getAttribute('aria-sort')).toBe('descending');
	});

	it('filters by severity, text, network and denial, in the table and the time line', async () => {
		await open(aPageSource({ cases: manyCases(40, 40) }));
		const countOf = async (name: string) =>
			Number(await page.locator(`.chip.${name} .number`).textContent());
		const critical = await countOf('critical');
		await page.locator('.chip.critical').click();
		expect(await shownRows().count()).toBe(critical);
		expect(await page.locator('.mark:not(.critical)').count()).toBe(0);
		await page.locator('#reset').click();
		expect(await shownRows().count()).toBe(40);

		await page.locator('#network').selectOption('trusted');
		expect(new Set(await texts('address')).size).toBe(10);
		expect((await texts('address')).every((text) => text.includes('내부망'))).toBe(true);
		await page.locator('#reset').click();

		await page.locator('#fate').selectOption('denied');
		expect(await shownRows().count()).toBe(20);
		await page.locator('#search').fill('user31.kim');
		await expect.poll(() => texts('who')).toEqual([expect.stringContaining('user31.kim')]);
		expect(await page.locator('.lane').count()).toBe(1);
		await page.locator('#search').fill('nobody of this name');
		await expect.poll(() => shownRows().count()).toBe(0);
		expect(await page.locator('#count').textContent()).toContain('조건에 맞는 사건이 없습니다');
	});

	it('opens the card of a row, with its steps and plan, and goes on to the next', async () => {
		await open(aPageSource());
		await page.locator('.cases .open', { hasText: 'taeho.lim' }).click();
		const card = page.getByRole('dialog');
		await expect.poll(() => card.textContent()).toContain('지금 할 일');
		expect(await card.textContent()).toContain('AIDAEXAMPLETAEHOLIM01');
		await page.keyboard.press('Escape');
		expect(await card.count()).toBe(0);
		await page.locator('.cases .open').first().click();
		await page.locator('.dialog-bar button').nth(1).click();
		expect(await card.textContent()).toContain('2 / 2');
	});

	it('can be used with the keyboard: marks by arrows, the card by Enter, back by Escape', async () => {
		await open(aPageSource({ cases: manyCases(12, 3) }));
		await page.locator('.mark[tabindex="0"]').focus();
		expect(await page.locator('#tip').isVisible()).toBe(true);
		const told = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
		const first = await told();
		await page.keyboard.press('ArrowDown');
		expect(await told()).not.toBe(first);
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('ArrowRight');
		const second = await told();
		expect(second).not.toBe(first);
		await page.keyboard.press('Enter');
		expect(await page.getByRole('dialog').count()).toBe(1);
		await page.keyboard.press('Escape');
		expect(await page.getByRole('dialog').count()).toBe(0);
		expect(await told()).toBe(second);
	});

	it('zooms by buttons and by dragging, and shows the whole period again', async () => {
		await open(aPageSource({ cases: manyCases(200, 4) }));
		const count = () => page.locator('.mark').count();
		const before = await page.locator('.axis').textContent();
		await page.locator('[data-zoom=in]').click();
		expect(await page.locator('.axis').textContent()).not.toBe(before);
		await page.locator('[data-zoom=all]').click();
		expect(await page.locator('.axis').textContent()).toBe(before);
		const box = await page.locator('.band svg').first().boundingBox();
		if (box === null) throw new Error('no band is drawn');
		await page.mouse.move(box.x + 100, box.y + 5);
		await page.mouse.down();
		await page.mouse.move(box.x + 200, box.y + 5);
		await page.mouse.up();
		expect(await page.locator('.axis').textContent()).not.toBe(before);
		expect(await count()).toBeGreaterThan(0);
	});

	it('shows everything in print, whatever is filtered, and no controls', async () => {
		await open(aPageSource({ cases: manyCases(50, 30) }));
		await page.locator('.chip.critical').click();
		await page.emulateMedia({ media: 'print' });
		const visible = await page
			.locator('.cases tbody tr')
			.evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).length);
		expect(visible).toBe(50);
		expect(await page.locator('.filters').isVisible()).toBe(false);
		expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
	});

	it('takes nothing from an event for markup or script', async () => {
		const names = [
			...['</script><img src=x onerror=alert(1)>', '<!--<script>', '"><svg onload=alert(1)>'],
			...['a\u2028alert(1)', '\u202egnp.exe', '{alert(1)}', '`', '\\u003cimg>', ...ATTACKS],
		];
		const cases = names.map((name, at) => {
			const lead = aJudgedSignIn({
				signIn: {
					...{ userAgent: name, error: name, region: name, eventId: name },
					principal: { kind: 'iam-user', name, id: name, arn: name, account: name },
				},
				verdict: { origin: { address: name, kind: 'public', vpcEndpointId: name } },
			});
			const plan = { requests: [], notContained: ['unknown-origin' as const] };
			return { theCase: aCase({ lead, name, id: `case${at}` }), plan, actor: null };
		});
		await open(aPageSource({ cases }));
		page.on('dialog', (dialog) => complaints.push(dialog.message()));
		expect(await page.locator('img, iframe, body svg [onload]').count()).toBe(0);
		expect(await shownRows().count()).toBe(names.length);
		expect(await page.locator('.cases .open').first().textContent()).toBe(names[0]);
		await page.locator('.cases .open').first().click();
		await expect.poll(() => page.getByRole('dialog').textContent()).toContain(names[0]);
		for (let at = 1; at < names.length; at++)
			await page.locator('.dialog-bar button').nth(1).click();
		expect(await page.locator('img, dialog script').count()).toBe(0);
	});

	it('does and loads nothing of markup that slipped into it', async () => {
		await open(aPageSource(), DESK, (page) => page.replace('<main>', `<main>${SLIPPED}`));
		await page.locator('#handler').click();
		await page.locator('#link').click();
		expect(await page.evaluate('window.done')).toBeUndefined();
		expect(await page.locator('main').isVisible()).toBe(true);
		// A click would wait for the page that the form does not get.
		await page.locator('#send').dispatchEvent('click');
		await expect.poll(() => complaints.join('\n')).toContain('form-action');
		expect(page.url()).toMatch(/replay\.html$/);
		const refused = complaints.splice(0).filter((one) => !one.startsWith('request '));
		for (const directive of ['script-src', 'style-src', 'default-src', 'base-uri'])
			expect(refused.join('\n')).toContain(directive);
	});

	it.each(['ko', 'en'] as const)(
		'names its language and everything that can be pressed: %s',
		async (locale) => {
			await open(aPageSource({ configuration: pageConfiguration({ locale }) }));
			expect(await page.locator('html').getAttribute('lang')).toBe(locale);
			const unnamed = await page
				.locator('button, select, input, [role=button]')
				.evaluateAll(
					(all) =>
						all.filter(
							(one) =>
								(one.textContent?.trim() ||
									one.getAttribute('aria-label') ||
									one.closest('label')?.textContent?.trim() ||
									'') === '',
						).length,
				);
			expect(unnamed).toBe(0);
		},
	);

	it('opens without a script, as a plain table', async () => {
		if (browser === null) return;
		const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
		page = await context.newPage();
		writeFileSync(join(folder, 'plain.html'), replayPage(aPageSource()));
		await page.goto(pathToFileURL(join(folder, 'plain.html')).href);
		expect(await shownRows().count()).toBe(2);
		expect(await page.locator('noscript').textContent()).toContain('스크립트');
	});

	it.each([DESK, PHONE])('opens 5,000 cases within two seconds: $width', async (viewport) => {
		await open(aPageSource({ cases: manyCases(5_000, 800) }), viewport);
		// Other work on the machine may slow one reading down, but hardly three.
		let fastest = Number.POSITIVE_INFINITY;
		for (let tries = 0; tries < 3 && fastest >= 2000; tries++) {
			if (tries > 0) await page.reload();
			fastest = Math.min(fastest, await millisecondsToUse());
		}
		expect(fastest).toBeLessThan(2000);
		// Density instead of 5,000 marks over each other.
		expect(await page.locator('.mark').count()).toBeLessThan(1000);
		expect(await widthOverflows()).toBe(false);
		await page.locator('.more').click();
		expect(await page.locator('.lane').count()).toBe(60);
	});
});

/** From the beginning of loading until everything is drawn, and then the first filter as well. */
async function millisecondsToUse(): Promise<number> {
	return page.evaluate(`new Promise((done) => {
		const { domInteractive, domComplete } = performance.getEntriesByType('navigation')[0];
		const before = performance.now();
		document.querySelector('.chip.critical').click();
		requestAnimationFrame(() => setTimeout(() =>
			done(Math.max(domInteractive, domComplete) + performance.now() - before)));
	})`);
}
