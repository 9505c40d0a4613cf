// The way from the top page to a signed-in person, as people go it: by the words on the screens.
import assert from 'node:assert/strict';
import { keyIn } from './mail.js';

export const PASSWORD = 'Asagao-2026#';
let people = 0;

/** An address that nobody had before. */
export function newAddress() {
  people += 1;
  return `hanako.${process.pid}.${Date.now()}.${people}@example.jp`;
}

/** Reads both texts to their end, as far as the page asks for it, and agrees to them. */
export async function agrees(who) {
  const { page } = who;
  const box = page.getByRole('checkbox', { name: /に同意します/ });
  for (const text of ['プライバシーポリシー', '利用規約']) {
    await page.getByRole('region', { name: new RegExp(text) }).focus();
    await page.keyboard.press('End');
  }
  await page.waitForFunction((found) => !found.disabled, await box.elementHandle());
  await box.check();
}

/** Ticks both boxes of アカウント登録. */
export async function consents(who) {
  await agrees(who);
  await who.page.getByRole('checkbox', { name: /在学中/ }).check();
}

/** From the top page to パスワード登録. `stop(name)` is called on every page that is reached. */
export async function asksForAccount(who, email, stop = async () => {}) {
  await who.goto('/');
  await stop('top');
  await who.press('マイページを開設して求職申込み');
  await who.isOn('求職者マイページアカウント登録');
  await stop('register');
  await who.fill('メールアドレス', email);
  await who.fill('メールアドレス（確認用）', email);
  await consents(who);
  await who.press('次へ進む');
  await who.isOn('パスワード登録');
  await stop('register-password');
}

/** From パスワード登録 to アカウント登録完了, with the key from the mailbox. */
export async function setsPassword(who, mail, email, stop = async () => {}) {
  const letter = await mail.letter(email, 'アカウント仮登録完了通知');
  assert.match(letter.body, /50分/);
  await givesPassword(who, '新規の', PASSWORD, keyIn(letter));
  await who.isOn('求職者マイページアカウント登録完了');
  await stop('register-done');
}

/** A person with an account whose 求職情報 is still missing. */
export async function registered(who, mail) {
  const email = newAddress();
  await asksForAccount(who, email);
  await setsPassword(who, mail, email);
  return email;
}

/** A given name in half-width kana that no other person of these tests has: one name and birth date, one page. */
function newKana() {
  people += 1;
  const letters = [...'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄ'];
  return `ﾕｳｷ${[...String(people)].map((digit) => letters[Number(digit)]).join('')}`;
}

export async function logsIn(who, email, password = PASSWORD) {
  await who.goto('/login');
  await signsIn(who, email, password);
}

/** On the login, however one came there. */
export async function signsIn(who, email, password = PASSWORD) {
  await who.isOn('求職者マイページログイン');
  await who.fill('ID（メールアドレス）', email);
  await who.fill('パスワード', password);
  await who.press('ログイン');
}

/** A new password, typed twice, with the mailed key. `which` as the screen calls it: 新規の or 新しい. */
export async function givesPassword(who, which, password, key) {
  await who.fill(`${which}パスワード`, password);
  await who.fill(`${which}パスワード（確認用）`, password);
  await who.fill('認証キー', key);
  await who.press('完了');
}

export async function logsOut(who, page = who.page) {
  const button = page.getByRole('button', { name: 'ログアウト' }).locator('visible=true').first();
  if (!(await button.isVisible())) await page.locator('summary', { hasText: 'メニュー' }).click();
  await page.getByRole('button', { name: 'ログアウト' }).locator('visible=true').first().click();
  await page.waitForLoadState('load');
  await who.isOn('ハローワークインターネットサービス', page);
}

const SAVE = '保存して次へ進む';

/** From アカウント登録完了 through the pages of 求職情報 to the home. `stop` as above. */
export async function opensPage(who, stop = async () => {}) {
  // On a phone, where the card is offered too, it is called otherwise.
  await who.press(/^(マイナンバーカードを使わずに)?求職情報を登録$/);
  await who.isOn('求職情報登録');
  await stop('profile');

  await who.press(/^基本情報/);
  await stop('profile-basic');
  await fillsBasics(who);
  await who.press(SAVE);
  await who.press(/^求職情報提供等/);
  await stop('profile-disclosure');
  await who.page.getByRole('radio', { name: /^公開する/ }).check();
  await who.page.getByRole('radio', { name: '連絡してよい' }).check();
  await who.press(SAVE);
  await who.press(/^希望職種/);
  await stop('profile-work');
  await fillsWork(who, stop);
  await who.press(SAVE);
  await who.press(/^希望勤務地/);
  await stop('profile-places');
  await who.page.getByRole('combobox', { name: /希望勤務地1/ }).first().selectOption({ label: '埼玉県' });
  await who.press(SAVE);
  await stop('profile-complete');
  await who.press('登録内容を確認する');
  await stop('profile-check');
  await who.press('完了');
  await stop('profile-done');
  await who.press(/ホームへ/);
  await who.isOn('求職者マイページホーム');
  await stop('home');
}

/** 基本情報 of somebody new, the address by its postal code. */
export async function fillsBasics(who) {
  await who.fill('姓', '明日');
  await who.fill('名', '勇気');
  await who.fill('姓のフリガナ（カタカナ）', 'あした');
  await who.fill('名のフリガナ（カタカナ）', newKana());
  await who.fill('年（西暦）', '1990');
  await who.fill('月', '４');
  await who.fill('日', '1');
  await who.fill('郵便番号', '３４３－００２３');
  await who.press('住所を検索');
  assert.equal(await who.field('市区町村').inputValue(), '越谷市');
  await who.fill('町名・番地', '東越谷1-5-6');
  await who.fill('電話番号', '090-1234-5678');
  await who.page.getByRole('radiogroup', { name: /障害の有無/ }).getByRole('radio', { name: 'なし' }).check();
}

/** 希望職種 by its picker, and what is ticked before it is still ticked afterwards. */
export async function fillsWork(who, stop = async () => {}) {
  const kinds = who.page.getByRole('group', { name: /雇用形態/ }).getByRole('checkbox');
  await kinds.first().check();
  await who.press(/^職種を選ぶ.*希望職種1$/);
  await stop('profile-occupations');
  await who.fill('職種を表す言葉', 'けあわーかー');
  await who.press('職種を探す');
  await stop('profile-occupations-found');
  await who.press(/^選ぶ.*施設介護員$/);
  await who.isOn('希望職種・時間等');
  assert.ok(await kinds.first().isChecked());
}

/** Opens the reading tool by the keyboard and asks for readings. */
export async function asksForReadings(who) {
  await who.page.locator('summary', { hasText: 'アクセシビリティ閲覧支援ツール' }).focus();
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('group', { name: 'ふりがな' }).getByRole('radio', { name: 'あり' }).check({ force: true });
  await who.press('この表示にする');
}
