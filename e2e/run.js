// Runs the browser tests: all of them, or the files that are named. One HTML checker serves them all; at the end of a
// whole run every page of the router must have been visited (pages.txt).
//   node run.js [tests/account.test.js …]
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startChecker } from './lib/checker.js';
import { unvisited } from './lib/pages.js';

/** Files that take long begin first, so that both cores have work until the end. */
const FIRST = ['career', 'settings', 'factors', 'profile', 'home', 'account', 'validity', 'walk'];
const rank = (file) => (FIRST.indexOf(path.basename(file, '.test.js')) + FIRST.length + 1) % (FIRST.length + 1);

process.chdir(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));
const named = process.argv.slice(2);
const all = readdirSync('tests').filter((name) => name.endsWith('.test.js')).map((name) => `tests/${name}`);
const files = named.length > 0 ? named : all.sort((a, b) => rank(a) - rank(b));

const folder = mkdtempSync(path.join(tmpdir(), 'mypage-visits-'));
const checker = await startChecker();
const visits = path.join(folder, 'visits');
Object.assign(process.env, { NU_CHECKER: checker.url, VISITS: visits });

const tests = run({ files: files.map((file) => path.resolve(file)), concurrency: 2 });
let failed = false;
tests.on('test:fail', () => (failed = true));
await pipeline(tests.compose(new spec()), process.stdout, { end: false });
checker.stop();

const missing = named.length > 0 ? [] : unvisited(visits);
for (const line of missing) console.error(line);
if (!process.env.KEEP) rmSync(folder, { recursive: true });
process.exit(failed || missing.length > 0 ? 1 : 0);
