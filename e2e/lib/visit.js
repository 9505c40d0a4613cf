// One visit: everything that must hold on every page and every error state.
import { appendFileSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { worldApart } from './apart.js';
import * as inPage from './in-page.js';
import { keyboardFaults } from './keyboard.js';
import { timed } from './times.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const NARROW = { width: 320, height: 640 };
export const SERVICE = 'ハローワークインターネットサービス';

/** Looks at what a page does by itself: documents, console, requests. Call once for each new tab. */
export function watch(page, origin, faultless) {
  const seen = { faultless, document: null, answers: new Set(), console: [], foreign: [] };
  page.on('response', (response) => {
    const request = response.request();
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return;
    if (response.status() >= 300 && response.status() < 400) return;
    seen.answers.add(`${response.status()} ${response.url()}`);
    // Asked for at once: after the next page the browser has forgotten it.
    seen.document = { url: response.url(), status: response.status(), headers: response.allHeaders(), body: response.text() };
    seen.document.body.catch(() => {});
    seen.document.headers.catch(() => {});
  });
  // What the pages of others do is not ours to judge.
  const ours = (address) => address.startsWith(`${origin}/`);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && ours(page.url())) seen.console.push({ text: message.text(), url: message.location().url });
  });
  page.on('pageerror', (error) => seen.console.push({ text: String(error), url: page.url() }));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const goesThere = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (goesThere || !ours(request.frame().url())) return;
    if (url.origin !== origin && !['data:', 'blob:', 'about:'].includes(url.protocol)) seen.foreign.push(request.url());
  });
  return seen;
}

/**
 * Checks the page that `page` shows. Returns the findings, each a sentence that begins with the name; where there are
 * any, and when PICTURES is set, its picture is saved as shots/<way>/<name>.png.
 */
export async function visit({ page, seen, checker, way, name, status = 200, shots }) {
  const found = [];
  const add = (kind, faults) => found.push(...faults.map((fault) => `[${way.name}] ${name}: ${kind}: ${fault}`));

  note(way, status, page.url());
  add('document', await timed('document', () => documentFaults(page, seen, status)));
  const body = await seen.document.body;
  add('Nu', await timed('Nu', () => checker.check(body)));
  const known = `${way.viewport.width} ${withoutOwn(await page.evaluate(inPage.standing))}`;
  if (seen.faultless.has(known, way)) {
    await timed('known page', async () => {});
  } else {
    seen.debug ??= await page.context().newCDPSession(page);
    const faults = await drawnFaults(page, await worldApart(seen.debug), way);
    for (const [kind, lines] of faults) add(kind, lines);
    if (faults.every(([, lines]) => lines.length === 0)) seen.faultless.add(known, way);
  }
  add('console', seen.console.filter((line) => !ownStatus(line, seen.answers)).map((line) => `${line.text} (${line.url})`));
  add('other site', seen.foreign);
  seen.console.length = 0;
  seen.foreign.length = 0;
  seen.answers.clear();
  if (found.length > 0 || process.env.PICTURES) await timed('picture', () => picture(page, `${shots}/${way.name}`, name));
  return found;
}

/** What depends on nothing but the page as it stands and the width of the window. */
async function drawnFaults(page, apart, way) {
  const faults = [];
  faults.push(['axe', await timed('axe', () => axeFaults(apart))]);
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(['axe in the dark', await timed('axe dark', () => axeFaults(apart, { type: 'rule', values: ['color-contrast'] }))]);
  await page.emulateMedia({ colorScheme: 'light' });
  faults.push(['target', await page.evaluate(inPage.targetFaults)]);
  await page.evaluate(inPage.restore);
  faults.push(['keyboard', await timed('keyboard', () => keyboardFaults(apart))]);
  await page.setViewportSize(NARROW);
  faults.push(['sideways', await page.evaluate(inPage.sidewaysFaults)]);
  await page.setViewportSize(way.viewport);
  await page.evaluate(inPage.restore);
  return faults;
}

/** The text of a page without what only tells one person, key or minute from another. */
function withoutOwn(text) {
  return text
    .replace(/[\w.+-]+@[\w.-]+/g, '@')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}/g, '…')
    .replace(/\d{1,2}(:|時)\d{2}/g, '$1');
}

/** Pages that were found without fault, so that the same page at the same width is not examined twice. */
export class Faultless {
  #pages = new Map();

  has(known, way) {
    const scripts = this.#pages.get(known);
    // What holds with scripts is not known from a visit without them.
    return scripts !== undefined && (scripts || !way.javaScript);
  }

  add(known, way) {
    this.#pages.set(known, way.javaScript || this.#pages.get(known) === true);
  }
}

async function picture(page, folder, name) {
  await mkdir(folder, { recursive: true });
  await page.evaluate(inPage.restore);
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true, animations: 'disabled' });
}

/** Writes down for lib/pages.js which page was visited in which way. */
function note(way, status, url) {
  if (process.env.VISITS) appendFileSync(process.env.VISITS, `${way.name}\t${status}\t${new URL(url).pathname}\n`);
}

/** Chromium reports the status of an error page on the console: those of the pages themselves are wanted. */
function ownStatus(line, answers) {
  const status = /responded with a status of ([45]\d\d)/.exec(line.text)?.[1];
  return answers.has(`${status} ${line.url}`);
}

async function documentFaults(page, seen, status) {
  const faults = [];
  const { h1, faults: frame } = await page.evaluate(inPage.frameFaults);
  faults.push(...frame);
  if (seen.document.status !== status) faults.push(`status ${seen.document.status} instead of ${status}`);
  const title = await page.title();
  const errors = await page.getByRole('alert').count();
  // A warning, which a second press accepts, is no error.
  const front = status === 422 ? /^(エラー|確認)：/ : /^/;
  if (!front.test(title) || !title.includes(h1) || !title.includes(SERVICE)) faults.push(`title 「${title}」, h1 「${h1}」`);
  if (status === 422 && errors === 0) faults.push('an error page without a summary (role=alert)');
  const headers = await seen.document.headers;
  const policy = headers['content-security-policy'] ?? '';
  if (!policy || /unsafe-/.test(policy)) faults.push(`Content-Security-Policy: ${policy}`);
  if (headers['x-content-type-options'] !== 'nosniff') faults.push('no nosniff');
  if (!/no-store/.test(headers['cache-control'] ?? '')) faults.push(`Cache-Control: ${headers['cache-control']}`);
  return faults;
}

/** What axe finds. `runOnly` as axe wants it. */
async function axeFaults(apart, runOnly = { type: 'tag', values: RULES }) {
  if (!(await apart.call(() => 'axe' in window))) await apart.run(AXE);
  return apart.call(async (runOnly) => {
    const { violations } = await window.axe.run(document, { runOnly, resultTypes: ['violations'] });
    const node = ({ html, any }) => `${html.slice(0, 160)} (${any[0]?.message ?? ''})`;
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 4).map(node).join(' … ')}`);
  }, runOnly);
}
