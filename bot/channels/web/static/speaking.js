// Saying something with one's voice: start, stop, hear it, then send it or throw it away. Nothing leaves the page before "Send".

import { announce, page, warn } from "./page.js";
import { goOn, stop as stopReading } from "./sound.js";
import { clock, Recorder } from "./speech/recorder.js";
import { isOnItsWay, sendVoice } from "./voice.js";

// Small enough for a slow network, good enough for a voice.
const BITS_A_SECOND = 32_000;
const speak = part("speak");
const start = part("speak-start");
const time = part("speak-time");
const level = part("speak-level");
const hear = part("speak-hear");
const quiet = part("speak-hush");
const mine = new Audio();
// What was said and is neither sent nor thrown away.
let kept = null;

function part(id) {
  return document.getElementById(id);
}

// One of "ready", "now" and "done"; the first thing to press in it has the focus, so that no key has to look for it.
function show(state) {
  speak.dataset.state = state;
  start.hidden = state !== "ready";
  part("speak-now").hidden = state !== "now";
  part("speak-done").hidden = state !== "done";
  page.isSilent = state === "now";
  ({ ready: start, now: part("speak-stop"), done: hear })[state].focus({ preventScroll: true });
}

const on = {
  began() {
    warn("");
    stopReading();
    show("now");
    announce(page.texts.listening);
  },
  tick(seconds, loudness) {
    time.textContent = clock(seconds);
    level.style.setProperty("--level", loudness.toFixed(2));
  },
  ended(sound, wasLongest) {
    kept = sound;
    mine.src = URL.createObjectURL(sound);
    const text = wasLongest ? page.texts.longest : page.texts.stopped;
    announce(text);
    if (wasLongest) {
      warn(text);
    }
    show("done");
    goOn();
  },
  failed(isRefused) {
    warn(isRefused ? page.texts.microphone_off : page.texts.no_microphone);
    show("ready");
    goOn();
  },
};
const recorder = new Recorder(on, { longest: page.longest, bitsASecond: BITS_A_SECOND });

start.addEventListener("click", () => {
  // The browser asks as well, in words that are not ours.
  warn(page.texts.may_i_hear);
  recorder.start();
});
part("speak-stop").addEventListener("click", () => recorder.stop());

hear.addEventListener("click", () => {
  stopReading();
  mine.play().catch(() => warn(page.texts.no_sound));
});
quiet.addEventListener("click", () => mine.pause());
for (const [event, sounds] of [["play", true], ["pause", false], ["ended", false]]) {
  mine.addEventListener(event, () => {
    const hasFocus = document.activeElement === (sounds ? hear : quiet);
    page.isSilent = sounds;
    hear.hidden = sounds;
    quiet.hidden = !sounds;
    if (hasFocus) {
      (sounds ? quiet : hear).focus({ preventScroll: true });
    }
    if (!sounds) {
      goOn();
    }
  });
}
// A message that is asked for is heard instead.
document.getElementById("log").addEventListener("submit", (event) => {
  if (event.target.matches(".hear")) {
    mine.pause();
  }
});

part("speak-send").addEventListener("click", () => {
  const sound = letGo();
  if (sound !== null) {
    sendVoice(sound);
  }
});
part("speak-drop").addEventListener("click", () => {
  letGo();
  announce(page.texts.not_sent);
});

// Once only: the second press of a double tap finds nothing.
function letGo() {
  const sound = kept;
  kept = null;
  mine.pause();
  URL.revokeObjectURL(mine.src);
  mine.removeAttribute("src");
  warn("");
  show("ready");
  return sound;
}

// A page that nobody sees must not listen; what was said until then waits.
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    recorder.stop();
  }
});

// A recording is kept in this page alone, not on a shared tablet: whoever leaves the page is asked first.
addEventListener("beforeunload", (event) => {
  if (!page.isLeft && (kept !== null || page.isSilent || isOnItsWay())) {
    event.preventDefault();
  }
});

speak.hidden = false;
