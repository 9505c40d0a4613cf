// The program under test, as an operator would run it: its own folder, its own database, a mail server.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMail } from './mail.js';
import { answering, freePort } from './ports.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BINARY = process.env.MYPAGE_BINARY ?? path.join(ROOT, 'target/debug/mypage');

/** Starts it. `postings` also imports the packed sample, for tests that search. */
export async function startProgram({ postings = false } = {}) {
  // Against a service that runs already, for looking at work in progress.
  if (process.env.MYPAGE_RUNNING) return { origin: process.env.MYPAGE_RUNNING, stop: async () => {} };
  const [folder, port, mail] = await Promise.all([mkdtemp(path.join(tmpdir(), 'mypage-e2e-')), freePort(), startMail()]);
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    MYPAGE_DATABASE: `sqlite:${path.join(folder, 'mypage.db')}`,
    MYPAGE_LISTEN: `127.0.0.1:${port}`,
    MYPAGE_BASE_URL: origin,
    MYPAGE_MAIL: mail.url,
  };
  const run = (...args) => promisify(execFile)(BINARY, args, { cwd: folder, env });
  if (postings) await run('import', 'postings', path.join(ROOT, 'data/postings.jsonl.zst'));
  const program = spawn(BINARY, ['serve'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (text) => (said = (said + text).slice(-20_000)));
  const ended = new Promise((resolve) => program.once('exit', resolve));
  await answering(`${origin}/healthz`, { alive: () => program.exitCode === null, reason: () => said });
  return {
    origin,
    mail,
    /** What it has written to its log so far (the last 20,000 characters). */
    log: () => said,
    async stop() {
      program.kill('SIGTERM');
      await ended;
      mail.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
