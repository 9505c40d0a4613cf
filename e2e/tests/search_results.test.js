// What 求人検索 answers: counts that narrow the list, marked words, three views, an empty list, a page beyond the end.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { logsIn } from '../lib/walk.js';

const CARE = encodeURIComponent('介護');

let demo;
let stage;

before(async () => {
  [demo, stage] = await Promise.all([startDemo(), openStage()]);
});

after(async () => {
  await stage?.close();
  await demo?.stop();
});

/** How many postings the page says there are. */
async function total(who) {
  return Number(await who.page.locator('.result-line strong').innerText());
}

/** Opens 絞り込む where it is folded, and a group in it. */
async function opensGroup(who, title) {
  const { page } = who;
  const outer = page.locator('.narrow > summary');
  if (await outer.isVisible()) await outer.click();
  const group = page.locator('.narrow details').filter({ has: page.locator('summary', { hasText: title }) });
  if (!(await group.evaluate((details) => details.open))) await group.locator('summary').click();
  return group;
}

for (const way of WAYS) {
  describe(`the answers of 求人検索 (${way.name})`, () => {
    let who;

    before(async () => {
      who = await Person.arrives(stage, demo.origin, way);
    });

    after(async () => {
      await who?.leaves();
    });

    it('narrows the list by a press to as many postings as the value says, and widens it again', async () => {
      await who.goto('/search');
      await who.visit('search-everything');
      const all = await total(who);
      // The page once more: what a visit leaves in a document is not the service's.
      await who.page.reload();
      const group = await opensGroup(who, 'こだわり条件');
      await who.visit('search-narrow');
      const link = group.getByRole('link', { name: /^マイカー通勤可\s*\d/ });
      const said = Number(await link.locator('b').innerText());
      await link.click();
      await who.page.waitForURL(/feature=10/);
      assert.equal(await total(who), said);
      await who.visit('search-narrowed');
      await who.page.locator('.chips').getByRole('link', { name: /^マイカー通勤可.*を外す$/ }).click();
      await who.page.waitForURL((address) => !address.searchParams.has('feature'));
      assert.equal(await total(who), all);
    });

    it('offers the municipalities of a prefecture, and others beside it', async () => {
      await who.goto('/search?prefecture=13');
      const group = await opensGroup(who, '就業場所');
      assert.ok(await group.getByRole('link', { name: /^世田谷区\s*\d/ }).isVisible());
      assert.ok(await group.getByRole('link', { name: /^大阪府\s*を加える/ }).isVisible());
      await who.visit('search-places');
    });

    it('marks the words that were looked for, also in what it quotes', async () => {
      await who.goto(`/search?words=${CARE}+${encodeURIComponent('変更範囲')}`);
      assert.equal(await who.page.locator('mark').first().innerText(), '介護');
      assert.ok((await who.page.locator('.excerpt mark').count()) > 0);
      await who.visit('search-marked');
    });

    it('shows cards, short lines or a table, and keeps the choice', async () => {
      await who.goto(`/search?words=${CARE}`);
      await who.press(/^短い一覧/);
      await who.page.locator('.short-list').waitFor();
      await who.visit('search-compact');
      await who.press(/^表\s*で/);
      await who.page.locator('table.postings').waitFor();
      assert.match(who.page.url(), /words=/);
      await who.visit('search-table');
      await who.goto('/search');
      assert.equal(await who.page.locator('table.postings').count(), 1);
      await who.press(/^カード/);
      await who.page.locator('.job-card').first().waitFor();
      await who.press(/^10件/);
      assert.equal(await who.page.locator('.job-card').count(), 10);
    });

    it('says what emptied a list, and leads back from beyond its end', async () => {
      await who.goto(`/search?words=${encodeURIComponent('そんな仕事はない')}&prefecture=13`);
      await who.visit('search-emptied');
      await who.page.getByRole('link', { name: /^『.*』を外す/ }).first().click();
      await who.page.locator('.result-line').waitFor();
      await who.goto('/search?page=99999');
      await who.visit('search-beyond');
      await who.page.getByRole('link', { name: '最後のページを表示する' }).click();
      await who.page.locator('.result-line').waitFor();
    });
  });

  it(`marks what was looked at, and forgets it (${way.name})`, async () => {
    const who = await Person.arrives(stage, demo.origin, way);
    await logsIn(who, 'hanako@example.jp');
    await who.goto('/search');
    await who.page.getByRole('link', { name: /^詳細を表示/ }).first().click();
    await who.isOn('求人票');
    await who.goto('/search');
    await who.page.getByText('閲覧済み', { exact: true }).first().waitFor();
    await who.visit('search-seen');
    await who.press(/^「閲覧済み」の記録をすべて消す/);
    await who.page.waitForURL(/#results$/);
    assert.equal(await who.page.getByText('閲覧済み', { exact: true }).count(), 0);
    await who.leaves();
  });
}
