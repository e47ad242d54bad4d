// A voice message on its way: shown at once, tried again until it is saved. It waits for no words and no words wait for it, so
// that a cry for help never stands behind a long upload.

import { addMine, mineSentAs } from "./log.js";
import { announce, leave, page, pause, Request, warn } from "./page.js";
import { randomId, setState } from "./sending.js";

const TOO_LONG_TO_WAIT = 180_000;
const LONGEST_PAUSE = 15_000;
const waiting = [];
let isBusy = false;

export function isOnItsWay() {
  return waiting.length > 0;
}

export function sendVoice(sound) {
  // One id for the message, however often it has to be sent.
  const item = { id: randomId(), sound };
  addMine(page.texts.voice_message, item.id, page.texts.sending);
  waiting.push(item);
  sendAll();
}

async function sendAll() {
  if (isBusy) {
    return;
  }
  isBusy = true;
  let delay = 1000;
  while (waiting.length > 0) {
    const outcome = await post(waiting[0]);
    if (outcome === "gone") {
      waiting.length = 0;
      await leave();
      return;
    }
    if (outcome === "again") {
      setState(mineSentAs(waiting[0].id), page.texts.not_saved, "waiting");
      announce(page.texts.not_saved);
      await pause(delay);
      delay = Math.min(delay * 2, LONGEST_PAUSE);
      continue;
    }
    finish(waiting.shift(), outcome);
    delay = 1000;
  }
  isBusy = false;
}

// "saved", "again", "gone", or the name of the text that says why it was not kept.
async function post({ id, sound }) {
  if (sound.size > page.most) {
    return "voice_too_long";
  }
  try {
    const answer = await new Request(TOO_LONG_TO_WAIT).fetch(`${page.base}/voice?id=${id}&chat=${page.chat}`, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/octet-stream" },
      body: sound,
    });
    if (answer.ok) {
      return "saved";
    }
    if (answer.status === 401) {
      return "gone";
    }
    if (answer.status >= 500 || answer.status === 408 || answer.status === 429) {
      return "again";
    }
    // A page of something on the way, such as a proxy, is no answer of ours.
    const { state } = await answer.json().catch(() => ({}));
    return `voice_${state}` in page.texts ? `voice_${state}` : "not_done";
  } catch {
    return "again";
  }
}

function finish({ id }, outcome) {
  const line = mineSentAs(id);
  if (outcome === "saved") {
    setState(line, page.texts.saved, "saved");
    announce(page.texts.saved);
    return;
  }
  setState(line, page.texts.not_done, "waiting");
  warn(page.texts[outcome]);
}
