// Where the time of the tests goes. With TIMES=<file> every file of tests adds its lines: file, part, how often, ms.
import { appendFileSync } from 'node:fs';
import path from 'node:path';

const FILE = process.env.TIMES;
const parts = new Map();

/** Awaits what `work` does, and counts its time under `part`. */
export async function timed(part, work) {
  if (!FILE) return work();
  const since = performance.now();
  try {
    return await work();
  } finally {
    const { often = 0, took = 0 } = parts.get(part) ?? {};
    parts.set(part, { often: often + 1, took: took + performance.now() - since });
  }
}

if (FILE) {
  process.on('exit', () => {
    const file = path.basename(process.argv[1]);
    for (const [part, { often, took }] of parts) appendFileSync(FILE, `${file}\t${part}\t${often}\t${Math.round(took)}\n`);
  });
}
