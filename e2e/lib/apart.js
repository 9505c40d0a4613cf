// A world apart in a page: the checks' own scripts run beside the page's, see the same document and nothing of
// each other. They run where the page's scripts are off, too; only timers are missing there.

/** Timers by messages. What waits long is there to give up, which the tests do by themselves. */
const TIMERS = `
  window.setTimeout = (work, after = 0) => {
    if (after > 100) return 0;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); work(); };
    port2.postMessage(0);
    return 0;
  };`;

/** Opens one for the document that `debug`, a debugging session of a page, shows now. */
export async function worldApart(debug) {
  const { frameTree } = await debug.send('Page.getFrameTree');
  const { executionContextId: contextId } = await debug.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });

  async function run(expression) {
    const { result, exceptionDetails } = await debug.send('Runtime.evaluate', { contextId, expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  await run(TIMERS);
  return {
    debug,
    /** What the text of a program gives. */
    run,
    /** As `page.evaluate`: calls a function that needs nothing from outside itself. */
    call: (work, ...given) => run(`(${work})(${given.map((one) => JSON.stringify(one)).join(', ')})`),
  };
}
