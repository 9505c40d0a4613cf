// Chromium as Debian ships it, and the four ways in which every page is looked at.
import { chromium } from 'playwright-core';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=ja',
];

export const PC = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Every page and every error state is visited in each of these. */
export const WAYS = [
  { name: 'pc', viewport: PC, javaScript: true },
  { name: 'pc-nojs', viewport: PC, javaScript: false },
  { name: 'phone', viewport: PHONE, javaScript: true },
  { name: 'phone-nojs', viewport: PHONE, javaScript: false },
];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET });
}

/** A browser of its own for one person: no cookie of anybody else. A way may say what the browser calls itself. */
export function person(browser, way) {
  return browser.newContext({
    viewport: way.viewport,
    javaScriptEnabled: way.javaScript,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    // Otherwise smooth scrolling would still be on its way while the tests look.
    reducedMotion: 'reduce',
    hasTouch: way.viewport.width < 768,
    isMobile: way.viewport.width < 768,
    serviceWorkers: 'block',
    ...(way.userAgent && { userAgent: way.userAgent }),
  });
}
