// Marks stand where the answer says, whatever the article holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerOf, DESKTOP, openSample, read, unfold, withPage } from './browser.mjs';

/** What is marked as a thing's mentions, figures or quotes: the texts of its marks, in order. */
const marked = (page, kind) => page.$$eval(`#article .${kind}`, (elements) => {
  const found = {};
  for (const element of elements) {
    const words = element.cloneNode(true);
    words.querySelectorAll('.by').forEach((label) => label.remove());
    (found[element.dataset.id] ??= []).push(words.textContent);
  }
  return found;
});

const squeeze = (words) => words.join('').replace(/\s+/g, '');

async function check(page) {
  const { entities, quotes, figures } = await answerOf(page);
  const [entityMarks, quoteMarks, figureMarks] = await Promise.all(['entity', 'quote', 'figure'].map((kind) => marked(page, kind)));
  for (const { id, mentions } of entities) {
    assert.equal(squeeze(entityMarks[id]), squeeze(mentions.map(({ text }) => text)));
  }
  for (const { id, spans } of quotes) {
    assert.equal(squeeze(quoteMarks[id]), squeeze(spans.map(({ text }) => text)));
  }
  for (const { id, text } of figures) {
    assert.equal(squeeze(figureMarks[id]), squeeze([text]));
  }
  return entities.length + quotes.length + figures.length;
}

for (const name of ['march', 'plant', 'flood']) {
  test(`every mark of the article "${name}" covers the words of its span`, () => withPage(DESKTOP, async (page) => {
    await openSample(page, name);
    assert.ok(await check(page) > 50);
    const [source, shown] = await page.evaluate(() => {
      const article = document.querySelector('#article').cloneNode(true);
      article.querySelectorAll('.by, .lines').forEach((element) => element.remove());
      return [document.querySelector('#text').value, article.textContent];
    });
    assert.equal(squeeze([shown]), squeeze([source]));
  }));
}

test('emoji and other signs beyond the first plane shift nothing', () => withPage(DESKTOP, async (page) => {
  await read(page, '🏠🔥👩‍👩‍👧‍👦 Mayor Ann Lee said 40 homes 𝔟urned in Paris 🇫🇷. “We 💔 lost our 🏘️ street,” said Lee 🙏, who is 51.');
  assert.ok(await check(page) >= 5);
  const names = await page.$$eval('.entity', (elements) => elements.map((element) => element.textContent));
  assert.ok(names.includes('Ann Lee') && names.includes('Paris'), names.join());
}));

test('markup in an article stays text', () => withPage(DESKTOP, async (page) => {
  const hostile = 'Mayor Ann Lee <script>window.hacked = 1</script> said “the <img src=x onerror="window.hacked = 2"> fire” cost '
    + '$4 million </p></article><style>body { display: none }</style> &lt;b&gt; and <a href="javascript:window.hacked = 3">left</a>.';
  await read(page, hostile);
  assert.equal(squeeze([(await page.$$eval('#article > p', (all) => all.map((p) => {
    const words = p.cloneNode(true);
    words.querySelectorAll('.by').forEach((label) => label.remove());
    return words.textContent;
  }))).join('')]), squeeze([hostile]));
  assert.equal(await page.locator('#article :is(script, img, style, a), #panel :is(script, img, style)').count(), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.ok((await unfold(page, 'call')).includes('<script>'));
}));

test('an id in an answer never becomes another address', () => withPage(DESKTOP, async (page) => {
  const links = await page.evaluate(async () => {
    const { wikidataLink } = await import('./web/card.js');
    return [{ wikidata: 'Q42' }, { wikidata: 'javascript:alert(1)' }, { wikidata: 'Q1/../x' }, null].map((link) => wikidataLink(link)?.href ?? null);
  });
  assert.deepEqual(links, ['https://www.wikidata.org/wiki/Q42', null, null, null]);
}));

test('marks that cross are cut, and never lose a sign of the text', () => withPage(DESKTOP, async (page) => {
  const trees = await page.evaluate(async () => {
    const { nest } = await import('./web/marks.js');
    const text = 'abcdefghij';
    const write = ({ mark, start, end, children }) => {
      let at = start;
      let out = '';
      for (const child of children) {
        out += text.slice(at, child.start) + write(child);
        at = child.end;
      }
      out += text.slice(at, end);
      return mark ? `${mark.id}(${out})` : out;
    };
    const mark = (kind, id, start, end) => ({ kind, id, start, end });
    return [
      [mark('quote', 'q', 2, 6), mark('entity', 'e', 4, 8)],
      [mark('quote', 'q', 0, 10), mark('entity', 'e', 2, 4), mark('figure', 'f', 2, 4)],
      [mark('entity', 'e', 0, 3), mark('quote', 'q', 1, 9), mark('figure', 'f', 8, 10)],
      [mark('quote', 'q', 0, 50)],
    ].map((marks) => write(nest(marks, 0, 10)));
  });
  assert.deepEqual(trees, ['abq(cde(ef))e(gh)ij', 'q(abe(f(cd))efghij)', 'e(aq(bc))q(defghf(i))f(j)', 'q(abcdefghij)']);
}));

test('paragraphs are told apart in text of every kind', () => withPage(DESKTOP, async (page) => {
  const found = await page.evaluate(async () => {
    const { paragraphs } = await import('./web/marks.js');
    const long = 'word '.repeat(30).trim();
    return ['one\ntwo\n\nthree', `${long}\n${long}\n\nend`, 'a\r\n\r\nb', '\n\n only \n', ''].map((text) =>
      paragraphs(text).map(({ start, end }) => text.slice(start, end).length > 100 ? 'long' : text.slice(start, end).trim()));
  });
  assert.deepEqual(found, [['one\ntwo', 'three'], ['long', 'long', 'end'], ['a', 'b'], ['only'], []]);
}));

test('only what counts the same thing is compared', () => withPage(DESKTOP, async (page) => {
  const found = await page.evaluate(async () => {
    const { claims } = await import('./web/claims.js');
    const figure = (value, text, head, name) => ({
      type: 'count', value, range: null, unit: '1', part_of: null, counted: { text, head }, claimed_by: name && { entity: null, name },
    });
    const groups = (...figures) => claims({ figures }).map(({ what, figures: list }) => [what, ...list.map(({ value }) => value)]);
    return [
      groups(figure(12000, 'troops', 'troop', 'Kyiv'), figure(10000, 'North Korean troops', 'troop', 'Seoul')),
      groups(figure(12000, 'Russian troops', 'troop', 'Kyiv'), figure(10000, 'North Korean troops', 'troop', 'Seoul')),
      groups(figure(11, 'people', 'people', 'police'), figure(40000, 'people', 'people', null)),
      groups(figure(11, 'people', 'people', 'police'), figure(14, 'people', 'people', 'the hospital')),
      groups(figure(900, 'homes', 'home', null), figure(26000, 'homes', 'home', null)),
      groups(figure(5, 'homes', 'home', 'Lee'), figure(5, 'homes', 'home', 'Kim')),
    ];
  });
  assert.deepEqual(found, [[['North Korean troops', 10000, 12000]], [], [], [['people', 11, 14]], [], []]);
}));

test('values are put into words', () => withPage(DESKTOP, async (page) => {
  const found = await page.evaluate(async () => {
    const { figureValue } = await import('./web/wording.js');
    const figure = (parts) => figureValue({ type: 'count', value: null, range: null, bound: 'eq', unit: '1', timex: null, text: '?', ...parts });
    return [
      figure({ value: 150000, bound: 'gt' }),
      figure({ value: 3.9e9, unit: 'EUR' }),
      figure({ value: 1650, unit: 'EUR/mo' }),
      figure({ value: 6.3, unit: '%', bound: 'approx' }),
      figure({ value: 5, unit: '[mi_i]' }),
      figure({ value: 115, unit: 'km/h' }),
      figure({ range: { from: 20, to: 30 }, unit: '%' }),
      figure({ type: 'score', range: { from: 3, to: 2 } }),
      figure({ timex: { type: 'DATE', value: '2024-11-05', mod: null } }),
      figure({ timex: { type: 'TIME', value: '2024-11-05T15:00', mod: null } }),
      figure({ timex: { type: 'DATE', value: '2024-Q3', mod: null } }),
    ];
  });
  assert.deepEqual(found, ['more than 150,000', '3,900,000,000 EUR', '1,650 EUR per month', 'about 6.3%', '5 miles', '115 km/h', '20 to 30%', '3–2',
    'Tuesday, 5 November 2024', 'Tuesday, 5 November 2024, 15:00', '2024-Q3']);
}));
