// Seed 003, walked from its first step to its last on the service as `mypage demo` builds it, with the
// stand-in for マイナポータル beside it.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { freePort } from '../lib/ports.js';
import { startDemo, startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { logsIn, logsOut, PASSWORD } from '../lib/walk.js';

const SITE = '厚生労働省 ハローワークインターネットサービス';
const ACCOUNT = 'hanako@example.jp';
/** At the portal everybody is another person: the account is linked anew each time. */
const PEOPLE = { pc: '明日 花子', 'pc-nojs': '明日 太郎', phone: '𠮷野 髙志', 'phone-nojs': '明日 花子' };

let demo;
let stage;

before(async () => {
  [demo, stage] = await Promise.all([startDemo(), openStage()]);
});

after(async () => {
  await stage?.close();
  await demo?.stop();
});

async function picture(who, name) {
  const folder = new URL(`../shots/${who.way.name}/`, import.meta.url).pathname;
  await mkdir(folder, { recursive: true });
  await who.page.screenshot({ path: `${folder}portal-${name}.png`, fullPage: true });
}

/** ①: logs in at the portal and opens 「もっとつながる」. */
async function opensConnections(who) {
  const { page } = who;
  await page.goto(`${demo.portal}/`);
  if (await page.getByRole('button', { name: 'ログイン' }).count()) {
    await page.getByRole('radio', { name: PEOPLE[who.way.name] }).check();
    await picture(who, 'sign-in');
    await who.press('ログイン');
  }
  await who.press('もっとつながる');
  await who.isOn('もっとつながる');
}

/** The row of our site, whether it is linked or not. */
function row(who) {
  return who.page.getByRole('row').filter({ hasText: SITE });
}

async function links(who, stop = async () => {}) {
  await row(who).getByRole('button', { name: 'つなぐ' }).click();
  await consents(who, stop);
}

/** From 同意確認 at the portal to つながり完了. */
async function consents(who, stop = async () => {}) {
  await who.isOn('同意確認');
  await picture(who, 'agree');
  await who.press('同意');
  await who.isOn('マイページ属性連携認証');
  await stop('portal-consent');
  await who.fill('ID（メールアドレス）', ACCOUNT);
  await who.fill('パスワード', PASSWORD);
  await who.press('同意');
  await who.isOn('つながり完了');
  await picture(who, 'connected');
}

async function orders(who, fault) {
  await who.page.goto(`${demo.portal}/developers`);
  await who.page.locator(`button[name=fault][value="${fault}"]`).click();
}

for (const way of WAYS) {
  describe(`マイナポータル (${way.name})`, () => {
    it('is linked by つなぐ, lets the person in from then on, and lets go by やめる', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      const stop = (name, options) => who.visit(name, options);
      await opensConnections(who);
      await who.page.getByText('つながっているウェブサイトはありません。').waitFor();
      await picture(who, 'connections');
      await links(who, stop);
      await who.press(`${SITE}を利用する`);
      await who.isOn('求職者マイページホーム');
      await stop('portal-home');

      await who.goto('/settings/portal');
      await who.isOn('マイナポータルとのつながり');
      await stop('portal-settings');
      await logsOut(who);
      await who.page.getByText('マイナポータルからは、ログアウトされていません').waitFor();

      await opensConnections(who);
      await row(who).getByRole('link', { name: SITE }).click();
      await who.isOn('求職者マイページホーム');
      await logsOut(who);
      await who.goto('/login');
      await who.press('マイナポータルからログイン');
      await who.isOn('求職者マイページホーム');

      await opensConnections(who);
      await row(who).getByRole('button', { name: 'やめる' }).click();
      await who.isOn('つながりの解除');
      await picture(who, 'disconnect');
      await who.press('同意');
      await who.page.getByText('求職者マイページへも知らせました。').waitFor();

      await who.goto('/settings/portal');
      await who.page.getByText('マイナポータルとつながっていません。').waitFor();
      await stop('portal-settings-unlinked');
      await logsOut(who);
      await who.goto('/login');
      await who.press('マイナポータルからログイン');
      await who.isOn('属性連携不整合確認');
      await stop('portal-mismatch');
      await who.press('マイナポータル連携開始');
      await consents(who);
      await who.press(`${SITE}を利用する`);
      await who.isOn('求職者マイページホーム');

      await who.goto('/settings/portal');
      await who.press('つながりをやめる');
      assert.equal(who.answered().status, 422);
      await stop('portal-settings-error', { status: 422 });
      await who.fill('パスワード', PASSWORD);
      await who.press('つながりをやめる');
      await who.page.getByText('つながりを解除しました。').waitFor();
      await stop('portal-settings-ended');
      await who.leaves();
    });

    it('tells every error of マイページ属性連携認証 on the same screen', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await opensConnections(who);
      if (await row(who).getByRole('button', { name: 'やめる' }).count()) {
        await row(who).getByRole('button', { name: 'やめる' }).click();
        await who.press('同意');
        await who.press('もっとつながる一覧へ');
      }
      await row(who).getByRole('button', { name: 'つなぐ' }).click();
      await who.press('同意');
      await who.isOn('マイページ属性連携認証');
      await who.press('同意');
      await who.visit('portal-consent-empty', { status: 422 });
      await who.fill('ID（メールアドレス）', 'nobody@example.jp');
      await who.fill('パスワード', 'Wrong-2026#');
      await who.press('同意');
      await who.visit('portal-consent-wrong', { status: 422 });
      assert.equal(await who.field('ID（メールアドレス）').inputValue(), 'nobody@example.jp');
      assert.equal(await who.field('パスワード').inputValue(), '');
      await who.leaves();
    });
  });
}

describe('a portal in trouble', () => {
  for (const way of WAYS) {
    it(`that sends what cannot be believed, or somebody else’s answer, leaves the way by password (${way.name})`, async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await orders(who, 'wrong-signature');
      await who.goto('/sso/login');
      await who.page.getByRole('radio', { name: '明日 太郎' }).check();
      await who.press('ログイン');
      await who.isOn('マイナポータルからログインできませんでした');
      await who.visit('portal-unconfirmed', { status: 400 });
      await orders(who, '');
      await who.leaves();

      const other = await Person.arrives(stage, demo.origin, way);
      await other.goto('/sso/callback?state=x');
      await other.visit('portal-stale', { status: 400 });
      await other.press('ID（メールアドレス）とパスワードでログインする');
      await logsIn(other, ACCOUNT);
      await other.isOn('求職者マイページホーム');
      await other.leaves();
    });
  }

  for (const way of WAYS) {
    it(`that is away is said to be away, and then not offered (${way.name})`, async () => {
      const program = await startProgram(awayPortal);
      try {
        const who = await Person.arrives(stage, program.origin, way);
        await who.goto('/login');
        await who.press('マイナポータルからログイン');
        await who.isOn('マイナポータルに接続できません');
        await who.visit('portal-away', { status: 503 });
        for (let tries = 0; tries < 2; tries += 1) await who.press('もう一度マイナポータルからログインする');
        await who.goto('/login');
        await who.page.getByText('マイナポータルからのログインは、ただいまご利用になれません。').waitFor();
        await who.visit('portal-away-login');
        await who.leaves();
      } finally {
        await program.stop();
      }
    });
  }
});

/** Settings that name a portal where nobody answers. */
async function awayPortal(_, folder) {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const secret = `${folder}/portal-secret`;
  await writeFile(secret, 'secret', { mode: 0o600 });
  return {
    MYPAGE_PORTAL_ISSUER: issuer,
    MYPAGE_PORTAL_CLIENT_ID: 'hellowork',
    MYPAGE_PORTAL_CLIENT_SECRET_FILE: secret,
    MYPAGE_PORTAL_LINK_URL: `${issuer}/connect`,
  };
}
