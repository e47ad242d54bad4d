// New messages while the page is open: one held request after the other, begun again by itself.

import { addOurs, takeAway } from "./log.js";
import { leave, page, pause, Request, showConnection } from "./page.js";
import { hush, readAloud, setAloud } from "./sound.js";

const TOO_LONG_TO_WAIT = 40_000;
const LONGEST_PAUSE = 10_000;
let failures = 0;
let current = null;
let shownAt = -Infinity;

export async function receive() {
  for (;;) {
    const outcome = await ask();
    if (outcome === "gone") {
      hush();
      await leave();
      return;
    }
    if (outcome === "failed") {
      failures += 1;
      if (failures > 1) {
        showConnection(page.texts.no_network);
      }
      await pause(Math.min(500 * 2 ** failures, LONGEST_PAUSE));
    } else if (outcome === "news") {
      if (failures > 1) {
        showConnection("");
      }
      failures = 0;
    }
  }
}

async function ask() {
  const request = new Request(TOO_LONG_TO_WAIT);
  current = request;
  try {
    const answer = await request.fetch(`${page.base}/messages?after=${page.after}&chat=${page.chat}`);
    if (answer.status === 401) {
      return "gone";
    }
    if (!answer.ok) {
      return "failed";
    }
    await take(await answer.json());
    return "news";
  } catch {
    return request.isStopped ? "stopped" : "failed";
  }
}

async function take({ messages, open, pace, rest, aloud, hidden }) {
  page.pace = pace;
  page.rest = rest;
  setAloud(aloud);
  takeAway(hidden);
  if (messages.length === 0) {
    addOurs([], open);
  }
  for (const message of messages) {
    await restBefore(message);
    readAloud(addOurs([message], open));
    page.after = Math.max(page.after, message.position);
    shownAt = performance.now();
  }
}

// Whoever wants messages slowly gets them one by one. What keeps a person safe never waits.
async function restBefore(message) {
  const over = shownAt + page.rest * 1000 - performance.now();
  if (page.rest > 0 && over > 0 && message.kind !== "safety") {
    await pause(over);
  }
}

// A phone that slept holds a request that is long dead.
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    current?.stop();
  }
});
addEventListener("online", () => current?.stop());
