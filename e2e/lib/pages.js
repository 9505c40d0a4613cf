// Every page of the router is visited: pages.txt has them all (a Rust test sees to that), the visits are written down.
import { existsSync, readFileSync } from 'node:fs';
import { WAYS } from './browser.js';

const LIST = new URL('../pages.txt', import.meta.url);

/** The lines of pages.txt: the path as the router has it, the ways in which it is visited, and why not all four. */
export function pages() {
  return readFileSync(LIST, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const [path, reason] = line.split(' — ');
      return { path: path.trim(), reason: reason?.trim(), pattern: new RegExp(`^${path.trim().replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) };
    });
}

/** The page of the router that has this path: one without a parameter wins. */
function pageOf(path, all) {
  const fitting = all.filter(({ pattern }) => pattern.test(path));
  return fitting.find((page) => page.path === path) ?? fitting[0];
}

/** What is missing in the visits that were written into `file`, each a sentence. */
export function unvisited(file) {
  const all = pages();
  const seen = new Map(all.map((page) => [page, new Set()]));
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  for (const line of lines) {
    const [way, , path] = line.split('\t');
    const page = pageOf(path, all);
    if (page) seen.get(page).add(way);
  }
  return [...seen].flatMap(([{ path, reason }, ways]) => {
    const missing = WAYS.map(({ name }) => name).filter((name) => !ways.has(name));
    if (missing.length === 0 && reason) return [`${path} is visited in all four ways: its reason in e2e/pages.txt is out of date`];
    return missing.length > 0 && !reason ? [`${path} is never visited: ${missing.join(', ')}`] : [];
  });
}
