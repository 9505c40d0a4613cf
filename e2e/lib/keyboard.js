// The page by Tab alone: everything in the order of the document, each stop visible and ringed.
import * as inPage from './in-page.js';

const TAB = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
/** Boxes that scroll are stops besides those that are wanted. */
const BESIDES = 20;

/**
 * Walks the page in which `apart` is. Tab is pressed as often as there are stops left, without waiting for each: where
 * the focus went is written down inside.
 */
export async function keyboardFaults(apart) {
  const faults = [];
  const stops = await apart.call(inPage.numberTabStops);
  await apart.call(inPage.writeDownFocus);
  let before = null;
  let next = 0;
  for (let presses = 0; next < stops.length && presses < stops.length + BESIDES; ) {
    const now = stops.length - next;
    await pressTab(apart.debug, now);
    presses += now;
    const arrivals = await apart.call(inPage.writtenDown);
    if (arrivals.length === 0) break; // Tab has left the page
    for (const arrival of arrivals.filter(({ at }) => at !== undefined)) {
      if (next >= stops.length) break;
      faults.push(...arrivalFaults(arrival, before, next, stops));
      next = arrival.at + 1;
      before = arrival;
    }
  }
  if (next < stops.length) faults.push(`Tab never reaches ${stops[next]}`);
  return faults;
}

function pressTab(debug, often) {
  const press = (type) => debug.send('Input.dispatchKeyEvent', { type, ...TAB });
  return Promise.all(Array.from({ length: often }, () => [press('rawKeyDown'), press('keyUp')]).flat());
}

function arrivalFaults(now, before, next, stops) {
  const faults = [];
  if (now.at !== next) faults.push(`Tab went to ${now.text} instead of ${stops[next] ?? 'the end'}`);
  if (!now.ringed) faults.push(`no visible focus: ${now.text}`);
  if (!now.inView) faults.push(`focus out of sight: ${now.text}`);
  if (before && now.goesUp) faults.push(`Tab goes up, from ${before.text} to ${now.text}`);
  return faults;
}
