// Ways of signing in besides the password (spec/domain.md 2.5, section 10 row 14): the mailed ワンタイムパスワード,
// an authenticator app, recovery codes, passkeys.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { logsIn, logsOut, PASSWORD, registered } from '../lib/walk.js';

const CHANGED = 'ログインの方法の変更のお知らせ';

let stage;
let program;

before(async () => {
  // Passkeys belong to a name, not to the number of a machine.
  const named = async (origin) => ({ MYPAGE_BASE_URL: nameOf(origin) });
  [stage, program] = await Promise.all([openStage(), startProgram(named)]);
  program.origin = nameOf(program.origin);
});

after(async () => {
  await stage?.close();
  await program?.stop();
});

const nameOf = (origin) => origin.replace('127.0.0.1', 'localhost');

/** The mailed code. */
async function codeFor(email) {
  const letter = await program.mail.letter(email, 'ワンタイムパスワードのお知らせ');
  return /^ワンタイムパスワード：(\d{6})$/m.exec(letter.body)[1];
}

/** What an authenticator app shows: RFC 6238, from the secret as the page prints it. `at` in milliseconds. */
function appCode(secret, at) {
  const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Presses and waits for the same page with what is wrong. */
async function isRefused(who, button, picture) {
  await who.press(button);
  await who.page.getByRole('alert').waitFor();
  await who.visit(picture, { status: 422 });
}

/** Presses ログイン and waits until the session is there. */
async function comesIn(who) {
  await who.press('ログインする');
  await who.isOn('求職情報登録');
  await who.goto('/settings/sign-in');
}

/** ID and password, as far as the second step. */
async function isAsked(who, email, heading) {
  await logsIn(who, email);
  await who.isOn(heading);
}

async function confirms(who, button) {
  await who.fill('パスワード', PASSWORD);
  await who.press(button);
}

for (const way of WAYS) {
  describe(`ログインの方法 (${way.name})`, () => {
    it('asks for the mailed code after the password, and spares a device for thirty days', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = await registered(who, program.mail);
      await who.goto('/settings');
      await who.press('ログインの方法');
      await who.isOn('ログインの方法');
      await who.visit('sign-in-nothing');
      await who.press('ワンタイムパスワードを使う');
      await who.isOn('ワンタイムパスワードを使う');
      await who.visit('sign-in-code-on');
      await isRefused(who, '使う', 'sign-in-code-on-error');
      await confirms(who, '使う');
      await who.isOn('ログインの方法');
      await program.mail.letter(email, CHANGED);
      await logsOut(who);

      await isAsked(who, email, 'ワンタイムパスワードの入力');
      await who.visit('second-step');
      const code = await codeFor(email);
      await who.fill('ワンタイムパスワード', '12');
      await isRefused(who, 'ログインする', 'second-step-error');
      await who.press('もう一度送信する');
      await who.page.getByText('メールで送信しました。').first().waitFor();
      await who.visit('second-step-again');
      const newer = await codeFor(email);
      assert.match(code, /^\d{6}$/);
      await who.fill('ワンタイムパスワード', `${newer.slice(0, 3)} ${newer.slice(3)}`);
      await who.page.getByRole('checkbox', { name: /30日間/ }).check();
      await comesIn(who);
      await who.visit('sign-in-spared');
      await logsOut(who);
      await isAsked(who, email, '求職情報登録');
      await who.goto('/settings/sign-in');
      await who.press(/^省略をやめる/);
      await who.page.getByText('省略しないようにしました').first().waitFor();
      await logsOut(who);
      await isAsked(who, email, 'ワンタイムパスワードの入力');
      await who.leaves();
    });

    it('sets an authenticator app up, and takes its code or a recovery code', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const email = await registered(who, program.mail);
      await who.goto('/settings/sign-in');
      await who.press('認証アプリを登録する');
      await who.isOn('認証アプリの登録');
      await who.visit('sign-in-app');
      await isRefused(who, '登録を始める', 'sign-in-app-error');
      await confirms(who, '登録を始める');
      await who.isOn('認証アプリの登録の確認');
      await who.visit('sign-in-app-setup');
      const secret = await who.page.locator('dd.number').last().innerText();
      await who.fill('認証アプリのコード', '1234567');
      await isRefused(who, '登録する', 'sign-in-app-setup-error');
      await who.fill('認証アプリのコード', appCode(secret, Date.now()));
      await who.press('登録する');
      await who.isOn('回復コード');
      await who.visit('sign-in-recovery-codes');
      const codes = await who.page.locator('.recovery-codes li').allInnerTexts();
      assert.equal(codes.length, 10);
      await who.press('控えました');
      await who.isOn('ログインの方法');
      await who.visit('sign-in-with-app');
      await program.mail.letter(email, CHANGED);
      await logsOut(who);

      await isAsked(who, email, '認証アプリのコードの入力');
      await who.visit('second-step-app');
      // The next step, which is taken as well: the present one set the app up.
      await who.fill('認証アプリのコード', appCode(secret, Date.now() + 30_000));
      await comesIn(who);
      await logsOut(who);

      await isAsked(who, email, '認証アプリのコードの入力');
      await who.press('回復コードを使う');
      await who.isOn('回復コードの入力');
      await who.visit('second-step-recovery');
      await who.fill('回復コード', 'AAAA');
      await isRefused(who, 'ログインする', 'second-step-recovery-error');
      await who.fill('回復コード', codes[0].trim().toLowerCase());
      await comesIn(who);
      await program.mail.letter(email, '回復コードによるログインのお知らせ');
      assert.match(await who.page.locator('main').innerText(), /残り9個/);
      await who.press('回復コードを作る');
      await who.isOn('回復コードを作る');
      await who.visit('sign-in-recovery-codes-anew');
      await who.goto('/settings/sign-in');
      await who.press('認証アプリの登録を取り消す');
      await who.isOn('認証アプリの登録を取り消す');
      await confirms(who, '取り消す');
      await who.page.getByText('認証アプリの登録を取り消しました。').first().waitFor();
      await who.leaves();
    });
  });
}

for (const way of WAYS) {
  describe(`パスキー (${way.name})`, () => {
    it('says so where the browser cannot, and needs nothing of it elsewhere', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await registered(who, program.mail);
      await who.goto('/settings/sign-in');
      await who.press('パスキーを追加する');
      await who.isOn('パスキーの追加');
      await who.visit('passkey');
      await confirms(who, '追加を始める');
      await who.isOn('パスキーの追加の確認');
      await who.visit('passkey-adding');
      const cannot = who.page.getByText('このブラウザでは、パスキーを追加できません。');
      assert.equal(await cannot.isVisible(), !way.javaScript);
      assert.equal(await who.page.getByRole('button', { name: 'パスキーを追加する' }).isVisible(), way.javaScript);
      await who.goto('/settings');
      await logsOut(who);
      await who.goto('/login');
      assert.equal(await who.page.getByRole('button', { name: 'パスキーでログイン' }).isVisible(), way.javaScript);
      await who.visit('login-passkey');
      await who.leaves();
    });
  });
}

for (const way of WAYS.filter(({ javaScript }) => javaScript)) {
  describe(`パスキー with an authenticator (${way.name})`, () => {
    it('is added, signs in, and is removed', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      const cdp = await who.context.newCDPSession(who.page);
      await cdp.send('WebAuthn.enable');
      const options = {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      };
      const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
      const email = await registered(who, program.mail);
      await who.goto('/settings/sign-in/passkey');
      await confirms(who, '追加を始める');
      await who.isOn('パスキーの追加の確認');
      await who.fill('パスキーの名前', '');
      await isRefused(who, 'パスキーを追加する', 'passkey-adding-error');
      const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
      assert.equal(credentials.length, 0, 'none was made in vain');
      await who.fill('パスキーの名前', '家のパソコン');
      await who.press('パスキーを追加する');
      await who.page.getByText('パスキーを追加しました。').first().waitFor();
      await who.visit('sign-in-passkey');
      await program.mail.letter(email, CHANGED);
      await logsOut(who);

      await who.goto('/login');
      await who.press('パスキーでログイン');
      await who.page.waitForURL('**/profile');
      await who.goto('/settings/sign-in');
      assert.match(await who.page.locator('main').innerText(), /最後のログイン：20/);

      await who.press(/^家のパソコン.*を削除する$/);
      await who.isOn('パスキーの削除');
      await who.visit('passkey-removal');
      await isRefused(who, '削除する', 'passkey-removal-error');
      await confirms(who, '削除する');
      await who.page.getByText('パスキーを削除しました。').first().waitFor();
      await logsOut(who);
      await who.goto('/login');
      await who.press('パスキーでログイン');
      await who.page.locator('#error-summary').waitFor();
      await who.isOn('求職者マイページログイン');
      await who.visit('login-passkey-error', { status: 422 });
      await who.leaves();
    });
  });
}
