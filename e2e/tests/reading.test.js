// ふりがな over fixed texts, and the office's terms in plain words.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WAYS } from '../lib/browser.js';
import { startProgram } from '../lib/program.js';
import { openStage, Person } from '../lib/stage.js';
import { asksForReadings } from '../lib/walk.js';

let program;
let stage;

before(async () => {
  [program, stage] = await Promise.all([startProgram(), openStage()]);
});

after(async () => {
  await stage?.close();
  await program?.stop();
});

for (const way of WAYS) {
  describe(`somebody new to Japanese (${way.name})`, () => {
    it('asks for readings, and every page has them without changing what controls are called', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/login');
      assert.equal(await who.page.locator('rt').count(), 0);
      await asksForReadings(who);
      await who.visit('login-readings');
      for (const [name, path] of [['top', '/'], ['faq', '/faq'], ['search', '/search'], ['register', '/register'], ['words', '/words']]) {
        await who.goto(path);
        assert.ok((await who.page.locator('main rt').count()) > 3, path);
        await who.visit(`${name}-readings`);
      }
      await who.goto('/search');
      await who.control('求人検索').waitFor();
      await who.goto('/');
      await who.press('求職者マイページにログイン');
      await who.page.waitForURL(/\/login/);
      await who.leaves();
    });

    it('reads what the terms of a page mean, one press away', async () => {
      const who = await Person.arrives(stage, program.origin, way);
      await who.goto('/login');
      const meaning = who.page.locator('#words-list').getByText('マイページを使うための登録です');
      assert.equal(await meaning.isVisible(), false);
      await who.press('ことばの説明');
      await meaning.waitFor();
      await who.visit('login-words');
      await who.press('ことばの説明を全部見る');
      await who.isOn('ことばの説明');
      await who.visit('words');
      await who.leaves();
    });
  });
}

describe('the voice', () => {
  it('reads the words, not their readings as well', async () => {
    const who = await Person.arrives(stage, program.origin);
    await who.page.addInitScript(() => {
      window.said = [];
      const voice = { speaking: false, speak: (speech) => window.said.push(speech.text), cancel: () => {} };
      Object.defineProperty(window, 'speechSynthesis', { value: voice });
    });
    await who.goto('/contact');
    await asksForReadings(who);
    await who.page.locator('summary', { hasText: 'アクセシビリティ' }).first().click();
    await who.press('本文を読み上げる');
    const said = (await who.page.evaluate(() => window.said)).join('');
    assert.ok(said.includes('受付日時') && !said.includes('うけつけ'), said);
    await who.leaves();
  });
});
