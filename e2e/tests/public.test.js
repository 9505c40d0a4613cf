// The pages that everybody may read, and what is shown when there is no page.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';

let program;
let stage;

before(async () => {
  [program, stage] = await Promise.all([startProgram(), openStage()]);
});

after(async () => {
  await stage?.close();
  await program?.stop();
});

const PAGES = [
  ['top', '/', 'ハローワークインターネットサービス'],
  ['links', '/links', 'リンク集'],
  ['sitemap', '/sitemap', 'サイトマップ'],
  ['site-policy', '/site-policy', 'サイトポリシー'],
  ['privacy', '/privacy', 'プライバシーポリシー'],
  ['terms', '/terms', '利用規約'],
  ['faq', '/faq', 'よくあるご質問'],
  ['contact', '/contact', 'お問い合わせ先'],
  ['locations', '/locations', '所在地情報'],
  ['accessibility', '/accessibility', 'アクセシビリティ'],
  ['register', '/register', '求職者マイページアカウント登録'],
  ['login', '/login', '求職者マイページログイン'],
  ['password-reset', '/password-reset', '求職者マイページパスワード再登録'],
  ['reopen', '/reopen', 'アカウントの再登録'],
  ['opening', '/opening', 'マイページ開設'],
  ['search-start', '/search', '求人検索'],
];

for (const way of WAYS) {
  describe(`everybody (${way.name})`, () => {
    for (const [name, path, heading] of PAGES) {
      it(`reads ${heading}`, async () => {
        const who = await Person.arrives(stage, program.origin, way);
        await who.goto(path);
        await who.isOn(heading);
        await who.visit(name);
        await who.leaves();
      });
    }

    it('is told when there is no such page', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/nowhere');
      await who.isOn('ページが見つかりません');
      await who.visit('not-found', { status: 404 });
      await who.leaves();
    });
  });
}

describe('the footer', () => {
  it('has its eight links in their order, and each leads to its page', async () => {
    const wanted = ['リンク集', 'サイトマップ', 'サイトポリシー', 'プライバシーポリシー', '利用規約', 'よくあるご質問', 'お問い合わせ先', '所在地情報'];
    const who = await Person.arrives(stage, program.origin);
    await who.goto('/');
    const links = who.page.getByRole('contentinfo').getByRole('navigation').getByRole('link');
    assert.deepEqual(await links.allInnerTexts(), wanted);
    for (const words of wanted) {
      await who.page.getByRole('contentinfo').getByRole('link', { name: words, exact: true }).click();
      await who.isOn(words);
    }
    await who.leaves();
  });
});

describe('the reading tool', () => {
  for (const way of WAYS) {
    it(`makes words larger and turns black to white (${way.name})`, async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/faq');
      const size = () => who.page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
      const paper = () => who.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('background-color') + getComputedStyle(document.body).backgroundColor);
      const [small, white] = [await size(), await paper()];
      const summary = who.page.locator('summary', { hasText: 'アクセシビリティ閲覧支援ツール' });
      await summary.focus();
      await who.page.keyboard.press('Enter');
      await who.page.getByRole('radio', { name: '特大' }).check({ force: true });
      await who.page.getByRole('radio', { name: '白黒反転' }).check({ force: true });
      await who.press('この表示にする');
      await who.isOn('よくあるご質問');
      assert.ok((await size()) > small * 1.2, `${await size()} px after ${small} px`);
      assert.notEqual(await paper(), white);
      await who.visit('faq-largest-inverted');
      await who.goto('/');
      await who.visit('top-largest-inverted');
      await who.leaves();
    });
  }

  it('reads the page aloud, sentence by sentence', async () => {
    const who = await Person.arrives(stage, program.origin);
    // The browser of the tests has no voice: what it is given to say is written down.
    await who.page.addInitScript(() => {
      window.said = [];
      const voice = { speaking: false, speak: (speech) => window.said.push([speech.lang, speech.text]), cancel: () => {} };
      Object.defineProperty(window, 'speechSynthesis', { value: voice });
    });
    await who.goto('/contact');
    await who.page.locator('summary', { hasText: 'アクセシビリティ閲覧支援ツール' }).click();
    await who.press('本文を読み上げる');
    const said = await who.page.evaluate(() => window.said);
    assert.deepEqual(said[0], ['ja-JP', 'お問い合わせ先']);
    assert.ok(said.length > 10 && said.some(([, text]) => text.includes('0570-077450')), JSON.stringify(said));
    await who.control('読み上げをやめる').waitFor();
    await who.leaves();
  });
});
