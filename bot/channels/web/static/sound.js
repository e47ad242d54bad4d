// Hearing a message: when asked for, and by itself for whoever wants each message read. One after the other, never two at once.

import { page } from "./page.js";

const SLOWER = 0.8;
// Milliseconds. Whoever waits for a voice that a broken network holds back is told, and what else is to be read goes on.
const TOO_LONG_TO_WAIT = 10_000;
// Whoever turned "Read to me" off on this phone is not read to again because the page was opened anew.
const QUIET = `said-quiet-${page.chat}`;

const audio = new Audio();
const log = document.getElementById("log");
const toggle = document.getElementById("aloud");
let playing = null;
let isAskedFor = false;
let saidNoSound = false;
let queue = [];
let waiting = null;

function isOn() {
  return page.isAloud && localStorage.getItem(QUIET) === null;
}

// What the person chose about sound, which may change while the page is open.
export function setAloud(isAloud) {
  page.isAloud = isAloud;
  toggle.hidden = !isAloud;
  toggle.setAttribute("aria-pressed", String(isOn()));
  if (!isOn()) {
    queue = [];
    if (!isAskedFor) {
      stop();
    }
  }
}

// Nothing sounds any more: the person wants it so, or the page is not theirs any longer.
export function hush() {
  queue = [];
  stop();
}

// A page that nobody looks at stays silent, and a reply to a disclosure sounds only when asked for: who else is in the room?
export function readAloud(lines) {
  if (isOn() && document.visibilityState === "visible" && maySound()) {
    queue.push(...lines.filter((line) => line.dataset.kind !== "safety"));
    goOn();
  }
}

// What was to be read aloud waits while the person speaks, or hears what they said.
export function goOn() {
  if (playing === null && !page.isSilent) {
    next();
  }
}

// Browsers let no page sound before its person did something on it. Where one says so, no sound is made for nothing.
function maySound() {
  return navigator.userActivation?.hasBeenActive ?? true;
}

function next() {
  const line = queue.shift();
  if (line) {
    play(line);
  }
}

function play(line, { isAsked = false, isSlower = false } = {}) {
  stop();
  playing = line;
  isAskedFor = isAsked;
  show(line, true);
  line.querySelector(".sound-problem").textContent = "";
  // Whoever hears everything slowly already gets the same recording slower still.
  audio.defaultPlaybackRate = isSlower && page.pace === "slow" ? SLOWER : 1;
  audio.src = `${line.querySelector(".hear").action}?pace=${isSlower ? "slow" : page.pace}`;
  waiting = setTimeout(fail, TOO_LONG_TO_WAIT);
  audio.play().catch((error) => {
    // Stopped before it began is no failure; what cannot be loaded is told by the error event below.
    if (error.name === "NotAllowedError" && playing === line) {
      isNotAllowed();
    }
  });
}

// Where the browser tells it only now. The button is there.
function isNotAllowed() {
  queue = [];
  if (isAskedFor) {
    fail();
  } else {
    stop();
  }
}

export function stop() {
  if (playing !== null) {
    clearTimeout(waiting);
    show(playing, false);
    playing = null;
    isAskedFor = false;
    audio.pause();
  }
}

function fail() {
  if (isAskedFor || !saidNoSound) {
    playing.querySelector(".sound-problem").textContent = page.texts.no_sound;
    saidNoSound = true;
  }
  stop();
  next();
}

function show(line, isPlaying) {
  const hear = line.querySelector(".hear");
  const again = hear.querySelector(".again");
  hear.classList.toggle("is-playing", isPlaying);
  hear.querySelector(".play .words").textContent = isPlaying ? page.texts.stop_sound : page.texts.hear;
  if (!isPlaying && document.activeElement === again) {
    hear.querySelector(".play").focus({ preventScroll: true });
  }
  again.hidden = !isPlaying;
}

audio.addEventListener("playing", () => {
  clearTimeout(waiting);
  saidNoSound = false;
});
audio.addEventListener("ended", () => {
  stop();
  next();
});
audio.addEventListener("error", () => {
  if (playing !== null) {
    fail();
  }
});

log.addEventListener("submit", (event) => {
  if (!event.target.matches(".hear")) {
    return;
  }
  event.preventDefault();
  const line = event.target.closest(".line");
  const isSlower = event.submitter?.matches(".slower") ?? false;
  const isOver = line === playing && !isSlower;
  hush();
  if (!isOver) {
    play(line, { isAsked: true, isSlower });
  }
});

log.addEventListener("click", (event) => {
  if (event.target.closest(".again") !== null) {
    audio.currentTime = 0;
  }
});

// Some browsers let a player sound by itself only if the first tap on the page touched that very player.
addEventListener("click", () => playing === null && audio.load(), { capture: true, once: true });

toggle.addEventListener("click", () => {
  if (isOn()) {
    localStorage.setItem(QUIET, "");
    hush();
  } else {
    localStorage.removeItem(QUIET);
  }
  setAloud(page.isAloud);
  const last = [...log.querySelectorAll(".ours")].pop();
  readAloud(last ? [last] : []);
});
setAloud(page.isAloud);
