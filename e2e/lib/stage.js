// A stage for tests: one browser, one HTML checker, and people who visit pages.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { launch, person, WAYS } from './browser.js';
import { openChecker } from './checker.js';
import { timed } from './times.js';
import { Faultless, visit, watch } from './visit.js';

const SHOTS = fileURLToPath(new URL('../shots', import.meta.url));

/** Opens the stage; close it in `after`. */
export async function openStage() {
  const [browser, checker] = await timed('stage', () => Promise.all([launch(), openChecker()]));
  return {
    browser,
    checker,
    faultless: new Faultless(),
    async close() {
      checker.stop();
      await browser.close();
    },
  };
}

/** Somebody in front of a browser of their own. */
export class Person {
  constructor(stage, origin, way, context) {
    Object.assign(this, { stage, origin, way, context, findings: [], tabs: new Map() });
  }

  /** A new person with an empty browser, who has one tab open. */
  static async arrives(stage, origin, way = WAYS[0]) {
    const who = new Person(stage, origin, way, await person(stage.browser, way));
    who.page = await who.openTab();
    return who;
  }

  async openTab() {
    const page = await this.context.newPage();
    page.setDefaultTimeout(Number(process.env.PATIENCE ?? 15_000));
    this.tabs.set(page, watch(page, this.origin, this.stage.faultless));
    return page;
  }

  /** Everything of lib/visit.js, on the page that stands open now. Findings are kept until `leaves`. */
  async visit(name, { status = 200, page = this.page } = {}) {
    const { stage, way } = this;
    const found = await timed('visit', () => visit({ page, seen: this.tabs.get(page), checker: stage.checker, way, name, status, shots: SHOTS }));
    this.findings.push(...found);
    return found;
  }

  async goto(path, page = this.page) {
    await timed('goto', () => page.goto(new URL(path, this.origin).href));
  }

  /** The document that was answered last. */
  answered(page = this.page) {
    return this.tabs.get(page).document;
  }

  /** The heading of the page is `words`, width of characters and spaces apart. */
  async isOn(words, page = this.page) {
    const heading = page.getByRole('heading', { level: 1 });
    await heading.waitFor();
    const text = plain(await heading.innerText());
    assert.ok(text.includes(plain(words)), `on 「${text}」 instead of 「${words}」 (${page.url()})`);
  }

  /** The control with this label, the mark ※必須 or ※任意 apart. */
  field(label, page = this.page) {
    const exact = label instanceof RegExp ? label : new RegExp(`^[\\s\\u200b]*${escaped(label)}[\\s\\u200b]*(※\\s*(必須|任意))?\\s*$`);
    return page.getByLabel(exact).and(page.locator('input, select, textarea'));
  }

  async fill(label, text, page = this.page) {
    await timed('fill', () => this.field(label, page).fill(text));
  }

  /** Presses the button or follows the link with these words, and waits for the page after it. */
  async press(words, page = this.page) {
    await timed('press', async () => {
      await this.control(words, page).click();
      await page.waitForLoadState('load');
    });
  }

  control(words, page = this.page) {
    const name = words instanceof RegExp ? words : new RegExp(`^[\\s\\u200b]*${escaped(words)}[\\s\\u200b]*$`);
    return page.getByRole('button', { name }).or(page.getByRole('link', { name })).locator('visible=true').first();
  }

  /** Goes away. Fails with every finding of every page that was visited. */
  async leaves() {
    await this.context.close();
    assert.equal(this.findings.length, 0, `\n${this.findings.join('\n')}`);
  }
}

/** The words as a pattern: spaces, places where a line may break and the width of characters do not matter. */
function escaped(text) {
  const letter = (one) => {
    const forms = [...new Set([one, one.normalize('NFKC'), wide(one)])].map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return forms.length === 1 ? forms[0] : `(?:${forms.join('|')})`;
  };
  return [...text.replace(/\s+/g, '')].map(letter).join('[\\s\\u200b]*');
}

function wide(letter) {
  const code = letter.charCodeAt(0);
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : letter;
}

/** As the contract compares words: full-width and half-width alike, no spaces. */
export function plain(text) {
  return text.normalize('NFKC').replace(/[\s\u200b]+/g, '');
}
