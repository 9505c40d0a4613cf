// The Nu HTML Checker, started once as a server: a page then takes milliseconds instead of seconds.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { answering, freePort } from './ports.js';

const jar = createRequire(import.meta.url)('vnu-jar');

/** The checker of this run, where run.js has started one; otherwise one of its own. */
export async function openChecker() {
  const url = process.env.NU_CHECKER;
  return url ? { url, check: (html) => check(url, html), stop() {} } : startChecker();
}

/** Starts a checker. Gives its `url`, `check(html)` → findings as sentences, and `stop()`. */
export async function startChecker() {
  const port = await freePort();
  const java = spawn(
    'java',
    // Without a roomy stack its grammar overflows; without the address it would listen on all.
    ['-Xss16m', '-Xmx512m', '-Dnu.validator.servlet.bind-address=127.0.0.1', '-cp', jar, 'nu.validator.servlet.Main', String(port)],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  java.stderr.on('data', (text) => (said = (said + text).slice(-4000)));
  const url = `http://127.0.0.1:${port}/?out=json`;
  await answering(url, { alive: () => java.exitCode === null, reason: () => said });

  return {
    url,
    check: (html) => check(url, html),
    stop() {
      java.kill();
    },
  };
}

async function check(url, html) {
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: html });
  if (!answer.ok) throw new Error(`the Nu HTML Checker answered ${answer.status}: ${await answer.text()}`);
  const { messages } = await answer.json();
  return messages
    .filter((found) => found.type !== 'info' || found.subType === 'warning')
    .map((found) => `line ${found.lastLine}: ${found.message} ${found.extract ?? ''}`);
}
