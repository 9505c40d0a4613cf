// 求職登録の有効・無効 and お知らせ, on the service as `mypage demo` builds it: one person whose registration is 有効,
// one whose registration is 無効. They change what they have, so each way has a demo of its own.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { logsIn } from '../lib/walk.js';

const HANAKO = ['hanako@example.jp', 'Asagao-2026#'];
const SABURO = ['saburo@example.jp', 'Tsubaki-2026#'];
const CLOSED = '求職登録が無効のため、この機能は利用できません';

let stage;

before(async () => {
  stage = await openStage();
});

after(async () => {
  await stage?.close();
});

async function arrivesAtHome(who, [email, password]) {
  await logsIn(who, email, password);
  await who.isOn('求職者マイページホーム');
}

/** The words of the page's content. */
async function text(who) {
  return (await who.page.locator('main').innerText()).replace(/[\s\u200b]+/g, '');
}

for (const way of WAYS) {
  describe(`有効・無効 (${way.name})`, () => {
    let demo;

    before(async () => {
      demo = await startDemo();
    });

    after(async () => {
      await demo?.stop();
    });

    it('is explained to somebody whose registration is 無効, who sets it back to 有効', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await arrivesAtHome(who, SABURO);
      assert.ok((await text(who)).includes('求職登録は無効になっています'), await text(who));
      assert.ok((await text(who)).includes('無効の間は、リクエストは届きません'), await text(who));
      await who.visit('home-invalid');
      await who.goto('/search');
      await who.isOn(CLOSED);
      await who.visit('validity-closed');
      await who.goto('/messages');
      await who.isOn(CLOSED);
      await who.press('有効に戻す手続きへ進む');
      await who.isOn('求職登録を有効に戻す確認');
      await who.visit('validity-on');
      await who.press('有効に戻す');
      await who.isOn('求職登録の有効・無効');
      await who.visit('validity-settings-on');
      await demo.mail.letter(SABURO[0], '求職登録を有効にしました');
      await who.goto('/search');
      await who.isOn('求人検索');
      await who.leaves();
    });

    it('is set to 無効 in the settings, told by a notice and by a mail that can be stopped', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await arrivesAtHome(who, HANAKO);
      await who.goto('/settings');
      await who.press('求職登録の有効・無効');
      await who.visit('validity-settings');
      await who.press('無効にする手続きへ進む');
      await who.isOn('求職登録を無効にする確認');
      await who.visit('validity-off');
      await who.press('無効にする');
      await who.isOn('求職登録の有効・無効');
      await who.visit('validity-settings-off');

      await who.goto('/notices');
      await who.visit('notices');
      const unread = async () => Number(/未読(\d+)件/.exec(await text(who))?.[1]);
      const before = await unread();
      assert.ok(before > 0, await text(who));
      await who.press(/^開く/);
      await who.isOn('求職登録の有効・無効');
      await who.goto('/notices');
      assert.equal(await unread(), before - 1, await text(who));

      const letter = await demo.mail.letter(HANAKO[0], '求職登録を無効にしました');
      assert.equal(letter.headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
      const stop = /<(.*)>/.exec(letter.headers.get('list-unsubscribe'))[1];
      assert.ok(letter.body.includes(stop), letter.body);
      const stranger = await Person.arrives(stage, demo.origin, way);
      await stranger.page.goto(stop);
      await stranger.isOn('お知らせメールを止める');
      await stranger.visit('notices-stop');
      await stranger.press('メールを止める');
      await stranger.isOn('お知らせメールを止めました');
      await stranger.visit('notices-stopped');
      await stranger.leaves();

      await who.goto('/settings/notices');
      const box = who.page.getByRole('checkbox', { name: /求職登録の有効期限/ });
      assert.equal(await box.isChecked(), false);
      await who.visit('notices-settings');
      await box.check();
      await who.press('保存する');
      await who.visit('notices-settings-saved');
      assert.equal(await who.page.getByRole('checkbox', { name: /求職登録の有効期限/ }).isChecked(), true);

      await who.goto('/settings/leave');
      await who.isOn('退会');
      await who.visit('leave-with-what-is-lost');
      await who.leaves();
    });
  });
}
