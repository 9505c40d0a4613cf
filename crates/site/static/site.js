// Small conveniences. Every page works without this file.
"use strict";

// Consent can be ticked once every text marked `data-read-to-end` was scrolled to its end.
// Only this script disables the box, so that nobody without it is kept out.
(() => {
  const consent = document.querySelector("input[data-needs-reading]");
  const texts = [...document.querySelectorAll("[data-read-to-end]")];
  if (!consent || texts.length === 0 || consent.checked) return;
  const unread = new Set(texts);
  const look = (text) => {
    if (text.scrollTop + text.clientHeight < text.scrollHeight - 8) return;
    if (!unread.delete(text)) return;
    const state = document.getElementById(`${text.id}-state`);
    if (state) state.textContent = "最後までご覧いただきました。";
    if (unread.size === 0) consent.disabled = false;
  };
  consent.disabled = true;
  for (const text of texts) {
    text.addEventListener("scroll", () => look(text), { passive: true });
    look(text);
  }
  window.addEventListener("resize", () => texts.forEach(look));
})();

// Show or hide what was typed as a password.
for (const button of document.querySelectorAll("[data-password-toggle]")) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    // The words are the state; a pressed state beside them would say it the other way round.
    button.textContent = shown ? "入力を隠す" : "入力を表示";
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  // Never leave a password readable in the browser's form history.
  input.form?.addEventListener("submit", () => show(false));
}

// Five minutes before the session ends, say so. Any page of this site opened in another tab counts as use.
(() => {
  const minutes = Number(document.body.dataset.sessionMinutes);
  const warning = document.querySelector("[data-session-warning]");
  if (!minutes || !warning) return;
  const text = warning.querySelector(".session-warning__text");
  const keep = warning.querySelector("[data-session-keep]");
  const used = () => {
    try { localStorage.setItem("mypage-used", String(Date.now())); } catch { /* storage is switched off */ }
    return Date.now();
  };
  let last = used();
  const lastUse = () => {
    try { return Math.max(last, Number(localStorage.getItem("mypage-used")) || 0); } catch { return last; }
  };
  setInterval(() => {
    const left = lastUse() + minutes * 60_000 - Date.now();
    warning.hidden = left > 5 * 60_000;
    if (left <= 0) {
      text.textContent = "一定の時間が過ぎたため、ログアウトしました。";
      keep.hidden = true;
    }
  }, 10_000);
  keep.addEventListener("click", async () => {
    try {
      const answer = await fetch("/settings", { method: "HEAD", credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) throw new Error("signed out");
      last = used();
      warning.hidden = true;
    } catch {
      text.textContent = "ログアウトしています。「次へ進む」などを押してもう一度ログインすると、入力した内容（パスワードを除きます）が残ります。";
    }
  });
})();

// Read the page aloud with the browser's own voice, where there is one.
(() => {
  const button = document.querySelector("[data-read-aloud]");
  if (!button || !("speechSynthesis" in window)) return;
  const voice = window.speechSynthesis;
  const stop = () => { voice.cancel(); button.textContent = "本文を読み上げる"; };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (voice.speaking) return stop();
    // Readings above the words would be read twice.
    document.documentElement.classList.add("without-readings");
    const text = document.getElementById("main").innerText;
    document.documentElement.classList.remove("without-readings");
    // Long texts stop half-way in some browsers, so they are read in sentences.
    const sentences = text.split(/(?<=[。\n])/u).map((s) => s.trim()).filter(Boolean);
    sentences.forEach((sentence, i) => {
      const speech = new SpeechSynthesisUtterance(sentence);
      speech.lang = "ja-JP";
      if (i === sentences.length - 1) speech.addEventListener("end", stop);
      voice.speak(speech);
    });
    button.textContent = "読み上げをやめる";
  });
  window.addEventListener("pagehide", () => voice.cancel());
})();

// What was typed into a form that keeps it (`field::kept`) is laid aside when its page goes away: by the browser's own way
// back, a link, another form of the page, or when the window is closed or put aside.
(() => {
  const mark = document.querySelector('form input[name="saved_then"]');
  if (!mark || !navigator.sendBeacon) return;
  const form = mark.form;
  const secrets = (from) => [...from.querySelectorAll('[data-password] input, input[type="password"]')].map((input) => input.name);
  const typed = (from) => {
    const data = new FormData(from);
    for (const name of secrets(from)) data.delete(name);
    return new URLSearchParams(data).toString();
  };
  const drawn = () => {
    const copy = form.cloneNode(true);
    copy.reset();
    return typed(copy);
  };
  // What the server knows already. A form that was wrong stands on this page only.
  let known = mark.hasAttribute("data-typed") ? null : drawn();
  const layAside = () => {
    const now = typed(form);
    if (now === known) return;
    const fields = new URLSearchParams(now);
    fields.append("page_went_away", "yes");
    if (navigator.sendBeacon(form.action, fields)) known = now;
  };
  document.addEventListener("submit", (event) => {
    if (event.target === form) known = typed(form);
    // Throwing away is meant for everything that stands here.
    else if (event.submitter?.name === "throw_away") known = typed(form);
    else layAside();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) layAside();
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") layAside(); });
  window.addEventListener("pagehide", layAside);
})();
