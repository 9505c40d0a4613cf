// 求職番号の入力: who has a 求職番号 but does not sign in sees the employers that are for registered job seekers, on the
// service as `mypage demo` builds it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { logsIn } from '../lib/walk.js';

const HIDDEN = 'ハローワークの求職者に限り公開しています';

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

/** Her 求職番号, as it stands on the home of her own browser. */
async function hanakosNumber(way) {
  const who = await Person.arrives(stage, demo.origin, way);
  await logsIn(who, 'hanako@example.jp', 'Asagao-2026#');
  await who.isOn('求職者マイページホーム');
  const text = (await who.page.locator('main').innerText()).replace(/\s+/g, '');
  const number = text.match(/求職番号：?(\d{5}-\d{8})/)[1];
  await who.leaves();
  return number;
}

/** The sheet of a posting whose employer is for registered job seekers only. */
async function hiddenPosting(who) {
  for (let page = 1; page < 40; page += 1) {
    await who.goto(`/search?size=50&page=${page}`);
    const card = who.page.locator('.job-card', { hasText: HIDDEN }).first();
    if (await card.count()) return card.getByRole('link', { name: /^詳細を表示/ }).getAttribute('href');
  }
  throw new Error('the demo has no posting of 公開範囲 2');
}

for (const way of WAYS) {
  describe(`求職番号の入力 (${way.name})`, () => {
    it('shows the employer of 公開範囲 2 until the number is put away', async () => {
      const number = await hanakosNumber(way);
      const who = await Person.arrives(stage, demo.origin, way);
      const sheet = await hiddenPosting(who);
      await who.goto(sheet);
      await who.visit('posting-scope-2');
      await who.page.locator('main').getByRole('link', { name: '求職番号を入力' }).click();
      await who.isOn('求職番号の入力');
      await who.visit('number');
      await who.fill('求職番号', '99999-00000001');
      await who.press('入力する');
      await who.visit('number-error', { status: 422 });
      await who.fill('求職番号', number.replace('-', ''));
      await who.press('入力する');
      await who.isOn('求人票');
      const notice = await who.page.locator('main').innerText();
      assert.ok(!notice.replace(/\s+/g, '').includes('登録している方に限り公開'), notice);
      await who.visit('posting-scope-2-shown');
      await who.goto('/search/number');
      await who.visit('number-counts');
      await who.goto('/search');
      await who.visit('search-number-counts');
      await who.press('番号の使用を終える');
      await who.isOn('求人検索');
      await who.page.locator('main').getByRole('link', { name: '求職番号を入力' }).waitFor();
      await who.goto(sheet);
      assert.ok((await who.page.locator('main').innerText()).includes('限り'));
      await who.leaves();
    });
  });
}
