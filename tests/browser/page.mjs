// What a reader does with the page.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

import { answerOf, DESKTOP, openSample, read, screenshot, serve, service, unfold, withPage } from './browser.mjs';

const NEWS = 'Mayor Ann Lee said on Tuesday that more than 40 homes had burned. “We have lost our street,” Lee said. '
  + 'Firefighters in Paris put out the fire.';

/** Drops a file on the page as a browser would report it. */
async function drop(page, name, type, content) {
  const dataTransfer = await page.evaluateHandle(([fileName, fileType, bytes]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], fileName, { type: fileType }));
    return transfer;
  }, [name, type, [...Buffer.from(content)]]);
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  assert.ok(await page.isVisible('#drop'));
  await page.dispatchEvent('body', 'drop', { dataTransfer });
  assert.ok(await page.isHidden('#drop'));
}

const texts = (page, selector) => page.$$eval(selector, (elements) => elements.map((element) => element.textContent));

test('a typed article comes back marked up', () => withPage(DESKTOP, async (page) => {
  await page.focus('#text');
  await page.keyboard.type(NEWS);
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('#reading:not([hidden])');
  assert.ok((await texts(page, '.entity[data-type=PERSON]')).includes('Ann Lee'));
  assert.ok((await texts(page, '.entity[data-type=LOCATION]')).includes('Paris'));
  assert.ok((await texts(page, '.quote[data-type=direct]')).includes('We have lost our street,'));
  assert.ok((await texts(page, '.figure[data-type=count]')).includes('40'));
  assert.ok((await texts(page, '.modifier')).includes('more than'));
  assert.ok((await texts(page, '.by')).includes('Ann Lee'));
  assert.match(await page.textContent('#reading-title'), /^\d+ names, \d+ quotes and \d+ numbers, read in [\d.]+ ms$/);
}));

test('the date makes days of relative dates', () => withPage(DESKTOP, async (page) => {
  await read(page, NEWS);
  await page.click('#tab-numbers');
  assert.equal(await page.locator('#numbers', { hasText: '5 November 2024' }).count(), 0);
  await page.fill('#published-again', '2024-11-06');
  const dated = page.locator('#numbers', { hasText: 'Tuesday, 5 November 2024' });
  await dated.waitFor({ state: 'attached' }); // the article is read again, and its first tab shown
  await page.click('#tab-numbers');
  await dated.waitFor();
}));

test('a dropped text file is read', () => withPage(DESKTOP, async (page) => {
  await drop(page, 'fire.txt', 'text/plain', NEWS);
  await page.waitForSelector('#reading:not([hidden])');
  assert.ok((await texts(page, '.entity')).includes('Ann Lee'));
}));

test('of a dropped web page the article is read', () => withPage(DESKTOP, async (page) => {
  await drop(page, 'fire.html', 'text/html', `<!doctype html><title>Fire</title><nav>Home</nav><main><p>${NEWS}</p></main>`);
  await page.waitForSelector('#reading:not([hidden])');
  assert.ok((await texts(page, '.entity')).includes('Ann Lee'));
  assert.ok(!(await page.textContent('#article')).includes('<p>'));
}));

test('a file that is no text is declined kindly', () => withPage(DESKTOP, async (page) => {
  await drop(page, 'photo.jpg', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1]));
  await page.locator('#problem', { hasText: '“photo.jpg” is not plain text' }).waitFor();
  assert.ok(await page.isVisible('#desk'));
}));

test('hovering lights every mention and shows the card', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'march');
  const mark = page.locator('.entity[data-form=name]', { hasText: 'Duarte Sequeira' }).first();
  const id = await mark.getAttribute('data-id');
  await mark.hover();
  await page.waitForSelector('#card:not([hidden])');
  const { mentions } = (await answerOf(page)).entities.find((entity) => entity.id === id);
  await mark.hover();
  assert.equal(await page.locator(`#article .entity.lit[data-id=${id}]`).count(), mentions.length);
  assert.ok(mentions.length > 1);
  assert.ok(await page.locator(`#who .entry.lit[data-id=${id}]`).count());
  await page.waitForSelector('#card:not([hidden])');
  const card = await page.textContent('#card');
  assert.match(card, /Person/);
  assert.match(card, /Housing Minister/);
  await page.mouse.move(5, 5);
  await page.waitForSelector('#card[hidden]', { state: 'attached' });
  assert.equal(await page.locator('.lit').count(), 0);
}));

test('the card of a place has a link that leads to Wikidata alone', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'march');
  await page.locator('.entity', { hasText: 'Portugal' }).first().hover();
  const link = page.locator('#card a');
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), 'https://www.wikidata.org/wiki/Q45');
  assert.match(await link.getAttribute('rel'), /noreferrer/);
}));

test('the card of a figure says what it means', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'flood');
  await page.locator('.figure', { hasText: '115 km/h' }).hover();
  await page.locator('#card', { hasText: '115 km/h' }).waitFor();
  const card = await page.textContent('#card');
  for (const word of ['Measure', 'eq', 'm/s', '31.94']) {
    assert.ok(card.includes(word), `${word} in ${card}`);
  }
}));

test('a line leads from a quote to its speaker', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'march');
  const label = page.locator('.by', { hasText: 'Teresa Vilhena' }).first();
  const id = await label.getAttribute('data-id');
  const [line, speaker, article] = await Promise.all([
    page.getAttribute(`.lines path[data-id=${id}]`, 'd'),
    page.locator(`.speaker[data-id=${id}]`).boundingBox(),
    page.locator('#article').boundingBox(),
  ]);
  const end = Number(/H([\d.]+)$/.exec(line)[1]);
  assert.ok(Math.abs(end - (speaker.x + speaker.width - article.x)) < 2, line);
  await label.hover();
  assert.equal(await page.locator(`.lines path.lit[data-id=${id}]`).count(), 1);
  assert.ok(await page.locator('.entity.lit', { hasText: 'Teresa Vilhena' }).count());
  await screenshot(page, 'line');
}));

test('names of speakers never lie on each other', () => withPage(DESKTOP, async (page) => {
  for (const sample of ['march', 'plant', 'flood']) {
    await page.goto(`${service.address}#${sample}`);
    await page.waitForSelector('#reading:not([hidden]) .by');
    const overlaps = await page.$$eval('.by', (labels) => labels
      .map((label) => label.getBoundingClientRect())
      .sort((a, b) => a.top - b.top)
      .filter((box, i, all) => i > 0 && box.top < all[i - 1].bottom).length);
    assert.equal(overlaps, 0, sample);
  }
}));

test('the lists filter by type, in the text too', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'march');
  await page.click('#who [data-filter=PERSON]');
  const shown = await page.$$eval('#who .entry:not([hidden])', (entries) => entries.map((entry) => entry.dataset.type));
  assert.ok(shown.length > 3 && shown.every((type) => type === 'PERSON'));
  assert.equal(await page.locator('#article .entity[data-type=LOCATION]:not(.muted)').count(), 0);
  assert.equal(await page.locator('#article .entity[data-type=PERSON].muted').count(), 0);
  await page.click('#who [data-filter=all]');
  assert.equal(await page.locator('#who .entry[hidden]').count(), 0);
  assert.equal(await page.locator('.muted').count(), 0);
}));

test('an entry leads to its place in the text, a mark back to its entry', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'flood');
  await page.locator('#who .entry', { hasText: 'Ewa Lisowska' }).locator('.place').nth(1).click();
  const place = page.locator('.entity', { hasText: 'Lisowska' }).nth(1);
  assert.ok(await place.evaluate((element) => element === document.activeElement));
  await page.waitForTimeout(100);
  const box = await place.boundingBox();
  assert.ok(box.y > 0 && box.y < 1000);
  await page.locator('.figure', { hasText: '82 percent' }).click();
  await page.click('#card button');
  assert.ok(await page.isVisible('#numbers'));
  assert.match(await page.evaluate(() => document.activeElement.textContent), /82 percent/);
}));

test('figures that count the same thing stand in one table with their claimants', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'flood');
  await page.click('#tab-claims');
  const rows = await page.$$eval('#claims tr[data-id]', (all) => all.map((row) => row.innerText.replace(/\s+/g, ' ')));
  assert.ok(rows.some((row) => /^14 .*Interior Ministry/.test(row)), rows.join('; '));
  assert.ok(rows.some((row) => /^19 .*Marek Zawada/.test(row)), rows.join('; '));
  await screenshot(page, 'claims');
}));

test('the curl call is the one that made the page', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'march');
  const answer = await answerOf(page);
  const call = await unfold(page, 'call');
  const done = spawnSync('bash', ['-c', call.replace('curl ', 'curl -sS ')], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout), answer);
}));

test('an error of the service is shown with its advice', async () => {
  const small = await serve({ BYLINE_MAX_BODY: '1000' });
  try {
    await withPage(DESKTOP, async (page) => {
      await page.fill('#text', NEWS.repeat(20));
      await page.click('#read');
      await page.locator('#problem[role=alert]', { hasText: 'at most 1000 bytes' }).waitFor();
      assert.ok(await page.isVisible('#desk'));
      assert.equal(await page.inputValue('#text'), NEWS.repeat(20));
      await screenshot(page, 'problem');
      await read(page, NEWS);
      assert.equal(await page.textContent('#problem'), '');
    }, { address: small.address, allowed: /413/ });
  } finally {
    await small.stop();
  }
});

test('an empty article is told so', () => withPage(DESKTOP, async (page) => {
  await page.click('#read');
  await page.locator('#problem', { hasText: /\w+ \w+/ }).waitFor();
}, { allowed: /422/ }));

test('a service that does not answer is told so, and a gateway that answers without JSON', () => withPage(DESKTOP, async (page) => {
  await page.fill('#text', NEWS);
  await page.route('**/v1/analyze*', (route) => route.abort());
  await page.click('#read');
  await page.locator('#problem', { hasText: 'does not answer' }).waitFor();
  await page.unroute('**/v1/analyze*');
  await page.route('**/samples/*', (route) => route.abort());
  await page.click('[data-sample=plant]');
  await page.locator('#problem', { hasText: 'does not answer' }).waitFor();
  await page.route('**/v1/analyze*', (route) => route.fulfill({ status: 502, body: '<h1>Bad Gateway</h1>' }));
  await page.click('#read');
  await page.locator('#problem', { hasText: '502' }).waitFor();
}, { allowed: /ERR_FAILED|502/ }));

test('the back button leads to the desk, forward to the article', () => withPage(DESKTOP, async (page) => {
  await read(page, NEWS);
  await page.goBack();
  assert.ok(await page.isVisible('#desk'));
  assert.equal(await page.inputValue('#text'), NEWS);
  await page.goForward();
  assert.ok(await page.isVisible('#reading'));
}));

test('the marks of a kind can be switched off', () => withPage(DESKTOP, async (page) => {
  await openSample(page, 'plant');
  const line = () => page.locator('.figure').first().evaluate((element) => getComputedStyle(element).textDecorationLine);
  assert.equal(await line(), 'underline');
  await page.click('[data-layer=figures]');
  assert.equal(await line(), 'none');
  await page.click('[data-layer=quotes]');
  assert.ok(await page.isHidden('.by >> nth=0'));
}));

test('nothing comes from elsewhere and nothing is inline', () => withPage(DESKTOP, async (page) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const answer = await page.reload();
  const policy = answer.headers()['content-security-policy'];
  for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]) {
    assert.ok(policy.includes(rule), policy);
  }
  assert.ok(!policy.includes('unsafe'));
  await openSample(page, 'march');
  assert.ok(asked.length > 10 && asked.every((url) => url.startsWith(service.address)), asked.join(' '));
}));
