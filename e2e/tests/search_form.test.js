// The form of 求人検索: plain, with everything open, filled, with something left out, and the pages on which the
// values of its long lists are chosen.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';

let demo;
let stage;

before(async () => {
  [demo, stage] = await Promise.all([startDemo(), openStage()]);
});

after(async () => {
  await stage?.close();
  await demo?.stop();
});

const FILLED = '/search?words=介護&match=any&not=夜勤&in=title&in=work&prefecture=13&prefecture=14&municipality=13101&municipality=14101'
  + '&line=001-003&category=full&employment=1&job=0501&job=0502&occupation=051-01&industry=85&age=45&wage_month=180000&allowances=1'
  + '&from=9:00&to=18:00&overtime_max=20&annual_holidays=100&retirement_age=65&licence=2302&licence_not=1002&employer=あおぞら'
  + '&employer_not=1&new=7&audience=1&age_rule=free&day_off=7&insurance=1&feature=01';

/** The page once more: what a visit leaves in a document is not the service's. */
const again = (who) => who.page.reload();

/** Opens 詳細検索条件 and every part of it that is folded, as a person does. */
async function unfolds(who) {
  const more = who.page.getByRole('button', { name: '詳細検索条件' });
  if (await more.count() > 0) {
    await more.click();
    await who.page.locator('details#more[open]').waitFor();
  }
  for (const fold of await who.page.locator('.search-form summary').all()) {
    const open = await fold.evaluate((summary) => summary.parentElement.open);
    if (!open) await fold.click();
  }
}

const isOpen = (who, id) => who.page.locator(`[id="${id}"]`).evaluate((fold) => fold.open);

for (const way of WAYS) {
  describe(`the form of 求人検索 (${way.name})`, () => {
    it('is short at first and has every condition when it is opened', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await who.goto('/search');
      await who.visit('search-form');
      assert.equal(await who.page.getByLabel('年間休日数（日以上）').count(), 0, 'what few people need is not sent');
      await unfolds(who);
      await who.visit('search-form-open');
      assert.ok(await who.field('年間休日数（日以上）').isVisible());
      await who.fill('年間休日数（日以上）', '１２０');
      await who.press('検索');
      await who.page.getByRole('heading', { name: '検索結果' }).waitFor();
      const address = new URL(who.page.url());
      assert.equal(`${address.search}${address.hash}`, '?annual_holidays=120#results', 'one address for one search');
      await who.leaves();
    });

    it('shows what was asked, and what was left out', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await who.goto(FILLED);
      await who.visit('search-form-filled');
      await again(who);
      await unfolds(who);
      await who.visit('search-form-filled-open');
      await who.goto('/search?age=200&from=9:05&number=abc&words=介護');
      assert.equal(await isOpen(who, 'more-person'), true, 'what was left out is in sight');
      await who.visit('search-form-notices');
      await who.leaves();
    });

    it('chooses places, kinds of work, lines, industries and licences on pages of their own', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      const { page } = who;
      const tick = (words) => page.getByRole('checkbox', { name: words, exact: true }).check();
      const unfold = (words) => page.locator('summary', { hasText: words }).first().click();
      await who.goto('/search?words=介護');

      await who.press('市区町村やほかの場所を選ぶ');
      await who.isOn('就業場所を選ぶ');
      await who.visit('search-choose-place');
      await page.getByLabel('就業場所1（都道府県）').selectOption('13');
      await who.press('市区町村を表示する');
      await tick('千代田区');
      await who.visit('search-choose-place-open');
      await who.press('決めて条件に戻る');
      await page.getByRole('checkbox', { name: '千代田区' }).waitFor();

      await who.press('職種を細かく選ぶ');
      await who.visit('search-choose-job');
      await unfold('介護、福祉');
      await tick('施設介護員');
      await who.press('決めて条件に戻る');

      await unfolds(who);
      await who.press('職業分類を選ぶ');
      await who.visit('search-choose-occupation');
      await page.getByLabel('職種を表す言葉').fill('ホームヘルパー');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '検索結果' }).waitFor();
      await tick('訪問介護の職業');
      await who.visit('search-choose-occupation-found');
      await who.press('医療・看護・保健の職業');
      await page.getByRole('heading', { name: '選んだもの' }).waitFor();
      await who.visit('search-choose-occupation-tree');
      await who.press('決めて条件に戻る');
      // The browser opens what the address leads to.
      await page.getByRole('checkbox', { name: /^051 訪問介護の職業$/ }).waitFor();

      await unfolds(who);
      await who.press('沿線を選ぶ');
      await who.visit('search-choose-line');
      await page.getByLabel('始めの路線').selectOption('001');
      await page.getByLabel('終わりの路線').selectOption('002');
      await who.press('この範囲を加える');
      await who.visit('search-choose-line-run');
      await who.press('決めて条件に戻る');

      await unfolds(who);
      await who.press('産業を選ぶ');
      await who.visit('search-choose-industry');
      await unfold('医療、福祉');
      await tick('社会保険・社会福祉・介護事業');
      await who.press('決めて条件に戻る');

      await unfolds(who);
      await who.press('免許・資格を選ぶ');
      await who.visit('search-choose-licence');
      await page.getByLabel('免許・資格の名前').fill('かいごふくし');
      await page.keyboard.press('Enter');
      await page.getByRole('checkbox', { name: /^選ぶ\s*：介護福祉士$/ }).check();
      await who.visit('search-choose-licence-found');
      await who.press('これで検索する');
      const address = new URL(page.url());
      assert.equal(
        decodeURIComponent(`${address.search}${address.hash}`),
        '?words=介護&prefecture=13&municipality=13101&line=001-002&job=0501&occupation=051&industry=85&licence=2302#results',
      );
      await who.leaves();
    });

    it('tells on the page of a list when too much was chosen', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await who.goto('/search/choose/industry?industry=01&industry=02&industry=03&industry=85&done=search');
      await who.isOn('産業を選ぶ');
      await who.page.getByText('産業は3つまで選べます').waitFor();
      await who.visit('search-choose-too-many');
      await who.leaves();
    });
  });
}
