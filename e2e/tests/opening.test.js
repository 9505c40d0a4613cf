// ハローワークをご利用中の方のマイページ開設 (seed 002), on the service as `mypage demo` builds it, with the person
// whose address its counter has written down. He opens one page, so each way has a demo of its own.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { keyIn } from '../lib/mail.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { agrees, givesPassword, logsIn, logsOut, PASSWORD } from '../lib/walk.js';

const EMAIL = 'jiro@example.jp';
const LETTER = 'パスワード登録申込受付通知';

let stage;

before(async () => {
  stage = await openStage();
});

after(async () => {
  await stage?.close();
});

/** From the top page to パスワード登録. */
async function asks(who, email, [year, month, day], stop = async () => {}) {
  await who.goto('/');
  await who.press('ハローワークをご利用中の方のマイページ開設');
  await who.isOn('マイページ開設');
  await stop();
  await agrees(who);
  await who.fill('メールアドレス', email);
  await who.fill('年（西暦）', year);
  await who.fill('月', month);
  await who.fill('日', day);
  await who.press('次へ進む');
}

for (const way of WAYS) {
  describe(`マイページ開設 (${way.name})`, () => {
    let demo;

    before(async () => {
      demo = await startDemo();
    });

    after(async () => {
      await demo?.stop();
    });

    it('opens the page of somebody whom a counter registered', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await asks(who, EMAIL, ['1988', '2', '30'], () => who.visit('opening-first'));
      assert.equal(who.answered().status, 422);
      await who.visit('opening-error', { status: 422 });
      assert.equal(await who.field('メールアドレス').inputValue(), EMAIL);

      await asks(who, EMAIL, ['1988', '７', '7']);
      await who.isOn('パスワード登録');
      await who.visit('opening-password');
      const key = keyIn(await demo.mail.letter(EMAIL, LETTER));
      await givesPassword(who, '新規の', PASSWORD, '3467-9ACD-EFGH-JKMN');
      assert.equal(who.answered().status, 422);
      await who.visit('opening-password-error', { status: 422 });
      await givesPassword(who, '新規の', PASSWORD, key);
      await who.isOn('マイページ開設完了');
      await who.visit('opening-done');

      await who.press('求職者マイページホームへ');
      await who.isOn('求職者マイページホーム');
      const home = await who.page.locator('main').innerText();
      for (const words of ['窓口 次郎様', '越谷公共職業安定所', '有効期限']) assert.ok(home.includes(words), words);
      await who.visit('opening-home');
      await who.goto('/profile');
      await who.visit('opening-profile');
      await logsOut(who);
      await logsIn(who, EMAIL);
      await who.isOn('求職者マイページホーム');
      await who.leaves();
    });

    it('shows a wrong pair the same screens, and sends whoever has a page to the login', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await asks(who, 'nobody@example.jp', ['1988', '7', '7']);
      await who.isOn('パスワード登録');
      await givesPassword(who, '新規の', PASSWORD, '3467-9ACD-EFGH-JKMN');
      assert.equal(who.answered().status, 422);
      await asks(who, EMAIL, ['1988', '7', '7']);
      await who.isOn('パスワード登録');
      const letter = await demo.mail.letter(EMAIL, 'マイページ開設のお申込みについて');
      assert.match(letter.body, /\/login/);
      await who.leaves();
    });
  });
}
