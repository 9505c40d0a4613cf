// マイナンバーカードを使って求職情報を登録 (seed 001, 2.1 ⑧), on the service as `mypage demo` builds it, with the
// stand-in for デジタル認証アプリ beside it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { registered } from '../lib/walk.js';

const WITH = 'マイナンバーカードを使って求職情報を登録';
const WITHOUT = 'マイナンバーカードを使わずに求職情報を登録';
const SAVE = '保存して次へ進む';

let demo;
let stage;

before(async () => {
  [demo, stage] = await Promise.all([startDemo(), openStage()]);
});

after(async () => {
  await stage?.close();
  await demo?.stop();
});

/** On アカウント登録完了, which a phone shows in its own way. */
async function arrives(way) {
  const isPhone = way.name.startsWith('phone');
  const who = await Person.arrives(stage, demo.origin, way);
  await registered(who, demo.mail);
  const words = await who.page.locator('main a.button').allInnerTexts();
  assert.deepEqual(words, isPhone ? [WITH, WITHOUT] : ['求職情報を登録', WITH]);
  return who;
}

/** At デジタル認証アプリ: has the card of this person read, or stops. */
async function shows(who, person) {
  await who.isOn('マイナンバーカードで本人確認');
  if (!person) {
    await who.press('やめる');
    return;
  }
  await who.page.getByRole('radio', { name: person }).first().check();
  await who.press('カードを読み取る');
}

for (const way of WAYS) {
  describe(`マイナンバーカード (${way.name})`, () => {
    it('fills the form, which the person checks and saves', async () => {
      const who = await arrives(way);
      await who.visit('card-register-done');
      await who.press(WITH);
      await shows(who, '明日 太郎');
      await who.isOn('基本情報登録');
      assert.equal(new URL(who.page.url()).search, '');
      await who.page.getByText('マイナンバーカードから読み取った内容を入力しました').waitFor();
      assert.equal(await who.field('名').inputValue(), '太郎');
      assert.equal(await who.field('郵便番号').inputValue(), '540-0008');
      assert.equal(await who.field('市区町村').inputValue(), '大阪市中央区');
      assert.equal(await who.field('町名・番地').inputValue(), '大手前四丁目1番67号');
      await who.visit('card-filled');
      await who.press(SAVE);
      assert.equal(who.answered().status, 422);
      await who.page.getByText('マイナンバーカードから読み取った内容を入力しました').waitFor();
      await who.visit('card-filled-error', { status: 422 });
      await who.fill('姓のフリガナ（カタカナ）', 'あした');
      await who.fill('名のフリガナ（カタカナ）', 'たろう');
      await who.fill('電話番号', '090-1234-5678');
      await who.page.getByRole('radiogroup', { name: /障害の有無/ }).getByRole('radio', { name: 'なし' }).check();
      await who.press(SAVE);
      await who.isOn('求職情報登録');
      await who.leaves();
    });

    it('fills what can be read, and leads to the form when nothing can', async () => {
      const who = await arrives(way);
      await who.press(WITH);
      await shows(who);
      await who.page.getByText('マイナンバーカードの読み取りを中止しました。').waitFor();
      assert.equal(await who.field('姓').inputValue(), '');
      await who.visit('card-declined');
      await who.press('マイナンバーカードから読み取る');
      await shows(who, '明日かたち');
      await who.page.getByText('マイナンバーカードから一部の内容だけを読み取って入力しました').waitFor();
      await who.page.getByText('すべて「姓」に入れました。').waitFor();
      await who.visit('card-partly');
      await who.leaves();
    });
  });
}
