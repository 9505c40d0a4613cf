// Nothing that was typed is lost by going back: 戻る keeps it without scripts, and with them every way of leaving a page.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { registered } from '../lib/walk.js';

const FORM = '/profile/basic';
const NOTICE = '前に入力した内容を表示しています';
const MARK = '入力の途中です（保存されていません）';

let program;
let stage;

before(async () => {
  [program, stage] = await Promise.all([startProgram(), openStage()]);
});

after(async () => {
  await stage?.close();
  await program?.stop();
});

const says = async (who, words) => (await who.page.locator('main').innerText()).includes(words);

/** The form is opened again until it shows what the page that went away has sent. */
async function findsAgain(who, name) {
  const until = Date.now() + 10_000;
  do {
    await who.goto(FORM);
    if ((await who.field('姓').inputValue()) === name) return;
  } while (Date.now() < until);
  assert.fail(`「${name}」 was lost; 姓 is 「${await who.field('姓').inputValue()}」`);
}

for (const way of WAYS) {
  describe(`戻る (${way.name})`, () => {
    it('keeps what was typed until it is thrown away', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await registered(who, program.mail);
      await who.goto(FORM);
      await who.fill('姓', '明日');
      await who.press('戻る');
      await who.isOn('求職情報登録');
      assert.equal(await who.page.getByText(MARK).count(), 1);
      await who.visit('going-back-tasks');
      await who.press('基本情報登録');
      assert.equal(await who.field('姓').inputValue(), '明日');
      assert.ok(await who.page.getByRole('status').filter({ hasText: NOTICE }).isVisible());
      await who.visit('going-back-notice');
      await who.press('入力した内容を捨てて、保存されている内容を表示する');
      await who.isOn('基本情報登録');
      assert.equal(await who.field('姓').inputValue(), '');
      assert.equal(await says(who, NOTICE), false);
      await who.goto('/profile');
      assert.equal(await says(who, MARK), false, 'a page that was thrown away sends nothing after it');
      await who.leaves();
    });

    it('is not what the Enter key presses', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await registered(who, program.mail);
      await who.goto(FORM);
      await who.fill('姓', '明日');
      await who.field('姓').press('Enter');
      await who.page.getByRole('alert').filter({ hasText: '入力内容に誤りがあります' }).waitFor();
      assert.equal(who.answered().status, 422);
      await who.leaves();
    });
  });
}

describe('a page that goes away with something typed', () => {
  /** Somebody who has typed a name, and a way of leaving the page. */
  const leaving = (name, leave) =>
    it(`keeps it: ${name}`, async () => {
      const who = await Person.arrives(stage, program.origin);
      await registered(who, program.mail);
      await who.goto('/profile');
      await who.press('基本情報登録');
      await who.fill('姓', '明日');
      await leave(who);
      await findsAgain(who, '明日');
      assert.ok(await says(who, NOTICE));
      await who.leaves();
    });

  leaving('the way back of the browser', (who) => who.page.goBack());
  leaving('a link of the header', (who) => who.press('求人検索'));
  leaving('another form of the page', async (who) => {
    await who.page.getByText('アクセシビリティ閲覧支援ツール').click();
    await who.press('この表示にする');
  });
  leaving('the window is closed', async (who) => {
    const closed = who.page;
    who.page = await who.openTab();
    await closed.close({ runBeforeUnload: true });
  });
  leaving('a form that was refused', async (who) => {
    await who.press('保存して次へ進む');
    await who.page.getByRole('alert').filter({ hasText: '入力内容に誤りがあります' }).waitFor();
    await who.page.goBack();
  });

  it('sends nothing when nothing was typed, or when it was just sent', async () => {
    const who = await Person.arrives(stage, program.origin);
    await registered(who, program.mail);
    const sent = [];
    who.page.on('request', (request) => {
      if (request.postData()?.includes('page_went_away')) sent.push(request.url());
    });
    await who.goto(FORM);
    await who.goto('/profile/disclosure');
    await who.page.getByRole('radio', { name: '公開しない' }).first().check();
    await who.page.getByRole('radio', { name: '連絡してよい', exact: true }).check();
    await who.press('保存して次へ進む');
    await who.isOn('求職情報登録');
    await who.goto('/profile');
    assert.deepEqual(sent, []);
    assert.equal(await says(who, MARK), false);
    await who.leaves();
  });
});
