// One visit: everything that must hold on every page and every error state.
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as inPage from './in-page.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const NARROW = { width: 320, height: 640 };
export const SERVICE = 'ハローワークインターネットサービス';

/** Looks at what a page does by itself: documents, console, requests. Call once for each new tab. */
export function watch(page, origin) {
  const seen = { document: null, answers: new Set(), console: [], foreign: [] };
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
 * Checks the page that `page` shows and saves its picture as shots/<way>/<name>.png.
 * Returns the findings, each a sentence that begins with the name.
 *
 * `twin` is a page of a browser with scripts: where scripts are off, axe reads a copy of the
 * document there, with the page's own script held back.
 */
export async function visit({ page, seen, twin, checker, way, name, status = 200, shots }) {
  const found = [];
  const add = (kind, faults) => found.push(...faults.map((fault) => `[${way.name}] ${name}: ${kind}: ${fault}`));

  add('document', await documentFaults(page, seen, status));
  const body = await seen.document.body;
  add('Nu', await checker.check(body));
  if (way.javaScript) {
    add('axe', await axeFaults(page));
    await page.emulateMedia({ colorScheme: 'dark' });
    add('axe in the dark', await axeFaults(page, { type: 'rule', values: ['color-contrast'] }));
    await page.emulateMedia({ colorScheme: 'light' });
  } else {
    add('axe', await axeOfCopy(twin, page, body));
  }
  add('target', await page.evaluate(inPage.targetFaults));
  await page.evaluate(inPage.restore);
  await mkdir(`${shots}/${way.name}`, { recursive: true });
  await page.screenshot({ path: `${shots}/${way.name}/${name}.png`, fullPage: true, animations: 'disabled' });
  add('keyboard', await keyboardFaults(page));
  await page.setViewportSize(NARROW);
  add('sideways', await page.evaluate(inPage.sidewaysFaults));
  await page.setViewportSize(way.viewport);
  await page.evaluate(inPage.restore);

  add('console', seen.console.filter((line) => !ownStatus(line, seen.answers)).map((line) => `${line.text} (${line.url})`));
  add('other site', seen.foreign);
  seen.console.length = 0;
  seen.foreign.length = 0;
  seen.answers.clear();
  return found;
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

async function axeFaults(page, runOnly = { type: 'tag', values: RULES }) {
  // Evaluated by the debugger, which the page's Content-Security-Policy does not bind.
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    async (runOnly) => (await window.axe.run(document, { runOnly, resultTypes: ['violations'] })).violations,
    runOnly,
  );
  return violations.map(
    (fault) => `${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} (${node.any[0]?.message ?? ''})`).join(' … ')}`,
  );
}

async function axeOfCopy(twin, page, body) {
  const url = page.url();
  await twin.context().addCookies(await page.context().cookies());
  await twin.setViewportSize(page.viewportSize());
  await twin.route('**/*', (route) => {
    const request = route.request();
    if (request.resourceType() === 'script') return route.fulfill({ body: '', contentType: 'text/javascript' });
    if (request.isNavigationRequest()) return route.fulfill({ body, contentType: 'text/html; charset=utf-8' });
    return route.continue();
  });
  try {
    await twin.goto(url);
    return await axeFaults(twin);
  } finally {
    await twin.unroute('**/*');
  }
}

/** Walks the page by Tab: everything in the order of the document, each stop visible and ringed. */
async function keyboardFaults(page) {
  const faults = [];
  const stops = await page.evaluate(inPage.numberTabStops);
  let before = null;
  let next = 0;
  for (let presses = 0; next < stops.length && presses < stops.length + 20; presses += 1) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(inPage.focused);
    if (now.outside) break;
    if (now.at === undefined) continue; // a box that scrolls: reached besides
    if (now.at !== next) {
      faults.push(`Tab went to ${now.text} instead of ${stops[next] ?? 'the end'}`);
      next = now.at;
    }
    next += 1;
    if (!now.ringed) faults.push(`no visible focus: ${now.text}`);
    if (!now.inView) faults.push(`focus out of sight: ${now.text}`);
    if (before && now.box.bottom <= before.box.top && now.box.left < before.box.right) {
      faults.push(`Tab goes up, from ${before.text} to ${now.text}`);
    }
    before = now;
  }
  if (next < stops.length) faults.push(`Tab never reaches ${stops[next]}`);
  return faults;
}
