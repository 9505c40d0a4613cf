// 求人票: as a visitor and as Hanako of the demo see it, jumped through, printed by the browser, as a PDF and as a code.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { logsIn } from '../lib/walk.js';

const EMAIL = 'hanako@example.jp';
const SCOPES = { 1: '１．事業所名等を含む求人情報を公開する', 2: '２．ハローワークの求職者に限定', 3: '３．事業所名等を含まない' };

let stage;
let demo;

before(async () => {
  stage = await openStage();
  demo = await startDemo();
});

after(async () => {
  await demo?.stop();
  await stage?.close();
});

/** The address of the first posting of the search with this 公開範囲. */
async function postingOf(who, scope) {
  await who.goto('/search');
  const card = who.page.locator('.job-card').filter({ hasText: SCOPES[scope] }).first();
  const address = await card.getByRole('link', { name: /^詳細を表示/ }).getAttribute('href');
  return address.split('#')[0];
}

async function words(who, place = 'main') {
  return (await who.page.locator(place).innerText()).replace(/\s/g, '');
}

/** Pages of a PDF as Chromium and ours write them: each page is an object of its own. */
function pagesOf(pdf) {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

for (const way of WAYS) {
  describe(`求人票 (${way.name})`, () => {
    let who;

    before(async () => {
      who = await Person.arrives(stage, demo.origin, way);
    });

    it('is shown to a visitor, whatever its 公開範囲, and to programs when that is 1', async () => {
      for (const scope of [1, 2, 3]) {
        await who.goto(await postingOf(who, scope));
        await who.isOn('求人票');
        await who.visit(`posting-${scope}`);
        const data = await who.page.locator('script[type="application/ld+json"]').allTextContents();
        assert.equal(data.length, scope === 1 ? 1 : 0);
        if (scope === 1) assert.equal(JSON.parse(data[0])['@type'], 'JobPosting');
        assert.equal(await who.page.locator('meta[name="robots"][content="noindex"]').count(), scope === 1 ? 0 : 1);
        assert.match(await words(who, '.applying'), /求職申込みが必要です.*紹介状をお渡しします/);
      }
    });

    it('jumps to its blocks and shows a code that a telephone can read', async () => {
      await who.goto(await postingOf(who, 1));
      const jump = who.page.getByRole('navigation', { name: '求人票の項目' });
      await jump.getByRole('link', { name: '労働時間' }).click();
      await who.page.waitForFunction(() => Math.abs(document.getElementById('block-hours').getBoundingClientRect().top) < 60);
      const code = who.page.getByRole('img', { name: 'この求人票のページへの2次元バーコード' });
      const { width, height } = await code.boundingBox();
      assert.ok(width >= 160 && width === height, `${width} × ${height}`);
      assert.ok(await code.evaluate((image) => image.complete && image.naturalWidth > 0), 'the image is there');
    });

    it('is printed by the browser on at most two pages, and handed out as a PDF of two', async () => {
      const address = await postingOf(who, 1);
      await who.goto(address);
      const printed = await who.page.pdf({ format: 'A4', preferCSSPageSize: true });
      const pages = pagesOf(printed);
      assert.ok(pages >= 1 && pages <= 2, `${pages} pages`);
      const answer = await who.page.request.get(`${demo.origin}${address}/sheet.pdf`);
      assert.equal(answer.headers()['content-type'], 'application/pdf');
      const paper = await answer.body();
      assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
      assert.equal(await who.page.getByRole('link', { name: /^求人票を表示/ }).getAttribute('href'), `${address}/sheet.pdf`);
    });

    it('tells a person in force more, and how this person applies', async () => {
      const address = await postingOf(who, 2);
      assert.match(address, /^\/postings\//);
      await who.goto(address);
      assert.match(await words(who, '.sheet-head'), /ハローワークの求職者に限り公開しています/);
      await logsIn(who, EMAIL);
      await who.goto(address);
      await who.visit('posting-signed-in');
      assert.doesNotMatch(await words(who, '.sheet-head'), /求職者に限り公開しています/);
      assert.match(await words(who, '.applying'), /利用できます.*相談するところ.*あなたの利用安定所/);
    });

    it('has nothing on any of these pages that axe, the HTML checker or the keyboard finds', async () => {
      await who.leaves();
    });
  });
}
