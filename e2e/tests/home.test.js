// The home and what hangs on it, as Hanako of the demo sees it: kept searches, favourites, the lists of 求職活動,
// messages, the 受付票 on the screen, on paper and as a PDF, and the code large.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { asksForReadings, logsIn } from '../lib/walk.js';

const EMAIL = 'hanako@example.jp';

let stage;

before(async () => {
  stage = await openStage();
});

after(async () => {
  await stage?.close();
});

for (const way of WAYS) {
  describe(`求職者マイページホーム (${way.name})`, () => {
    let demo;
    let who;

    before(async () => {
      demo = await startDemo();
      who = await Person.arrives(stage, demo.origin, way);
      await logsIn(who, EMAIL);
    });

    after(async () => {
      await demo?.stop();
    });

    it('shows everything at once', async () => {
      await who.isOn('求職者マイページホーム');
      await who.visit('home-full');
      const words = await who.page.locator('main').innerText();
      assert.match(words.replace(/\s/g, ''), /全2件中最新の求人を表示しています。/);
      assert.match(words.replace(/\s/g, ''), /検索条件1保存した条件名：希望する求人の条件1/);
      assert.match(words.replace(/\s/g, ''), /新着メッセージ：2件/);
    });

    it('searches again by a kept search, keeps another, and asks before one is deleted', async () => {
      await who.goto('/home');
      await who.press(/^検索\s*：希望する求人の条件1/);
      await who.isOn('求人検索');
      await who.visit('search-signed-in');
      await who.goto('/search?words=%E7%9C%8B%E8%AD%B7');
      await who.press('この条件を保存');
      await who.isOn('検索条件の保存');
      await who.visit('search-save');
      await who.fill('保存した条件名', '');
      await who.press('保存する');
      await who.visit('search-save-error', { status: 422 });
      await who.fill('保存した条件名', '看護の仕事');
      await who.press('保存する');
      await who.isOn('保存した求人検索条件');
      await who.visit('search-saved');
      await who.press(/^編集\s*：看護の仕事/);
      await who.visit('search-saved-edit');
      await who.fill('保存した条件名', '');
      await who.press('変更する');
      await who.visit('search-saved-edit-error', { status: 422 });
      await who.goto('/search/saved/3/delete');
      await who.visit('search-saved-delete');
      await who.press('削除する');
      await who.isOn('保存した求人検索条件');
    });

    it('keeps a posting from the results, with a note, and lets it go', async () => {
      await who.goto('/search');
      await who.page.getByRole('button', { name: /^お気に入りに保存\s*：/ }).first().click();
      await who.page.waitForLoadState('load');
      await who.isOn('求人検索');
      await who.goto('/activity');
      await who.visit('activity');
      await who.press('お気に入り');
      await who.isOn('お気に入り求人');
      await who.visit('favourites');
      await who.page.getByRole('link', { name: /^メモを書く/ }).first().click();
      await who.page.waitForLoadState('load');
      await who.visit('favourite');
      await who.fill('メモ', '駅'.repeat(201));
      await who.press('メモを保存する');
      await who.visit('favourite-error', { status: 422 });
      await who.fill('メモ', '駅から近い');
      await who.press('メモを保存する');
      await who.isOn('お気に入り求人');
      assert.match(await who.page.locator('main').innerText(), /駅から近い/);
    });

    it('puts favourites side by side, and says so when too few are chosen', async () => {
      await who.goto('/activity/favourites');
      const choices = who.page.getByRole('checkbox', { name: /^この求人を比べる/ });
      await choices.nth(0).check();
      await who.press('選んだ求人を比べる');
      await who.visit('favourites-compare-error', { status: 422 });
      assert.ok(await choices.nth(0).isChecked());
      await choices.nth(1).check();
      await choices.nth(2).check();
      await who.press('選んだ求人を比べる');
      await who.isOn('求人の比較');
      await who.visit('favourites-compare');
      assert.equal(await who.page.getByRole('columnheader').count(), 3);
    });

    it('lists applications, requests and referrals', async () => {
      for (const [path, name] of [
        ['/activity/applications', 'applications'],
        ['/activity/applications/ended', 'applications-ended'],
        ['/activity/requests', 'requests'],
        ['/activity/referrals', 'referrals'],
      ]) {
        await who.goto(path);
        await who.visit(name);
      }
    });

    it('opens messages, and counts them as read from then on', async () => {
      await who.goto('/messages');
      await who.visit('messages');
      await who.press(/^開く\s*：面接の日程について/);
      await who.isOn('メッセージの内容');
      await who.visit('message-thread');
      await who.goto('/home');
      assert.match((await who.page.locator('main').innerText()).replace(/\s/g, ''), /新着メッセージ：1件/);
    });

    it('shows the 受付票, hands it out as a PDF, and shows the code large on white', async () => {
      await who.goto('/home/receipt');
      await who.visit('receipt');
      const answer = await who.page.request.get(`${demo.origin}/home/receipt.pdf`);
      assert.equal(answer.headers()['content-type'], 'application/pdf');
      assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
      await who.press('2次元バーコードを大きく表示する');
      await who.isOn('求職番号の2次元バーコード');
      await who.visit('code');
      await who.page.emulateMedia({ colorScheme: 'dark' });
      const ground = await who.page.locator('.big-code').evaluate((box) => getComputedStyle(box).backgroundColor);
      assert.equal(ground, 'rgb(255, 255, 255)', 'black on white in the dark too');
      await who.page.emulateMedia({ colorScheme: 'light' });
    });

    it('has its readings over the words, on the home and on every list', async () => {
      await who.goto('/home');
      await asksForReadings(who);
      for (const [path, name] of [
        ['/home', 'home'],
        ['/activity/applications', 'applications'],
        ['/messages', 'messages'],
        ['/home/receipt', 'receipt'],
      ]) {
        await who.goto(path);
        assert.ok((await who.page.locator('main rt').count()) > 3, path);
        await who.visit(`${name}-readings`);
      }
    });

    it('has nothing on any of these pages that axe, the HTML checker or the keyboard finds', async () => {
      await who.leaves();
    });
  });
}
