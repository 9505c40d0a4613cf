// 学歴/資格, 経歴, 自己PR, the preview of what employers see and the history, by Hanako of the demo, whose page is
// open. Each way leaves her entries as they were, so that the next finds them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startDemo } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { logsIn } from '../lib/walk.js';

const EMAIL = 'hanako@example.jp';
const SAVE = '変更を保存する';

let stage;
let demo;

before(async () => {
  [stage, demo] = await Promise.all([openStage(), startDemo()]);
});

after(async () => {
  await demo?.stop();
  await stage?.close();
});

const says = async (who, words) => {
  const text = await who.page.locator('main').innerText();
  assert.ok(text.includes(words), `「${words}」 in ${text}`);
};

/** Year and month of one of the fieldsets. */
async function fillsMonth(who, legend, year, month) {
  const group = who.page.getByRole('group', { name: new RegExp(`^${legend}`) });
  await group.getByLabel('年（西暦）').fill(year);
  await group.getByLabel('月', { exact: true }).fill(month);
}

/** あり or なし to 障害の有無 in 基本情報. */
async function saysAboutDisability(who, answer) {
  await who.goto('/profile/basic');
  const group = who.page.getByRole('radiogroup', { name: /^障害の有無/ });
  await group.getByRole('radio', { name: answer }).check();
  await who.press(SAVE);
  await who.isOn('求職情報');
}

for (const way of WAYS) {
  describe(`学歴/資格, 経歴, 自己PR (${way.name})`, () => {
    async function arrives() {
      const who = await Person.arrives(stage, demo.origin, way);
      await logsIn(who, EMAIL);
      await who.isOn('求職者マイページホーム');
      return who;
    }

    it('adds, changes and deletes a school', async () => {
      const who = await arrives();
      await who.goto('/profile/education');
      await who.isOn('学歴/資格');
      await who.visit('career-education');
      await who.press('学歴を追加する');
      await who.isOn('学歴の追加');
      await who.visit('career-school');
      await who.press('保存する');
      assert.equal(who.answered().status, 422);
      await who.visit('career-school-error', { status: 422 });
      await who.field('学校の種類').selectOption('university');
      await who.fill('学校名', '朝顔通信大学');
      await who.page.getByRole('radio', { name: '中退' }).check();
      await fillsMonth(who, '卒業・中退の年月', '２０１５', '3');
      await who.press('保存する');
      await who.isOn('学歴/資格');
      await says(who, '朝顔通信大学（大学）中退');
      await who.press(/^変更\s*：朝顔通信大学/);
      await who.visit('career-school-change');
      await who.fill('学部・学科', '経済学部');
      await who.press('保存する');
      await says(who, '朝顔通信大学 経済学部（大学）中退');
      await who.press(/^削除\s*：朝顔通信大学/);
      await who.isOn('学歴の削除');
      await who.visit('career-school-delete');
      await who.press('削除する');
      await who.isOn('学歴/資格');
      assert.ok(!(await who.page.locator('main').innerText()).includes('朝顔通信大学'));
      await who.leaves();
    });

    it('finds a licence by a keyword in kana and by its category', async () => {
      const who = await arrives();
      await who.goto('/profile/education');
      await who.press('免許・資格を追加する');
      await who.isOn('免許・資格を選ぶ');
      await who.visit('career-licence-picker');
      await who.fill('免許・資格の名前', 'かいごふくしし');
      await who.press('探す');
      await says(who, '1件あります');
      await who.visit('career-licence-found');
      await who.fill('免許・資格の名前', '宇宙飛行士');
      await who.press('探す');
      await says(who, '0件です');
      await who.visit('career-licence-none');
      await who.press('福祉・介護');
      await who.press('介護福祉士');
      await who.isOn('免許・資格の追加');
      await fillsMonth(who, '取得年月', '2015', '13');
      await who.press('保存する');
      assert.equal(who.answered().status, 422);
      await who.visit('career-licence-error', { status: 422 });
      await fillsMonth(who, '取得年月', '平成２７', '３');
      await who.press('保存する');
      await says(who, '2015年3月（平成27年）取得');
      await who.press(/^変更\s*：介護福祉士/);
      await who.visit('career-licence-change');
      await who.goto('/profile/education');
      await who.press(/^削除\s*：介護福祉士/);
      await who.visit('career-licence-delete');
      await who.press('削除する');
      await who.goto('/profile/education/licences/new');
      await who.visit('career-licence-own-words');
      await who.leaves();
    });

    it('adds a job to 経歴, newest first', async () => {
      const who = await arrives();
      await who.goto('/profile/career');
      await who.isOn('経歴');
      await who.visit('career-list');
      await who.press('職歴を追加する');
      await who.visit('career-job');
      await who.fill('会社名', '朝顔スーパー');
      await who.field('雇用形態').selectOption('part_time');
      await who.fill('職種', 'レジ');
      await fillsMonth(who, '入社年月', '2026', '10');
      await who.fill('仕事の内容', 'あ'.repeat(301));
      await who.press('保存する');
      assert.equal(who.answered().status, 422);
      await who.visit('career-job-error', { status: 422 });
      assert.equal((await who.field('仕事の内容').inputValue()).length, 301);
      await who.fill('仕事の内容', '会計と品出し\n売り場の掃除');
      await who.page.getByLabel(/^在職中/).check();
      await who.press('保存する');
      await who.isOn('経歴');
      assert.equal(await who.page.locator('main section h2').first().innerText(), '朝顔スーパー');
      await who.press(/^変更\s*：朝顔スーパー/);
      await who.visit('career-job-change');
      await who.goto('/profile/career');
      await who.press(/^削除\s*：朝顔スーパー/);
      await who.isOn('職歴の削除');
      await who.visit('career-job-delete');
      await who.press('削除する');
      await who.isOn('経歴');
      await who.leaves();
    });

    it('asks about a disability only whoever has one, and says who reads it', async () => {
      const who = await arrives();
      await who.goto('/profile/disability');
      await who.isOn('求職情報');
      await saysAboutDisability(who, 'あり');
      await who.goto('/profile/disability');
      await who.isOn('障害情報');
      await says(who, 'あなたとハローワークだけです');
      await who.visit('career-disability');
      await who.press(SAVE);
      assert.equal(who.answered().status, 422);
      await who.visit('career-disability-error', { status: 422 });
      await who.page.getByLabel('身体障害', { exact: true }).check();
      await who.field('配慮してほしいこと').fill('通院のため、月に1回休みます。');
      await who.press(SAVE);
      await says(who, '「障害情報」の変更を保存しました');
      await saysAboutDisability(who, 'なし');
      assert.ok(!(await who.page.locator('main').innerText()).includes('通院'));
      await who.leaves();
    });

    it('asks once about what would identify her, and hides it from employers', async () => {
      const who = await arrives();
      await who.goto('/profile/introduction');
      await who.isOn('自己PR');
      await who.visit('career-introduction');
      const text = await who.field('自己PR').inputValue();
      await who.fill('自己PR', `求人花子です。電話は０９０－１１１１－２２２２です。\n${text}`);
      await who.press(SAVE);
      assert.equal(who.answered().status, 422);
      await says(who, '電話番号、お名前');
      await who.visit('career-introduction-warning', { status: 422 });
      await who.press(SAVE);
      await who.goto('/profile/preview');
      await who.isOn('求人者に見える内容');
      await says(who, '＊＊＊です。電話は＊＊＊です。');
      assert.doesNotMatch(await who.page.locator('main').innerText(), /花子|1111|朝顔文具|あさがお短期大学|1990/);
      await who.visit('career-preview');
      await who.goto('/profile/introduction');
      await who.fill('自己PR', text);
      await who.press(SAVE);
      await who.isOn('求職情報');
      await who.visit('career-registered');
      await who.goto('/profile/history');
      await who.isOn('求職情報の変更履歴');
      await who.visit('career-history');
      await who.leaves();
    });
  });
}
