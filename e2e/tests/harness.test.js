// The visit must find what it claims to find: a good page is silent, each planted fault is told.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { openStage, Person } from '../lib/stage.js';
import { Faultless } from '../lib/visit.js';

const file = (name) => readFileSync(new URL(`pages/${name}`, import.meta.url), 'utf8');
const GOOD = file('good.html');
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

let shown = {};
let server;
let origin;
let stage;

before(async () => {
  server = http.createServer((request, response) => {
    const path = request.url.split('?')[0];
    if (path === '/style.css') return response.writeHead(200, { 'Content-Type': 'text/css' }).end(file('style.css'));
    if (path === '/favicon.ico') return response.writeHead(204).end();
    if (path === '/site.js') return response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(shown.script ?? '');
    response.writeHead(shown.status ?? 200, { ...HEADERS, ...shown.headers }).end(shown.html ?? GOOD);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${server.address().port}`;
  stage = await openStage();
});

after(async () => {
  await stage?.close();
  server?.closeAllConnections();
  server?.close();
});

async function findings(page, way = WAYS[0], status = 200) {
  shown = page;
  const who = await Person.arrives(stage, origin, way);
  await who.goto('/');
  const found = await who.visit('harness', { status });
  await who.context.close();
  return found;
}

describe('a visit', () => {
  for (const way of WAYS) {
    it(`finds nothing on a good page (${way.name})`, async () => {
      assert.deepEqual(await findings({}, way), []);
    });
  }

  const planted = [
    ['axe', 'a field without a label', { html: GOOD.replace('<label for="email">メールアドレス ※必須</label>', 'メールアドレス') }],
    ['Nu', 'markup that is not HTML', { html: GOOD.replace('</h1>', '</h1><p><div>x</div></p>') }],
    ['document', 'a title without the screen’s name', { html: GOOD.replace('よい画面｜', '') }],
    ['document', 'a placeholder', { html: GOOD.replace('autocomplete="email"', 'autocomplete="email" placeholder="x"') }],
    ['document', 'a missing policy', { headers: { 'Content-Security-Policy': '' } }],
    ['document', 'another status', { status: 500 }],
    ['document', 'readings that a flex box pulls apart', { html: GOOD.replace('</form>', '</form><p class="row">お<ruby>気<rt>き</rt></ruby>に</p>') }],
    ['keyboard', 'a focus that goes up', { html: GOOD.replace('</form>', '</form><div class="upwards"><p><a href="/">一</a></p><p><a href="/">二</a></p></div>') }],
    ['keyboard', 'a tab order of its own', { html: GOOD.replace('<button', '<button tabindex="1"') }],
    ['target', 'a button that is too small', { html: GOOD.replace('<button', '<button class="small"') }],
  ];
  for (const [kind, fault, page] of planted) {
    it(`tells ${fault}`, async () => {
      const found = await findings(page);
      assert.ok(found.some((line) => line.includes(`: ${kind}: `)), `only: ${found.join('\n')}`);
    });
    if (['axe', 'Nu', 'keyboard'].includes(kind)) {
      it(`tells ${fault} without JavaScript`, async () => {
        const found = await findings(page, WAYS[3]);
        assert.ok(found.some((line) => line.includes(`: ${kind}: `)), `only: ${found.join('\n')}`);
      });
    }
  }

  it('examines a page again that stands otherwise than the one that was good, with scripts or without', async () => {
    for (const way of WAYS) {
      assert.deepEqual(await findings({}, way), []);
      const found = await findings({ html: GOOD.replace('<button', '<button tabindex="2"') }, way);
      assert.ok(found.some((line) => line.includes(': keyboard: ')), `only: ${found.join('\n')}`);
    }
  });

  it('does not take for good with scripts what was good without', () => {
    const [scripts, none] = [WAYS[0], WAYS[1]];
    const pages = new Faultless();
    pages.add('page', none);
    assert.ok(pages.has('page', none) && !pages.has('page', scripts));
    pages.add('page', scripts);
    pages.add('page', none);
    assert.ok(pages.has('page', none) && pages.has('page', scripts));
  });

  it('tells what the console says', async () => {
    const found = await findings({ script: 'console.warn("hm")' });
    assert.ok(found.some((line) => line.includes(': console: hm')), found.join('\n'));
  });

  it('tells a request to another site', async () => {
    const found = await findings({ script: 'new Image().src = "http://127.0.0.2:9/x.png"' });
    assert.ok(found.some((line) => line.includes(': other site: ')), found.join('\n'));
  });

  it('tells sideways scrolling at 320 px', async () => {
    const wide = '<p><a href="/">' + 'x'.repeat(80) + '</a></p>';
    const found = await findings({ html: GOOD.replace('</form>', `</form>${wide}`) });
    assert.ok(found.some((line) => line.includes(': sideways: ')), found.join('\n'));
  });

  it('wants エラー： in front of the title and a summary on an error page', async () => {
    const found = await findings({ status: 422 }, WAYS[0], 422);
    assert.equal(found.filter((line) => line.includes(': document: ')).length, 2, found.join('\n'));
  });
});
