// 求職者情報・設定: changing the account, and reading what is kept of oneself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { keyIn } from '../lib/mail.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { logsIn, logsOut, newAddress, PASSWORD, registered } from '../lib/walk.js';

const WRONG_KEY = '3467-9ACD-EFGH-JKMN';
const OTHER_PASSWORD = 'Himawari-2026#';

let program;
let stage;

before(async () => {
  [program, stage] = await Promise.all([startProgram(), openStage()]);
});

after(async () => {
  await stage?.close();
  await program?.stop();
});

/** Types an address twice and the password, on either of the two screens that take one. */
async function asksForKey(who, label, address) {
  await who.fill(label, address);
  await who.fill(`${label}（確認用）`, address);
  await who.fill('パスワード', PASSWORD);
  await who.press('次へ進む');
}

async function opensAccount(who) {
  await who.goto('/settings');
  await who.press('アカウントを編集');
  await who.isOn('アカウントを編集');
}

for (const way of WAYS) {
  describe(`求職者情報・設定 (${way.name})`, () => {
    it('changes the password, and tells what is wrong with a new one', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = await registered(who, program.mail);
      await who.goto('/settings');
      await who.isOn('求職者情報・設定');
      await who.visit('settings');
      await who.press('アカウントを編集');
      await who.visit('settings-account');
      await who.press('変更：パスワード');
      await who.isOn('パスワードの変更');
      await who.visit('settings-password');
      await who.fill('現在のパスワード', PASSWORD);
      await who.fill('新しいパスワード', 'short');
      await who.press('パスワードを変更する');
      assert.equal(who.answered().status, 422);
      await who.visit('settings-password-error', { status: 422 });
      await who.fill('現在のパスワード', PASSWORD);
      await who.fill('新しいパスワード', OTHER_PASSWORD);
      await who.fill('新しいパスワード（確認用）', OTHER_PASSWORD);
      await who.press('パスワードを変更する');
      await who.isOn('アカウントを編集');
      await program.mail.letter(email, 'パスワード変更のお知らせ');
      await logsOut(who);
      await who.leaves();
    });

    it('changes the mail address with the key from the new mailbox', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = await registered(who, program.mail);
      const other = newAddress();
      await opensAccount(who);
      await who.press('変更：ID（メールアドレス）');
      await who.isOn('メールアドレスの変更');
      await who.visit('settings-email');
      await asksForKey(who, '新しいメールアドレス', email);
      assert.equal(who.answered().status, 422);
      await who.visit('settings-email-error', { status: 422 });
      assert.equal(await who.field('新しいメールアドレス').inputValue(), email);

      await asksForKey(who, '新しいメールアドレス', other);
      await who.isOn('認証キー入力');
      await who.visit('settings-email-key');
      await opensAccount(who);
      await who.visit('settings-account-waiting');
      await who.press('認証キーを入力する：メールアドレスの変更');
      await who.fill('認証キー', WRONG_KEY);
      await who.press('完了');
      await who.visit('settings-email-key-error', { status: 422 });
      await who.fill('認証キー', keyIn(await program.mail.letter(other, 'メールアドレス変更申込受付通知')));
      await who.press('完了');
      await who.isOn('アカウントを編集');
      await who.visit('settings-email-done');
      await program.mail.letter(email, 'メールアドレス変更完了のお知らせ');
      await logsOut(who);
      await logsIn(who, other);
      assert.ok(!who.page.url().endsWith('/login'));
      await who.leaves();
    });

    it('registers a second address and removes it', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await registered(who, program.mail);
      const second = newAddress();
      await opensAccount(who);
      await who.press('登録：予備のメールアドレス');
      await who.isOn('予備のメールアドレスの登録');
      await who.visit('settings-recovery');
      await who.press('次へ進む');
      await who.visit('settings-recovery-error', { status: 422 });
      await asksForKey(who, '予備のメールアドレス', second);
      await who.isOn('認証キー入力');
      await who.visit('settings-recovery-key');
      await who.fill('認証キー', WRONG_KEY);
      await who.press('完了');
      await who.visit('settings-recovery-key-error', { status: 422 });
      await who.fill('認証キー', keyIn(await program.mail.letter(second, '予備のメールアドレス登録申込受付通知')));
      await who.press('完了');
      await who.visit('settings-recovery-done');
      await who.press('削除：予備のメールアドレス');
      await who.isOn('予備のメールアドレスの削除');
      await who.visit('settings-recovery-remove');
      await who.press('削除する');
      await who.visit('settings-recovery-remove-error', { status: 422 });
      await who.fill('パスワード', PASSWORD);
      await who.press('削除する');
      await who.isOn('アカウントを編集');
      await who.leaves();
    });

    it('shows what is kept of a person, and hands it over as a file', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = await registered(who, program.mail);
      await who.goto('/settings');
      await who.press('ログインの記録');
      await who.isOn('ログインの記録');
      await who.visit('settings-sign-ins');
      await who.goto('/settings');
      await who.press('求職情報を見た記録');
      await who.isOn('求職情報を見た記録');
      await who.visit('settings-record-access');
      await who.goto('/settings');
      await who.press('保存されている情報の確認');
      await who.isOn('保存されている情報の確認');
      await who.visit('settings-my-data');
      await who.press('画面で見る');
      await who.visit('settings-my-data-error', { status: 422 });
      await who.fill('パスワード', PASSWORD);
      await who.press('画面で見る');
      await who.isOn('保存されている情報');
      await who.visit('settings-my-data-shown');
      await who.goto('/settings/my-data');
      await who.fill('パスワード', PASSWORD);
      const [file] = await Promise.all([who.page.waitForEvent('download'), who.control('ファイルを受け取る').click()]);
      assert.match(file.suggestedFilename(), /^mypage-my-data-\d{4}-\d\d-\d\d\.json$/);
      const data = JSON.parse(await readFile(await file.path(), 'utf8'));
      assert.equal(data.tables.find((table) => table.name === 'account').rows[0].email, email);
      await who.leaves();
    });
  });
}
