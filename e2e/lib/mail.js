// A mail server for the tests: plain SMTP on loopback, keeps what it is given.
import net from 'node:net';
import { once } from 'node:events';

/** Starts it. `letter(to, subject)` waits for the newest unread letter to that address. */
export async function startMail() {
  const letters = [];
  const waiting = new Set();
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    serve(socket, (raw) => {
      letters.push(parse(raw));
      for (const wake of waiting) wake();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const take = (to, subject) => {
    const at = letters.findLastIndex((letter) => !letter.read && letter.to.includes(to) && letter.subject.includes(subject));
    if (at < 0) return undefined;
    letters[at].read = true;
    return letters[at];
  };
  return {
    url: `smtp://127.0.0.1:${server.address().port}`,
    letters,
    async letter(to, subject, seconds = 20) {
      const end = Date.now() + seconds * 1000;
      for (;;) {
        const found = take(to, subject);
        if (found) return found;
        const left = end - Date.now();
        if (left <= 0) {
          const have = letters.map((letter) => `${letter.to} ${letter.subject}`).join('; ');
          throw new Error(`no letter 「${subject}」 to ${to} within ${seconds} s; there are: ${have || 'none'}`);
        }
        await new Promise((wake) => {
          const done = () => {
            clearTimeout(timer);
            waiting.delete(done);
            wake();
          };
          const timer = setTimeout(done, left);
          waiting.add(done);
        });
      }
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
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
