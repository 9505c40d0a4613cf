// The control that shows what was typed as a password.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { asksForAccount, newAddress, PASSWORD, registered } from '../lib/walk.js';

let program;
let stage;

before(async () => {
  [program, stage] = await Promise.all([startProgram(), openStage()]);
});

after(async () => {
  await stage?.close();
  await program?.stop();
});

/** The control beside the box of a password. */
function control(who, box) {
  return who.page.locator('[data-password]', { has: box }).getByRole('button', { includeHidden: true });
}

// What the control calls itself: the deed that it does next.
const HIDDEN = '入力を表示';
const SHOWN = '入力を隠す';

for (const way of WAYS.filter((way) => way.javaScript)) {
  describe(`a password box (${way.name})`, () => {
    it('shows what was typed and hides it again, and says which', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/login');
      const box = who.field('パスワード');
      const button = control(who, box);
      assert.equal(await box.getAttribute('type'), 'password');
      assert.equal(await button.innerText(), HIDDEN);
      await who.fill('パスワード', PASSWORD);
      await button.click();
      assert.equal(await box.getAttribute('type'), 'text');
      assert.equal(await button.innerText(), SHOWN);
      await who.visit('login-password-shown');
      await button.click();
      assert.equal(await box.getAttribute('type'), 'password');
      assert.equal(await button.innerText(), HIDDEN);
      assert.equal(await box.inputValue(), PASSWORD, 'what was typed stays');
      await who.leaves();
    });

    it('is worked by the keyboard alone', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/login');
      const box = who.field('パスワード');
      const button = control(who, box);
      await box.focus();
      await who.page.keyboard.type(PASSWORD);
      await who.page.keyboard.press('Tab');
      assert.ok(await button.evaluate((found) => found === document.activeElement), 'it is next after the box');
      await who.page.keyboard.press('Space');
      assert.equal(await box.getAttribute('type'), 'text');
      await who.page.keyboard.press('Enter');
      assert.equal(await box.getAttribute('type'), 'password');
      assert.equal(new URL(who.page.url()).pathname, '/login', 'no form was sent');
      await who.leaves();
    });

    it('is hidden again before the form leaves', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/login');
      const box = who.field('パスワード');
      await who.fill('ID（メールアドレス）', 'nobody@example.jp');
      await who.fill('パスワード', PASSWORD);
      await control(who, box).click();
      // The page stays, so that its last state can be seen; what it would send is kept.
      await box.evaluate((found) => {
        found.form.addEventListener('submit', (event) => {
          event.preventDefault();
          found.form.sent = new FormData(found.form).get('password');
        });
      });
      await who.page.getByRole('button', { name: 'ログイン', exact: true }).click();
      assert.equal(await box.getAttribute('type'), 'password');
      assert.equal(await control(who, box).innerText(), HIDDEN);
      assert.equal(await box.evaluate((found) => found.form.sent), PASSWORD, 'and sent as it was typed');
      await who.leaves();
    });

    it('takes what is pasted', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/login');
      const box = who.field('パスワード');
      await box.focus();
      const taken = await box.evaluate((found) => found.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })));
      assert.ok(taken, 'nothing stops the paste');
      await who.page.keyboard.insertText(PASSWORD);
      assert.equal(await box.inputValue(), PASSWORD);
      await who.leaves();
    });
  });
}

for (const way of WAYS) {
  it(`every password box has its control, and none that is dead (${way.name})`, async () => {
    const who = await Person.arrives(stage, program.origin, way);
    const check = async (boxes) => {
      assert.equal(await who.page.locator('input[type=password]').count(), boxes, who.page.url());
      const toggles = who.page.locator('[data-password-toggle]');
      assert.equal(await toggles.count(), boxes, who.page.url());
      assert.equal(await toggles.locator('visible=true').count(), way.javaScript ? boxes : 0, who.page.url());
    };
    await asksForAccount(who, newAddress());
    await check(2);
    await registered(who, program.mail);
    await who.goto('/settings/leave/confirm');
    await check(1);
    await who.context.clearCookies();
    for (const path of ['/login', '/reopen']) {
      await who.goto(path);
      await check(1);
    }
    await who.goto('/password-reset');
    await who.fill('ID（メールアドレス）', 'nobody@example.jp');
    await who.press('次へ進む');
    await who.isOn('パスワード再登録');
    await check(2);
    await who.leaves();
  });
}
