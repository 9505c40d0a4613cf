// The program under test, as an operator would run it: its own folder, its own database, its letters.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMailbox, startMail } from './mail.js';
import { answering, freePort } from './ports.js';
import { timed } from './times.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** How long a start may take, in seconds: the first one of a demo imports, on machines that do other things, too. */
const START = 600;
const BINARY = process.env.MYPAGE_BINARY ?? path.join(ROOT, 'target/debug/mypage');

/**
 * `mypage serve` on an empty database, with letters by SMTP. `passes(minutes)` moves its clock.
 * `settings(origin, folder)` may add settings that depend on where it will answer.
 */
export async function startProgram(settings = async () => ({})) {
  const [folder, port, mail] = await Promise.all([mkdtemp(path.join(tmpdir(), 'mypage-e2e-')), freePort(), startMail()]);
  const origin = `http://127.0.0.1:${port}`;
  const inside = (name) => path.join(folder, name);
  await writeFile(inside('secret-key'), randomBytes(32).toString('hex'), { mode: 0o600 });
  await writeFile(inside('time'), '+0');
  const env = {
    ...process.env,
    ...shiftedTime(inside('time')),
    MYPAGE_DATABASE: `sqlite:${inside('mypage.db')}`,
    MYPAGE_LISTEN: `127.0.0.1:${port}`,
    MYPAGE_BASE_URL: origin,
    MYPAGE_INDEX_DIR: inside('index'),
    MYPAGE_MAIL: mail.url,
    MYPAGE_SECRET_KEY_FILE: inside('secret-key'),
    MYPAGE_DEVELOPMENT: 'true',
    // The tests are many people behind one address.
    MYPAGE_ATTEMPTS_PER_MINUTE: '100000',
    ...(await settings(origin, folder)),
  };
  const program = await start(['serve'], { cwd: folder, env }, origin);
  let shifted = 0;
  return {
    origin,
    mail,
    log: program.log,
    async passes(minutes) {
      shifted += minutes * 60;
      await writeFile(inside('time'), `+${shifted}`);
    },
    async stop() {
      await program.stop();
      mail.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `mypage demo` in a folder of its own, as it is after its first start: sample postings, invented people, a mailbox. */
export async function startDemo() {
  const folder = await mkdtemp(path.join(tmpdir(), 'mypage-demo-'));
  const first = await timed('first demo', firstDemo);
  await timed('copy of the first demo', () => cp(first, folder, { recursive: true }));
  const { program, origin, mailboxPort, portalPort } = await demoIn(folder);
  return {
    origin,
    mailbox: `http://127.0.0.1:${mailboxPort}`,
    portal: `http://127.0.0.1:${portalPort}`,
    mail: readMailbox(path.join(folder, 'mailbox')),
    log: program.log,
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function demoIn(folder) {
  const [port, mailboxPort, portalPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const origin = `http://127.0.0.1:${port}`;
  const ports = { '--port': port, '--mailbox-port': mailboxPort, '--portal-port': portalPort };
  const args = ['demo', '--folder', folder, ...Object.entries(ports).flatMap(([name, value]) => [name, String(value)])];
  return { program: await start(args, { cwd: folder, env: process.env }, origin), origin, mailboxPort, portalPort };
}

/**
 * The folder of a demo that was started once, by whichever test file came first: the import of its first start
 * takes half a minute, and its data are the same for everybody on one day.
 */
async function firstDemo() {
  const { mtimeMs, size } = await stat(BINARY);
  const folder = path.join(tmpdir(), `mypage-first-demo-${size}-${Math.round(mtimeMs)}-${new Date().toISOString().slice(0, 10)}`);
  const ready = `${folder}-ready`;
  for (const since = Date.now(); Date.now() - since < 1.5 * START * 1000; await new Promise((wait) => setTimeout(wait, 200))) {
    if (existsSync(ready)) return folder;
    try {
      await mkdir(folder);
    } catch (error) {
      if (error.code === 'EEXIST') continue; // somebody else is at it
      throw error;
    }
    try {
      await (await demoIn(folder)).program.stop();
      await writeFile(ready, '');
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }
  throw new Error(`${folder} is begun and never ready: remove it`);
}

async function start(args, options, origin) {
  const program = spawn(BINARY, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (text) => (said = (said + text).slice(-20_000)));
  const ended = new Promise((resolve) => {
    program.once('exit', resolve);
    program.once('error', (error) => {
      said += error.message;
      resolve();
    });
  });
  const alive = () => program.exitCode === null && program.pid !== undefined;
  try {
    await timed(`start ${args[0]}`, () => answering(`${origin}/healthz`, { alive, reason: () => said, seconds: START }));
  } catch (error) {
    program.kill('SIGKILL');
    throw error;
  }
  return {
    log: () => said,
    async stop() {
      program.kill('SIGTERM');
      await ended;
    },
  };
}

/** Lets the wall clock of the program be moved by writing seconds into a file. */
function shiftedTime(file) {
  const library = readdirSync('/usr/lib', { withFileTypes: true })
    .map((folder) => `/usr/lib/${folder.name}/faketime/libfaketime.so.1`)
    .find((candidate) => existsSync(candidate));
  if (!library) throw new Error('libfaketime is missing: apt-get install libfaketime');
  return { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}
