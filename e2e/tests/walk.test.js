// The whole walk of a person who looks for work, on the service as `mypage demo` builds it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { asksForAccount, logsIn, logsOut, newAddress, opensPage, setsPassword } from '../lib/walk.js';

let demo;
let stage;

before(async () => {
  [demo, stage] = await Promise.all([startDemo(), openStage()]);
});

after(async () => {
  await stage?.close();
  await demo?.stop();
});

async function searches(who, words) {
  await who.fill('フリーワード', words);
  await who.page.keyboard.press('Enter');
  // The page before has the same heading: only the address tells that the answer is there.
  await who.page.waitForURL((address) => [...address.searchParams.values()].includes(words));
  await who.page.getByRole('heading', { name: '検索結果' }).waitFor();
}

for (const way of WAYS) {
  describe(`a job seeker (${way.name})`, () => {
    it('opens an account, registers, finds work, logs out and logs in again', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      const email = newAddress();
      const stop = (name) => who.visit(name);
      await asksForAccount(who, email);
      await setsPassword(who, demo.mail, email);
      await opensPage(who, stop);

      const { page } = who;
      const code = page.getByRole('img', { name: /求職番号.*2次元バーコード/ });
      assert.ok(await code.evaluate((image) => image.complete && image.naturalWidth > 0), 'the code is drawn');
      assert.match(await page.locator('main').innerText(), /\d{5}-\d{8}/);

      await who.goto('/search');
      await who.isOn('求人検索');
      await searches(who, '介護');
      await stop('search-results');
      await page.getByRole('link', { name: /^詳細を表示/ }).first().click();
      await who.isOn('求人票');
      await stop('posting');
      for (const [path, name] of [['/activity', 'activity'], ['/messages', 'messages'], ['/settings', 'settings'], ['/profile', 'profile-registered'], ['/settings/sessions', 'sessions'], ['/settings/leave', 'leave']]) {
        await who.goto(path);
        await stop(name);
      }
      await logsOut(who);
      await stop('top-after-logout');
      await logsIn(who, email);
      await who.isOn('求職者マイページホーム');
      assert.match(await page.locator('main').innerText(), /前回のログイン日時：\d{4}年\d{2}月\d{2}日 \d{2}時\d{2}分/);
      await who.leaves();
    });

    it('is told what is wrong on every page of 求職情報', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      const email = newAddress();
      await asksForAccount(who, email);
      await setsPassword(who, demo.mail, email);
      for (const name of ['basic', 'disclosure', 'work', 'places']) {
        await who.goto(`/profile/${name}`);
        await who.press('保存して次へ進む');
        await who.visit(`profile-${name}-wrong`, { status: 422 });
      }
      await who.leaves();
    });

    it('searches without signing in', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await who.goto('/');
      await who.fill('フリーワード', '看護');
      await who.press('求人を探す');
      await who.isOn('求人検索');
      await who.visit('search-visitor');
      await who.goto('/search?words=%E3%81%9D%E3%82%93%E3%81%AA%E4%BB%95%E4%BA%8B%E3%81%AF%E3%81%AA%E3%81%84');
      await who.visit('search-nothing');
      await who.goto('/search?words=&prefecture=13');
      await who.page.getByRole('link', { name: /^詳細を表示/ }).first().click();
      await who.isOn('求人票');
      await who.visit('posting-visitor');
      await who.goto('/postings/99999-99999999');
      await who.visit('posting-gone', { status: who.answered().status === 410 ? 410 : 404 });
      await who.leaves();
    });
  });
}

describe('the mailbox of the demo', () => {
  it('shows every letter', async () => {
    const who = await Person.arrives(stage, demo.origin);
    const email = newAddress();
    await asksForAccount(who, email);
    await demo.mail.letter(email, 'アカウント仮登録完了通知');
    const reader = await Person.arrives(stage, demo.mailbox);
    await reader.goto('/');
    await reader.page.getByText(email).first().waitFor();
    assert.deepEqual(await stage.checker.check(await reader.answered().body), []);
    await reader.leaves();
    await who.leaves();
  });
});
