// What the tests ask of a page from inside it. Each function is sent to the browser as text, so
// none may use anything from outside itself; none waits, so all work where scripts are off too.

/** The page's frame: what every page must have, whatever it shows. */
export function frameFaults() {
  const faults = [];
  // What is read: readings over the words (ふりがな) are hidden from names.
  const words = (found) => {
    const copy = found.cloneNode(true);
    for (const reading of copy.querySelectorAll('rt, rp')) reading.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const h1 = [...document.querySelectorAll('h1')].map(words);
  if (h1.length !== 1) faults.push(`there are ${h1.length} h1: ${h1.join(', ')}`);
  if (document.documentElement.lang !== 'ja') faults.push(`lang is ${document.documentElement.lang}`);
  for (const landmark of ['header', 'main', 'footer']) {
    if (!document.querySelector(landmark)) faults.push(`no ${landmark}`);
  }
  const forbidden = '[placeholder], input[type=number], [style], [onclick], [tabindex]:not([tabindex="0"]):not([tabindex="-1"]), [accesskey]';
  for (const found of document.querySelectorAll(forbidden)) faults.push(`not allowed: ${found.outerHTML.slice(0, 200)}`);
  for (const found of document.querySelectorAll('button:disabled, input:disabled, select:disabled, textarea:disabled')) {
    const label = found.labels?.[0];
    if (!label || !/に同意します/.test(words(label))) faults.push(`disabled: ${found.outerHTML.slice(0, 200)}`);
  }
  // In a flex box each reading and each run of text beside it is a part of its own: one sentence becomes columns.
  for (const { parentElement } of document.querySelectorAll('ruby')) {
    const { display } = getComputedStyle(parentElement);
    if (/flex|grid/.test(display)) faults.push(`readings in ${display}: ${parentElement.outerHTML.slice(0, 160)}`);
  }
  return { h1: h1[0] ?? '', faults };
}

/** What is wider than the window. */
export function sidewaysFaults() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.querySelectorAll('body *')]
    .filter((found) => found.getBoundingClientRect().right > root.clientWidth + 1 && found.checkVisibility())
    .slice(-3)
    .map((found) => found.outerHTML.slice(0, 160));
  return [`${root.scrollWidth} px wide in a window of ${root.clientWidth} px: ${wide.join(' … ')}`];
}

/** Controls that a finger misses: less than 44 px high. A link in running text may be smaller. */
export function targetFaults() {
  const faults = [];
  const controls = 'button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea, summary';
  const boxes = [...document.querySelectorAll('input[type=checkbox], input[type=radio]')].map((box) => box.labels?.[0] ?? box);
  for (const control of [...document.querySelectorAll(controls), ...boxes]) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = control.getBoundingClientRect();
    if (width < 2 || height < 2) continue;
    if (height < 43.5 || width < 43.5) faults.push(`${Math.round(width)} × ${Math.round(height)} px: ${control.outerHTML.slice(0, 160)}`);
  }
  return faults;
}

/** Numbers everything Tab must reach, in the order of the document, and moves the start of Tab to the top. */
export function numberTabStops() {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const stops = [...document.querySelectorAll(wanted)].filter((found) => {
    if (found.disabled || found.tabIndex < 0 || !found.checkVisibility({ visibilityProperty: true })) return false;
    if (found.type !== 'radio') return true;
    // One stop for a group: the chosen one, or the first.
    const group = [...document.querySelectorAll('input[type=radio]')].filter((other) => other.name === found.name && other.form === found.form);
    return found === (group.find((other) => other.checked) ?? group.find((other) => !other.disabled));
  });
  for (const found of document.querySelectorAll('*')) delete found.tabStop;
  stops.forEach((found, at) => (found.tabStop = at));
  document.activeElement?.blur();
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  return stops.map((found) => found.outerHTML.slice(0, 120));
}

/** From now on writes down each arrival of the focus: its number, whether it can be seen, and where it stands. */
export function writeDownFocus() {
  window.arrivals = [];
  if (window.writesDown) return;
  window.writesDown = true;
  const ringed = (active) =>
    [active, active.closest('label'), active.labels?.[0], active.nextElementSibling].filter(Boolean).some((found) => {
      const style = getComputedStyle(found);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    });
  const boxOf = (found) => found.getClientRects()[0] ?? found.getBoundingClientRect();
  let before = null;
  document.addEventListener('focusin', ({ target: active }) => {
    const box = boxOf(active);
    // Both are measured at one moment: what moved on the page between two presses is no step up.
    const left = before?.isConnected ? boxOf(before) : null;
    if (active.tabStop !== undefined) before = active;
    window.arrivals.push({
      at: active.tabStop,
      ringed: ringed(active),
      inView: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
      goesUp: left !== null && box.bottom <= left.top && box.left < left.right,
      text: active.outerHTML.slice(0, 120),
    });
  });
}

/** What was written down since it was asked last. */
export function writtenDown() {
  return window.arrivals.splice(0);
}

/**
 * The page as it stands, as text: two visits with the same text see the same page. What is typed and ticked counts;
 * how something hidden is hidden does not.
 */
export function standing() {
  const copy = document.documentElement.cloneNode(true);
  const copies = copy.querySelectorAll('*');
  document.documentElement.querySelectorAll('*').forEach((found, at) => {
    if (!found.checkVisibility()) copies[at].removeAttribute('hidden');
    if (found.matches('input, select, textarea')) copies[at].setAttribute('data-holds', `${found.value} ${found.checked} ${found.disabled}`);
    if (found.type === 'hidden') {
      copies[at].removeAttribute('value');
      copies[at].removeAttribute('data-holds');
    }
  });
  return copy.outerHTML;
}

/** Lets go of the focus and shows the top again. */
export function restore() {
  document.activeElement?.blur();
  scrollTo(0, 0);
}
