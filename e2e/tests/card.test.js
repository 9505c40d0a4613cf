// マイナンバーカードを使って求職情報を登録 (seed 001, 2.1 ⑧), with the stand-in for デジタル認証アプリ.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { registered } from '../lib/walk.js';

let demo;
let stage;

before(async () => {
  [demo, stage] = await Promise.all([startDemo(), openStage()]);
});

after(async () => {
  await stage?.close();
  await demo?.stop();
});

/** At the screen that reads the card: as this person, or not at all. */
async function holdsCard(who, name) {
  await who.isOn('マイナンバーカードで本人確認');
  await who.page.getByRole('radio', { name }).check();
  await who.press('カードを読み取る');
}

const value = (who, label) => who.field(label).inputValue();

for (const way of WAYS) {
  const phone = way.name.startsWith('phone');

  describe(`the card (${way.name})`, () => {
    it('fills 基本情報登録, which the person checks, changes and saves', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await registered(who, demo.mail);
      await who.visit('card-register-done');
      const plain = who.page.getByRole('link', { name: phone ? 'マイナンバーカードを使わずに求職情報を登録' : '求職情報を登録', exact: true });
      assert.equal(await plain.count(), 1);
      await who.press('マイナンバーカードを使って求職情報を登録');
      await holdsCard(who, '明日 花子');

      await who.isOn('基本情報');
      await who.page.getByText('マイナンバーカードから読み取った内容を入力しましたので').waitFor();
      await who.visit('card-filled');
      assert.deepEqual([await value(who, '姓'), await value(who, '名')], ['明日', '花子']);
      assert.equal(await value(who, '年（西暦）'), '1990');
      assert.match(await value(who, '市区町村'), /千代田区/);
      await who.fill('名', '華子');
      await who.fill('姓のフリガナ（カタカナ）', 'あした');
      await who.fill('名のフリガナ（カタカナ）', `はなこ${['ア', 'イ', 'ウ', 'エ'][WAYS.indexOf(way)]}`);
      if (!(await value(who, '郵便番号'))) await who.fill('郵便番号', '100-8916');
      await who.fill('電話番号', '090-1234-5678');
      await who.press('保存して次へ進む');
      await who.isOn('求職情報登録');
      await who.press(/^基本情報/);
      assert.equal(await value(who, '名'), '華子', 'what the person wrote is what is kept');
      await who.leaves();
    });

    it('leaves the form to the person when it cannot be read, with one calm sentence', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await registered(who, demo.mail);
      await who.press('マイナンバーカードを使って求職情報を登録');
      await who.isOn('マイナンバーカードで本人確認');
      await who.press('やめる');
      await who.page.getByText('マイナンバーカードの読み取りを中止しました。お手数ですが、入力してください。').waitFor();
      assert.equal(await value(who, '姓'), '');
      await who.visit('card-declined');
      await who.leaves();
    });
  });
}
