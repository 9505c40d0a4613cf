// The relying party against a provider that others have built: nothing of ours is on its side.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startForeignProvider } from '../lib/foreign-provider.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { asksForAccount, newAddress, PASSWORD, setsPassword } from '../lib/walk.js';

let provider;
let program;
let stage;

before(async () => {
  provider = await startForeignProvider();
  [program, stage] = await Promise.all([startProgram(provider.settings), openStage()]);
});

after(async () => {
  await stage?.close();
  await program?.stop();
  provider?.stop();
});

/** Signs in at the provider, if it asks, and says yes to what it asks. */
async function saysYesThere(who, name) {
  const { page } = who;
  const there = () => page.url().startsWith(provider.issuer);
  for (let steps = 0; steps < 4 && there() && page.url().includes('/interaction/'); steps += 1) {
    const login = page.locator('input[name=login]');
    if (await login.count()) {
      await login.fill(name);
      await page.locator('input[name=password]').fill('anything');
    }
    await Promise.all([page.waitForNavigation(), page.locator('button[type=submit]').click()]);
  }
}

async function hasAccount(who) {
  const email = newAddress();
  await asksForAccount(who, email);
  await setsPassword(who, program.mail, email);
  return email;
}

const [pc] = WAYS;

describe('a foreign, certified provider', () => {
  it('links the account, and signs the person in from then on', async () => {
    const who = await Person.arrives(stage, program.origin, pc);
    const email = await hasAccount(who);
    await who.goto(`/sso/link?iss=${provider.issuer}&target_link_uri=${provider.issuer}/done`);
    await saysYesThere(who, 'hanako');
    await who.isOn('マイページ属性連携認証');
    await who.visit('portal-consent');
    await who.fill('ID（メールアドレス）', email);
    await who.fill('パスワード', PASSWORD);
    await who.press('同意');
    assert.equal(who.page.url(), `${provider.issuer}/done`, 'the browser goes on to the portal');

    const again = await Person.arrives(stage, program.origin, pc);
    await again.goto('/login');
    await again.press('マイナポータルからログイン');
    await saysYesThere(again, 'hanako');
    assert.ok(again.page.url().startsWith(program.origin), again.page.url());
    await again.goto('/settings');
    assert.match(await again.page.locator('main').innerText(), new RegExp(email.replace('.', '\\.')));
    await again.leaves();
    await who.leaves();
  });

  it('leads somebody whom it names, but who is not linked, to 属性連携不整合確認', async () => {
    const who = await Person.arrives(stage, program.origin, pc);
    await who.goto('/sso/login');
    await saysYesThere(who, 'stranger');
    await who.isOn('属性連携不整合確認');
    await who.visit('portal-mismatch');
    await who.leaves();
  });

  it('proves itself with a key, and fills 基本情報登録 from the standard claims', async () => {
    const who = await Person.arrives(stage, program.origin, pc);
    await hasAccount(who);
    await who.press('マイナンバーカードを使って求職情報を登録');
    await saysYesThere(who, 'hanako');
    await who.isOn('基本情報登録');
    await who.page.getByText('マイナンバーカードから読み取った内容を入力しました').waitFor();
    const filled = await Promise.all(['姓', '名', '年（西暦）', '月', '日', '市区町村'].map((label) => who.field(label).inputValue()));
    assert.deepEqual(filled, ['明日', '花子', '1990', '4', '1', '千代田区']);
    assert.ok(await who.page.getByRole('radio', { name: '女性' }).isChecked());
    await who.leaves();
  });

  it('tells that the person said no', async () => {
    const who = await Person.arrives(stage, program.origin, pc);
    await who.goto('/sso/login');
    await Promise.all([who.page.waitForNavigation(), who.page.getByRole('link', { name: /cancel/i }).click()]);
    await who.isOn('マイナポータルからのログインを中止しました');
    await who.visit('portal-declined');
    await who.leaves();
  });
});
