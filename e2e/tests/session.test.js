// Sessions in a real browser: what was typed survives a time-out, and the warning before it works.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { asksForAccount, fillsBasics, givesPassword, newAddress, PASSWORD, registered, signsIn } from '../lib/walk.js';
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

for (const way of WAYS) {
  describe(`a session (${way.name})`, () => {
    it('ends after 30 idle minutes in the middle of a form, and what was typed comes back', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = await registered(who, program.mail);
      await who.goto('/profile/basic');
      await who.fill('姓', '明日');
      await who.fill('名', '勇気');
      await who.fill('町名・番地', '東越谷1-5-6');
      await program.passes(31);
      await who.press('保存して次へ進む');
      await who.visit('login-after-time-out');
      await signsIn(who, email);
      assert.equal(await who.field('姓').inputValue(), '明日');
      assert.equal(await who.field('名').inputValue(), '勇気');
      assert.equal(await who.field('町名・番地').inputValue(), '東越谷1-5-6');
      await who.visit('profile-basic-restored');
      await who.leaves();
    });

    it('a key is refused after 50 minutes, with a way on', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = newAddress();
      await asksForAccount(who, email);
      const key = keyIn(await program.mail.letter(email, 'アカウント仮登録完了通知'));
      await program.passes(51);
      await givesPassword(who, '新規の', PASSWORD, key);
      await who.isOn('パスワード登録');
      await who.visit('register-password-expired', { status: who.answered().status });
      assert.ok((await who.answered()).status >= 400);
      await who.leaves();
    });
  });
}

describe('five minutes before the end', () => {
  it('a warning comes, and one press goes on', async () => {
    const who = await Person.arrives(stage, program.origin);
    await registered(who, program.mail);
    await who.page.clock.install();
    await who.goto('/profile/basic');
    const warning = who.page.getByRole('alert').filter({ hasText: 'あと5分' });
    assert.equal(await warning.count(), 0);
    await who.page.clock.fastForward('26:00');
    await warning.waitFor();
    await warning.getByRole('button', { name: 'ログインを続ける' }).click();
    await warning.waitFor({ state: 'hidden' });
    await who.visit('session-kept');
    await who.leaves();
  });
});

describe('two windows', () => {
  it('a form of a window whose person is gone is not taken for anybody', async () => {
    const who = await Person.arrives(stage, program.origin);
    await registered(who, program.mail);
    await who.goto('/profile/basic');
    await fillsBasics(who);
    await who.context.clearCookies();
    await who.press('保存して次へ進む');
    await who.isOn('求職者マイページログイン');
    await who.leaves();
  });
});
