// Passkeys need the browser's help. Where it has none, or scripts are off, the buttons stay hidden.
"use strict";

(() => {
  const known = window.PublicKeyCredential;
  if (!known?.parseRequestOptionsFromJSON || !known?.parseCreationOptionsFromJSON || !known.prototype.toJSON) return;

  /** Lets `ask` ask the authenticator, and sends the form with its answer. */
  const wire = (form, ask) => {
    const fault = form.querySelector("[data-passkey-fault]");
    const button = form.querySelector("[data-passkey-button]");
    button.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.dataset.busy) return;
      button.dataset.busy = "yes";
      fault.hidden = true;
      try {
        const credential = await ask();
        form.elements.passkey.value = JSON.stringify(credential.toJSON());
        form.submit();
      } catch {
        fault.hidden = false;
      }
      delete button.dataset.busy;
    });
  };

  for (const place of document.querySelectorAll("[data-passkey-place]")) place.hidden = false;
  for (const notice of document.querySelectorAll("[data-passkey-missing]")) notice.remove();
  for (const form of document.querySelectorAll("form[data-passkey-sign-in]")) {
    wire(form, async () => {
      const answer = await fetch("/login/passkey/options", { method: "POST", credentials: "same-origin" });
      if (!answer.ok) throw new Error(`${answer.status}`);
      return navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(await answer.json()) });
    });
  }
  for (const form of document.querySelectorAll("form[data-passkey-add]")) {
    const options = JSON.parse(form.dataset.passkeyAdd);
    wire(form, () => navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) }));
  }
})();
