// A mail server for the tests: plain SMTP on loopback, keeps what it is given.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { timed } from './times.js';

/** Starts it. `letter(to, subject)` waits for the newest unread letter to that address. */
export async function startMail() {
  const letters = [];
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    serve(socket, (raw) => letters.push(parse(raw)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${server.address().port}`,
    letter: (to, subject) => taken(() => letters, to, subject),
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** The same for a folder in which each letter is a file `….eml`. */
export function readMailbox(folder) {
  const known = new Map();
  const letters = () => {
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];
    for (const name of files.sort()) {
      if (!known.has(name)) known.set(name, parse(readFileSync(path.join(folder, name), 'latin1')));
    }
    return [...known.values()];
  };
  return { letter: (to, subject) => taken(letters, to, subject) };
}

function taken(letters, to, subject, seconds = 20) {
  return timed('letter', () => waited(letters, to, subject, seconds));
}

async function waited(letters, to, subject, seconds) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = letters().findLast((letter) => !letter.read && letter.to.includes(to) && letter.subject.includes(subject));
    if (found) {
      found.read = true;
      return found;
    }
    if (Date.now() > end) {
      const have = letters().map((letter) => `${letter.to} ${letter.subject}`).join('; ');
      throw new Error(`no letter 「${subject}」 to ${to} within ${seconds} s; there are: ${have || 'none'}`);
    }
    await pause(50);
  }
}

/** The key of a letter: it follows 「認証キー：」 on the same line. */
export function keyIn(letter) {
  const found = /認証キー[：:]\s*(\S.*?)\s*$/m.exec(letter.body);
  if (!found) throw new Error(`no 認証キー in the letter:\n${letter.body}`);
  return found[1];
}

function serve(socket, receive) {
  let pending = '';
  let data = null;
  const say = (line) => socket.write(`${line}\r\n`);
  const command = (line) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') say('250-localhost\r\n250 8BITMIME');
    else if (verb === 'DATA') {
      data = [];
      say('354 go ahead');
    } else if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say('250 ok');
  };
  socket.setEncoding('latin1');
  say('220 localhost');
  socket.on('data', (text) => {
    pending += text;
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (data === null) command(line);
      else if (line === '.') {
        receive(data.join('\r\n'));
        data = null;
        say('250 kept');
      } else data.push(line.startsWith('.') ? line.slice(1) : line);
    }
  });
}

function parse(raw) {
  const end = raw.indexOf('\r\n\r\n');
  const headers = new Map();
  for (const line of raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim()));
  }
  const body = bytes(raw.slice(end + 4), (headers.get('content-transfer-encoding') ?? '').toLowerCase());
  return {
    from: headers.get('from') ?? '',
    to: headers.get('to') ?? '',
    subject: headers.get('subject') ?? '',
    headers,
    body: body.toString('utf8').replace(/\r\n/g, '\n'),
    read: false,
  };
}

function bytes(text, encoding) {
  if (encoding === 'base64') return Buffer.from(text, 'base64');
  if (encoding === 'quoted-printable') return quoted(text.replace(/=\r\n/g, ''));
  return Buffer.from(text, 'latin1');
}

function quoted(text) {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}

/** Encoded words of a header, RFC 2047. */
function words(text) {
  return text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/((?:=\?utf-8\?[bq]\?[^?]*\?=)+)/gi, (run) => {
      const parts = [...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)];
      return Buffer.concat(
        parts.map(([, kind, part]) =>
          kind.toLowerCase() === 'b' ? Buffer.from(part, 'base64') : quoted(part.replaceAll('_', ' ')),
        ),
      ).toString('utf8');
    });
}
