// The account: every screen and every error state of registering, logging in, resetting and leaving.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { asksForAccount, consents, givesPassword, logsIn, logsOut, newAddress, PASSWORD, registered, setsPassword } from '../lib/walk.js';
import { keyIn } from '../lib/mail.js';

let program;
let stage;

before(async () => {
  [program, stage] = await Promise.all([startProgram(), openStage()]);
});

after(async () => {
  await stage?.close();
  await program?.stop();
});

/** Scrolls one of the two texts to its end, by the keyboard. */
async function readToTheEnd({ page }, name) {
  await page.getByRole('region', { name: new RegExp(name) }).focus();
  await page.keyboard.press('End');
}

for (const way of WAYS) {
  describe(`the account (${way.name})`, () => {
    it('is made with a key from the mailbox, by the keyboard as by the mouse', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = newAddress();
      await asksForAccount(who, email, (name) => who.visit(name));
      await setsPassword(who, program.mail, email, (name) => who.visit(name));
      await logsOut(who);
      await who.press('求職者マイページにログイン');
      await who.isOn('求職者マイページログイン');
      await who.visit('login');
      await who.fill('ID（メールアドレス）', email);
      await who.fill('パスワード', PASSWORD);
      await who.page.keyboard.press('Enter');
      await who.page.waitForURL((url) => url.pathname !== '/login');
      await who.leaves();
    });

    it('tells every error of the registration, keeps what was typed, and no password', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/register');
      await who.press('次へ進む');
      await who.visit('register-empty', { status: 422 });
      await who.fill('メールアドレス', 'hanako..yamada@example.jp');
      await who.fill('メールアドレス（確認用）', 'other@example.jp');
      await who.press('次へ進む');
      await who.visit('register-wrong', { status: 422 });
      assert.equal(await who.field('メールアドレス').inputValue(), 'hanako..yamada@example.jp');

      const email = newAddress();
      await asksForAccount(who, email);
      await who.press('完了');
      await who.visit('register-password-empty', { status: 422 });
      await who.fill('新規のパスワード', 'short');
      await who.fill('新規のパスワード（確認用）', 'other');
      await who.fill('認証キー', 'AAAA-BBBB-CCCC-DDDD');
      await who.press('完了');
      await who.visit('register-password-wrong', { status: 422 });
      assert.equal(await who.field('新規のパスワード').inputValue(), '');
      await who.leaves();
    });

    it('is left to itself by キャンセル', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/register');
      await who.press('キャンセル');
      await who.isOn('ハローワークインターネットサービス');
      await asksForAccount(who, newAddress());
      await who.press('キャンセル');
      await who.isOn('ハローワークインターネットサービス');
      await who.leaves();
    });

    it('gets another password by a mailed key', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = await registered(who, program.mail);
      await logsOut(who);
      await who.goto('/login');
      await who.press('ログイン');
      await who.visit('login-empty', { status: 422 });
      await who.fill('ID（メールアドレス）', email);
      await who.fill('パスワード', 'Wrong-2026#');
      await who.press('ログイン');
      await who.visit('login-wrong', { status: 422 });
      await who.press('パスワードをお忘れの方');
      await who.isOn('求職者マイページパスワード再登録');
      await who.visit('password-reset');
      await who.press('次へ進む');
      await who.visit('password-reset-empty', { status: 422 });
      await who.fill('ID（メールアドレス）', email);
      await who.press('次へ進む');
      await who.isOn('パスワード再登録');
      await who.visit('password-reset-key');
      await who.press('完了');
      await who.visit('password-reset-key-empty', { status: 422 });
      const letter = await program.mail.letter(email, 'パスワード再登録申込受付通知');
      await givesPassword(who, '新しい', 'Himawari-2026#', keyIn(letter));
      await who.visit('password-reset-done');
      await logsIn(who, email);
      await who.visit('login-old-password', { status: 422 });
      await who.leaves();
    });

    it('is left and opened again within 30 days', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = await registered(who, program.mail);
      await who.goto('/settings/sessions');
      await who.visit('sessions');
      await who.goto('/settings/leave');
      await who.visit('leave');
      await who.press('退会の手続きへ進む');
      await who.isOn('退会の確認');
      await who.visit('leave-confirm');
      await who.press('退会する');
      await who.visit('leave-confirm-empty', { status: 422 });
      await who.fill('パスワード', PASSWORD);
      await who.press('退会する');
      await who.isOn('退会手続きの完了');
      await who.visit('left');
      await logsIn(who, email);
      assert.equal((await who.answered()).status, 422, 'who has left cannot log in');

      await program.passes(29 * 24 * 60);
      await who.goto('/login');
      await who.press('アカウントを再登録');
      await who.isOn('アカウントの再登録');
      await who.visit('reopen');
      await who.press('次へ進む');
      await who.visit('reopen-empty', { status: 422 });
      await who.fill('ID（メールアドレス）', email);
      await who.fill('パスワード', PASSWORD);
      await who.press('次へ進む');
      await who.isOn('認証キー入力');
      await who.visit('reopen-key');
      await who.press('完了');
      await who.visit('reopen-key-error', { status: 422 });
      await who.fill('認証キー', keyIn(await program.mail.letter(email, 'アカウント再登録申込受付通知')));
      await who.press('完了');
      await who.visit('reopened');
      await logsIn(who, email);
      await who.page.waitForURL((url) => url.pathname !== '/login');
      await who.leaves();
    });

    it('asks to read both texts to the end before the consent can be ticked', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/register');
      const box = who.page.getByRole('checkbox', { name: /に同意します/ });
      if (way.javaScript) {
        assert.ok(await box.isDisabled(), 'nothing was read yet');
        await readToTheEnd(who, 'プライバシーポリシー');
        await who.page.getByText('最後までご覧いただきました。').first().waitFor();
        assert.ok(await box.isDisabled(), 'one text is still to be read');
        await readToTheEnd(who, '利用規約');
        await who.page.waitForFunction((found) => !found.disabled, await box.elementHandle());
      }
      await box.check();
      assert.ok(await box.isChecked());
      await who.leaves();
    });

    it('is left by the logout at the top of the screen, on a phone by the menu', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await registered(who, program.mail);
      await who.goto('/settings');
      const header = who.page.getByRole('banner');
      const menu = header.locator('summary', { hasText: 'メニュー' });
      const isPhone = way.viewport.width < 768;
      assert.equal(await menu.isVisible(), isPhone);
      if (isPhone) {
        assert.equal(await header.getByRole('link', { name: '求職活動状況' }).locator('visible=true').count(), 0, 'the menu is shut');
        await menu.click();
      }
      for (const words of ['ホーム', '求人検索', '求職活動状況', 'メッセージ', '求職者情報・設定']) {
        await header.getByRole('link', { name: words, exact: true }).locator('visible=true').waitFor();
      }
      const ways = isPhone ? header.getByRole('listitem') : header;
      await ways.getByRole('button', { name: 'ログアウト' }).locator('visible=true').click();
      await who.isOn('ハローワークインターネットサービス');
      await who.page.getByText('マイナポータルからは、ログアウトされていません').waitFor();
      await who.leaves();
    });
  });
}

describe('two windows and a hasty finger', () => {
  it('a double click registers once and sends one letter', async () => {
    const who = await Person.arrives(stage, program.origin);
    const email = newAddress();
    await who.goto('/register');
    await who.fill('メールアドレス', email);
    await who.fill('メールアドレス（確認用）', email);
    await consents(who);
    await who.control('次へ進む').dblclick();
    await who.isOn('パスワード登録');
    await setsPassword(who, program.mail, email);
    await who.leaves();
  });

  it('after logout the back button shows nothing', async () => {
    const who = await Person.arrives(stage, program.origin);
    const email = await registered(who, program.mail);
    await who.goto('/settings/sessions');
    await who.page.getByText(/Chrome/).first().waitFor();
    await logsOut(who);
    await who.page.goBack();
    await who.page.waitForLoadState('load');
    assert.equal(await who.page.getByText(email).count(), 0);
    await who.isOn('求職者マイページログイン');
    await who.leaves();
  });

  it('a second window is signed out with the first', async () => {
    const who = await Person.arrives(stage, program.origin);
    await registered(who, program.mail);
    const second = await who.openTab();
    await who.goto('/settings/sessions', second);
    await who.isOn('ログイン中の端末', second);
    await logsOut(who);
    await second.reload();
    await who.isOn('求職者マイページログイン', second);
    await who.leaves();
  });
});
