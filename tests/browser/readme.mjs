// The README's example in JavaScript, run as it stands in a page of another origin.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { DESKTOP, ROOT, serve, withPage } from './browser.mjs';

const [, EXAMPLE] = /^```js\n(.*?)^```$/ms.exec(readFileSync(`${ROOT}README.md`, 'utf8'));

test('the README example in JavaScript works across origins, where the service allows it', async () => {
  const site = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>News</title>'));
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${site.address().port}`;
  const [open, closed] = await Promise.all([serve({ BYLINE_CORS_ORIGINS: origin }), serve()]);
  const run = (page, address) => page.evaluate(`(async () => { ${EXAMPLE.replace('http://localhost:8080/', address)} })()`);
  try {
    await withPage(DESKTOP, async (page) => {
      const printed = [];
      page.on('console', (message) => message.type() === 'log' && printed.push(message.text()));
      await run(page, open.address);
      assert.ok(printed.some((line) => /^40 gt 40 .*police/.test(line)), printed.join('; '));
      await assert.rejects(run(page, closed.address), /Failed to fetch/);
    }, { address: `${origin}/`, allowed: /CORS|ERR_FAILED|404/ });
  } finally {
    site.close();
    await Promise.all([open.stop(), closed.stop()]);
  }
});
