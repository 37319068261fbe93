// The page for everybody: by keyboard, by screen reader, in the dark, on a small phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe, DARK, DESKTOP, openSample, overhang, PHONE, read, screenshot, withPage } from './browser.mjs';

const active = (page) => page.evaluate(() => document.activeElement.textContent.trim());

for (const [name, options] of Object.entries({ desktop: DESKTOP, dark: DARK, phone: PHONE })) {
  test(`axe-core finds nothing (${name})`, () => withPage(options, async (page) => {
    assert.deepEqual(await axe(page), [], 'desk');
    await screenshot(page, `desk-${name}`);
    await openSample(page, 'flood');
    await screenshot(page, `reading-${name}`);
    for (const tab of ['who', 'said', 'claims']) {
      await page.click(`#tab-${tab}`);
      assert.deepEqual(await axe(page), [], tab);
    }
    await page.click('#tab-numbers');
    await page.click('#call summary');
    await page.click('#json summary');
    await page.locator('.entity').first().click();
    await page.waitForSelector('#card:not([hidden])');
    assert.deepEqual(await axe(page), [], 'card, numbers and source');
  }));
}

test('axe-core finds nothing beside an error', () => withPage(DESKTOP, async (page) => {
  await page.click('#read');
  await page.locator('#problem strong').waitFor();
  assert.deepEqual(await axe(page), []);
}, { allowed: /422/ }));

test('the dark page is dark', () => withPage(DARK, async (page) => {
  const shade = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
  assert.ok(Math.max(...shade) < 60, shade.join());
}));

for (const width of [320, 360, 768, 1120, 1440]) {
  test(`nothing scrolls sideways at ${width} pixels`, () => withPage({ viewport: { width, height: 740 } }, async (page) => {
    assert.equal(await overhang(page), 0, 'desk');
    await openSample(page, 'plant');
    await page.click('#call summary');
    await page.click('#json summary');
    for (const tab of ['who', 'said', 'numbers', 'claims']) {
      await page.click(`#tab-${tab}`);
      assert.equal(await overhang(page), 0, tab);
    }
    await page.click('#edit');
    await read(page, `${'w'.repeat(500)} said Mayor ${'X'.repeat(100)} Lee of ${'Y'.repeat(200)}.`);
    assert.equal(await overhang(page), 0, 'long words');
  }));
}

test('everything is reached by keyboard', () => withPage(DESKTOP, async (page) => {
  await page.focus('[data-sample=march]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#reading:not([hidden])');
  assert.match(await active(page), /names.*quotes.*numbers/);

  await page.locator('#article [tabindex="0"]').focus();
  assert.equal(await page.locator('#article [tabindex="0"]').count(), 1);
  const first = await active(page);
  await page.keyboard.press('ArrowRight');
  const second = await active(page);
  assert.notEqual(second, first);
  await page.waitForSelector('#card:not([hidden])');
  assert.equal(await page.getAttribute(':focus', 'aria-describedby'), 'card');

  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.querySelector('#card').contains(document.activeElement)));
  await page.keyboard.press('Escape');
  assert.ok(await page.isHidden('#card'));
  assert.equal(await active(page), second);

  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Home');
  assert.equal(await active(page), first);

  await page.focus('#tab-who');
  await page.keyboard.press('ArrowRight');
  assert.match(await active(page), /^Said/);
  assert.ok(await page.isVisible('#said'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await active(page), await page.locator('#said .chip').first().innerText());
}));

test('every mark that can be opened has a visible focus', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'flood');
  await page.locator('#article [tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'solid');
}));

test('a screen reader is told what was read', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'plant');
  assert.match(await page.textContent('#status'), /^\d+ names, \d+ quotes and \d+ numbers$/);
  assert.match(await page.locator('.by').first().getAttribute('aria-label'), /: \w+ quote$/);
}));

test('on a phone a tap opens the card, the bar below leads to the lists', () => withPage(PHONE, async (page) => {
  await openSample(page, 'march');
  await page.locator('.by[data-type=indirect]').first().tap();
  const card = await page.locator('#card').boundingBox();
  assert.ok(card.x >= 0 && card.x + card.width <= 360 && card.y + card.height <= 740);
  await screenshot(page, 'phone-card');
  await page.locator('#reading-title').tap();
  assert.ok(await page.isHidden('#card'));
  await page.tap('.jumps [data-go=numbers]');
  assert.ok(await page.isVisible('#numbers'));
  await page.locator('#tab-numbers').waitFor();
  assert.ok((await page.locator('#panel').boundingBox()).y < 740);
}));
