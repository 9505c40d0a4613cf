// A provider that others have built and certified: oidc-provider, on a port of its own. What works with
// it works by the standard, not by what our own stand-in happens to do.
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { Provider } from 'oidc-provider';
import { freePort } from './ports.js';

const SECRET = 'a secret that only the two of them know';

/** Starts it. `settings` is what `startProgram` wants: both our clients are known there. */
export async function startForeignProvider() {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let server;
  return {
    issuer,
    async settings(origin, folder) {
      const provider = new Provider(issuer, {
        clients: clients(origin, publicKey.export({ format: 'jwk' })),
        claims: { openid: ['sub'], name: ['name'], address: ['address'], birthdate: ['birthdate'], gender: ['gender'] },
        scopes: ['openid', 'name', 'address', 'birthdate', 'gender'],
        pkce: { required: () => true },
        features: { devInteractions: { enabled: true } },
        findAccount: (_, id) => ({ accountId: id, claims: async () => person(id) }),
      });
      server = createServer(provider.callback());
      await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
      const inside = (name) => path.join(folder, name);
      await writeFile(inside('portal-secret'), SECRET, { mode: 0o600 });
      await writeFile(inside('card-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      return {
        MYPAGE_PORTAL_ISSUER: issuer,
        MYPAGE_PORTAL_CLIENT_ID: 'hellowork',
        MYPAGE_PORTAL_CLIENT_SECRET_FILE: inside('portal-secret'),
        MYPAGE_PORTAL_LINK_URL: `${issuer}/link`,
        MYPAGE_CARD_ISSUER: issuer,
        MYPAGE_CARD_CLIENT_ID: 'hellowork-card',
        MYPAGE_CARD_KEY_FILE: inside('card-key.pem'),
      };
    },
    stop() {
      server?.closeAllConnections();
      server?.close();
    },
  };
}

function clients(origin, publicKey) {
  const common = { response_types: ['code'], grant_types: ['authorization_code'] };
  return [
    { ...common, client_id: 'hellowork', client_secret: SECRET, redirect_uris: [`${origin}/sso/callback`] },
    {
      ...common,
      client_id: 'hellowork-card',
      redirect_uris: [`${origin}/sso/card/callback`],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [{ ...publicKey, use: 'sig', alg: 'ES256' }] },
    },
  ];
}

function person(id) {
  return {
    sub: id,
    name: '明日　花子',
    address: { formatted: '東京都千代田区霞が関一丁目2番2号' },
    birthdate: '1990-04-01',
    gender: 'female',
  };
}
