// What the person sends: shown at once, sent in order, tried again until it is saved, and kept over a reload.

import { addMine, mineSentAs } from "./log.js";
import { announce, forgetKept, KEPT, leave, page, pause, Request, wake, warn } from "./page.js";
import { hush } from "./sound.js";

const KEY = `${KEPT}${page.chat}`;
const TOO_LONG_TO_WAIT = 20_000;
const LONGEST_PAUSE = 15_000;
const waiting = restore();
let isBusy = false;

// Another person's words must not stay on a shared tablet, nor go out as this one's.
function restore() {
  forgetKept((key) => key !== KEY);
  return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
}

function keep() {
  if (waiting.length > 0 && !page.isLeft) {
    sessionStorage.setItem(KEY, JSON.stringify(waiting));
  } else {
    sessionStorage.removeItem(KEY);
  }
}

// `what` is one of {words}, {token}, {control}; `text` is how it looks as the person's own line.
export function say(what, text) {
  // One id for the message, however often it has to be sent.
  const item = { id: randomId(), what, text };
  // A cry for help waits for nothing but what is on its way already.
  waiting.splice(what.control === "help_now" ? Math.min(waiting.length, 1) : waiting.length, 0, item);
  keep();
  addMine(text, item.id, page.texts.sending);
  // Where the last try failed it is tried again now, so that the page knows at once whether this one can go.
  wake();
  sendAll();
}

export function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sendAll() {
  if (isBusy) {
    return;
  }
  isBusy = true;
  let delay = 1000;
  while (waiting.length > 0) {
    const item = waiting[0];
    const outcome = await post(item);
    if (outcome === "again") {
      sayNotSaved();
      await pause(delay);
      delay = Math.min(delay * 2, LONGEST_PAUSE);
      continue;
    }
    if (outcome === "gone") {
      hush();
      await leave();
      return;
    }
    finish(item, outcome, delay > 1000);
    delay = 1000;
  }
  isBusy = false;
}

async function post(item) {
  try {
    const answer = await new Request(TOO_LONG_TO_WAIT).fetch(`${page.base}/send`, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ id: item.id, chat: page.chat, ...item.what }),
    });
    if (answer.ok) {
      return "saved";
    }
    if (answer.status === 401) {
      return "gone";
    }
    return answer.status >= 500 || answer.status === 408 || answer.status === 429 ? "again" : "refused";
  } catch {
    return "again";
  }
}

function sayNotSaved() {
  for (const item of waiting) {
    setState(mineSentAs(item.id), page.texts.not_saved, "waiting");
  }
  announce(page.texts.not_saved);
  if (waiting.some((item) => item.what.control === "help_now")) {
    warn(page.texts.help_not_sent);
  }
}

function finish(item, outcome, wasLate) {
  waiting.shift();
  keep();
  const line = mineSentAs(item.id);
  if (outcome === "refused") {
    setState(line, page.texts.not_done, "waiting");
    warn(page.texts.not_done);
    return;
  }
  setState(line, page.texts.saved, "saved");
  if (wasLate) {
    announce(page.texts.saved);
    warn("");
  }
}

export function setState(line, text, name) {
  const state = line?.querySelector(".state");
  if (state) {
    state.textContent = text;
    state.dataset.state = name;
  }
}

// After a reload: what was still on its way goes on, unless the page shows that it had arrived.
for (const item of waiting) {
  if (mineSentAs(item.id) === null) {
    addMine(item.text, item.id, page.texts.sending);
  }
}
sendAll();
