// Makes the pictures of the README: docs/screens/*.webp, from the service as `mypage demo` builds it.
//   cargo build && cd e2e && npm ci && node screens.js
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch, PC, PHONE, person } from './lib/browser.js';
import { startDemo } from './lib/program.js';
import { Person } from './lib/stage.js';
import { asksForAccount, newAddress, opensPage, setsPassword } from './lib/walk.js';

const FOLDER = fileURLToPath(new URL('../docs/screens', import.meta.url));
const QUALITY = 0.82;
/** What the README shows. */
const SHOWN = { pc: ['top', 'home'], phone: ['profile', 'home', 'search', 'posting'] };

/** What the window shows, as WebP: Chromium itself is the encoder. */
async function picture(page, painter, name) {
  const png = await page.screenshot({ animations: 'disabled' });
  const webp = await painter.evaluate(
    async ([data, quality]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality).split(',')[1];
    },
    [png.toString('base64'), QUALITY],
  );
  await writeFile(`${FOLDER}/${name}.webp`, Buffer.from(webp, 'base64'));
  console.log(`docs/screens/${name}.webp: ${Math.round((webp.length * 3) / 4 / 1024)} KiB`);
}

async function walk(who, demo, painter, size) {
  const { page } = who;
  const email = newAddress();
  const stop = async (name) => {
    if (!SHOWN[size].includes(name)) return;
    await page.evaluate(() => {
      document.activeElement?.blur();
      scrollTo(0, 0);
    });
    await picture(page, painter, `${name}-${size}`);
  };
  await asksForAccount(who, email, stop);
  await setsPassword(who, demo.mail, email);
  await opensPage(who, stop);
  await who.goto('/search?words=%E4%BB%8B%E8%AD%B7#results');
  if (SHOWN[size].includes('search')) await picture(page, painter, `search-${size}`);
  await page.getByRole('link', { name: /^詳細を表示/ }).first().click();
  await who.isOn('求人票');
  await stop('posting');
}

await mkdir(FOLDER, { recursive: true });
const [demo, browser] = await Promise.all([startDemo(), launch()]);
try {
  const painter = await (await browser.newContext()).newPage();
  for (const [size, viewport] of [['pc', PC], ['phone', PHONE]]) {
    const way = { name: size, viewport, javaScript: true };
    const who = new Person({ browser }, demo.origin, way, await person(browser, way));
    who.page = await who.openTab();
    await walk(who, demo, painter, size);
    await who.context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
