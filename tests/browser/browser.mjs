// The service and Chromium that the tests share, and what they do with a page.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';

const work = process.env.BROWSER_WORK;
const require = createRequire(join(work, 'package.json'));
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const ROOT = new URL('../../', import.meta.url).pathname;
export const DESKTOP = { viewport: { width: 1440, height: 1000 } };
export const DARK = { ...DESKTOP, colorScheme: 'dark' };
export const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** Starts the service on a port of its own; { address, stop }. */
export async function serve(settings = {}) {
  const service = spawn(process.env.BYLINE_BINARY, ['serve', '--listen', '127.0.0.1:0'], {
    env: { PATH: process.env.PATH, BYLINE_DEADLINE_MS: '120000', ...settings }, stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const address = await new Promise((resolve, reject) => {
    service.stderr.on('data', (bytes) => {
      log += bytes;
      const found = /"message":"listening".*?"detail":"([^"]+)"/.exec(log);
      if (found) {
        resolve(`http://${found[1]}/`);
      }
    });
    service.on('exit', () => reject(new Error(`the service ended: ${log}`)));
  });
  while ((await fetch(`${address}readyz`)).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    address,
    stop: () => new Promise((resolve) => {
      service.on('exit', resolve);
      service.kill();
    }),
  };
}

let browser;
let profile;
export let service;

before(async () => {
  service = await serve();
  profile = mkdtempSync(join(tmpdir(), 'byline-chromium-'));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', `--disk-cache-dir=${profile}`],
  });
});

after(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(profile, { recursive: true, force: true });
});

/**
 * Runs `body(page)` on a fresh page. Fails when the page threw, logged an error or was refused something by its policy;
 * `allowed` matches messages that the test provokes.
 */
export async function withPage(options, body, { path = '', address = service.address, allowed = /^$/ } = {}) {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults = [];
  page.setDefaultTimeout(20000);
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !allowed.test(message.text())) {
      faults.push(message.text());
    }
  });
  try {
    await page.goto(address + path);
    await body(page);
    if (faults.length > 0) {
      throw new Error(`the page complained: ${faults.join('; ')}`);
    }
  } finally {
    await context.close();
  }
}

/** Types an article at the desk and has it read. */
export async function read(page, text) {
  await page.fill('#text', text);
  await page.click('#read');
  await page.waitForSelector('#reading:not([hidden])');
}

/** Opens one of the page's own articles. */
export async function openSample(page, name) {
  await page.click(`[data-sample=${name}]`);
  await page.waitForSelector('#reading:not([hidden])');
}

/** What a fold of the page holds; it is filled when it opens. */
export async function unfold(page, id) {
  await page.click(`#${id} summary`);
  await page.waitForFunction((pre) => document.querySelector(pre).textContent !== '', `#${id} pre`);
  return page.textContent(`#${id} pre`);
}

/** The answer that the page shows. */
export async function answerOf(page) {
  return JSON.parse(await unfold(page, 'json'));
}

export function screenshot(page, name) {
  return page.screenshot({ path: join(work, 'screenshots', `${name}.png`) });
}

/** What axe-core has to say against the page: "rule: element" each. */
export async function axe(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}

/** Pixels by which the page is wider than the window. */
export function overhang(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
