// 求職情報, steps 1 to 4: the pickers, the warning that passes on a second press, and changing afterwards.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { fillsBasics, fillsWork, logsIn, logsOut, opensPage, registered } from '../lib/walk.js';

const SAVE = '保存して次へ進む';
const CHANGE = '変更を保存する';

let stage;
let demo;

before(async () => {
  stage = await openStage();
  demo = await startDemo();
});

after(async () => {
  await demo?.stop();
  await stage?.close();
});

/** The group of radio buttons with this name. */
const choices = (who, name) => who.page.getByRole('radiogroup', { name });

for (const way of WAYS) {
  describe(`求職情報 (${way.name})`, () => {
    it('is filled in by pickers, in any order, and found again on another device', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      const email = await registered(who, demo.mail);
      await who.goto('/profile');
      assert.equal(await who.page.getByText('入力不要').count(), 2, '障害情報 and 自己PR do not apply');
      await who.visit('steps-none');
      await who.goto('/profile/refused');
      await who.visit('steps-refused');

      await who.goto('/profile/work');
      await who.fill('開始時刻', '９時');
      await who.fill('希望の補足', '駅に近い職場を希望します。');
      await fillsWork(who, (name) => who.visit(`steps-${name}`));
      assert.equal(await who.field('開始時刻').inputValue(), '９時');
      await who.press(/^職種を選ぶ.*希望職種2$/);
      await who.press('サービスの職業');
      await who.visit('steps-occupations-major');
      await who.page.getByRole('link', { name: '訪問介護職', exact: true }).click();
      await who.page.waitForLoadState('load');
      await who.visit('steps-occupations-minor');
      await who.press('「訪問介護職」をまとめて選ぶ');
      await who.isOn('希望職種・時間等');
      assert.ok(await who.page.getByText('訪問介護職').isVisible());

      await who.fill('終了時刻', '9:30');
      await who.press(SAVE);
      await who.visit('steps-work-warning', { status: 422 });
      assert.match(await who.page.getByRole('alert').innerText(), /0時間30分/);
      await who.fill('終了時刻', '15:30');
      await who.press(SAVE);
      await who.isOn('求職情報登録');

      await who.goto('/profile/places');
      await who.page.getByRole('combobox', { name: /希望勤務地1/ }).selectOption({ label: '埼玉県' });
      await choices(who, /賃金の形/).getByRole('radio', { name: '月給' }).check();
      await who.fill('下限額（円）', '１２００');
      await who.press(/^市区町村を選ぶ.*希望勤務地1$/);
      await who.visit('steps-municipalities');
      for (const name of ['越谷市', '草加市', '春日部市', '八潮市', '三郷市', '吉川市']) {
        await who.page.getByRole('checkbox', { name, exact: true }).check();
      }
      await who.press('この市区町村に決める');
      await who.visit('steps-municipalities-too-many', { status: 422 });
      await who.page.getByRole('checkbox', { name: '吉川市', exact: true }).uncheck();
      await who.press('この市区町村に決める');
      await who.isOn('希望勤務地・賃金');
      assert.equal(await who.page.getByRole('checkbox', { checked: true }).count(), 5);
      await who.press(SAVE);
      await who.visit('steps-places-warning', { status: 422 });
      await who.press(SAVE);
      await who.isOn('求職情報登録');
      await logsOut(who);
      await who.leaves();

      const elsewhere = await Person.arrives(stage, demo.origin, way);
      await logsIn(elsewhere, email);
      await elsewhere.goto('/profile');
      assert.equal(await elsewhere.page.getByText('入力済み').count(), 2);
      await elsewhere.goto('/profile/basic');
      await fillsBasics(elsewhere);
      await choices(elsewhere, /障害の有無/).getByRole('radio', { name: 'あり' }).check();
      await elsewhere.fill('路線名', '東武スカイツリーライン');
      await elsewhere.press(SAVE);
      await elsewhere.visit('steps-basic-station', { status: 422 });
      await elsewhere.fill('駅名', '越谷駅');
      await elsewhere.press(SAVE);
      await elsewhere.isOn('求職情報登録');
      assert.equal(await elsewhere.page.getByRole('link', { name: '障害情報', exact: true }).count(), 1);
      await elsewhere.visit('steps-some');
      await elsewhere.leaves();
    });

    it('is changed after the page is open, by the same pages and rules', async () => {
      const who = await Person.arrives(stage, demo.origin, way);
      await registered(who, demo.mail);
      await opensPage(who);
      await who.goto('/profile');
      await who.visit('registered');
      await who.press(/^変更：?\s*：?希望職種・時間等$/);
      await who.visit('registered-work');
      await choices(who, /フルタイム・パート/).getByRole('radio', { name: 'パート' }).check();
      await who.press(CHANGE);
      await who.isOn('求職情報');
      assert.match(await who.page.locator('main').innerText(), /「希望職種・時間等」の変更を保存しました。/);
      await who.visit('registered-changed');
      await who.goto('/profile/basic');
      await who.fill('町名・番地', '川柳町2-2');
      await who.press('住所を検索');
      await who.press(CHANGE);
      await who.isOn('求職情報');
      await who.goto('/profile/disclosure');
      await choices(who, /求職情報の公開/).getByRole('radio', { name: '公開しない' }).check();
      await who.page.getByRole('checkbox', { name: /民間人材ビジネス/ }).check();
      await who.visit('registered-disclosure');
      await who.press(CHANGE);
      await who.goto('/profile/history');
      assert.match(await who.page.locator('main').innerText(), /求職情報提供等/);
      await who.leaves();
    });
  });
}
