// An article of 100 KB stays smooth: what it costs the page's main thread in CPU time, which a busy machine does not
// lengthen much.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { DESKTOP, ROOT, withPage } from './browser.mjs';

function longArticle(size) {
  const texts = ['march', 'plant', 'flood'].map((name) => readFileSync(`${ROOT}web/samples/${name}.txt`, 'utf8'));
  let text = '';
  while (Buffer.byteLength(text) < size) {
    text += texts.join('\n');
  }
  return text;
}

/** Measures CPU milliseconds of the page's main thread while `work` runs. */
async function meter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const total = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  return async (work) => {
    const begin = await total();
    await work();
    return (await total() - begin) * 1000;
  };
}

const HOVERS = 20;
const STEPS = 60;

test('an article of 100 KB is drawn, lit and scrolled smoothly', (t) => withPage(DESKTOP, async (page) => {
  page.setDefaultTimeout(120000);
  await page.fill('#text', longArticle(100_000));
  const cost = await meter(page);
  const drawing = await cost(async () => {
    await page.click('#read');
    await page.waitForSelector('#reading:not([hidden])');
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  });
  const hovering = await cost(() => page.evaluate(async (count) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const marks = [...document.querySelectorAll('#article .entity')];
    for (let i = 0; i < count; i += 1) {
      const mark = marks[i * Math.floor(marks.length / count)];
      mark.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      await frame();
      mark.dispatchEvent(new PointerEvent('pointerout', { bubbles: true }));
      await frame();
    }
  }, HOVERS)) / HOVERS;
  const scrolling = await cost(() => page.evaluate(async (count) => {
    for (let i = 0; i < count; i += 1) {
      scrollBy({ top: 400, behavior: 'instant' });
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, STEPS)) / STEPS;
  const marks = await page.locator('#article .mark').count();
  t.diagnostic(`${marks} marks; CPU ms: drawing ${drawing.toFixed(0)}, a hover ${hovering.toFixed(1)}, a step of scrolling ${scrolling.toFixed(1)}`);
  assert.ok(marks > 3000);
  assert.ok(drawing < 2000, `drawing takes ${drawing} ms`);
  assert.ok(hovering < 50, `a hover takes ${hovering} ms`);
  assert.ok(scrolling < 16, `a step of scrolling takes ${scrolling} ms`);
}));
