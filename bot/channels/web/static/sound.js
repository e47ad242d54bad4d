// Hearing a message: when asked for, or one after the other once "Read to me" was pressed. Never by itself.

import { page } from "./page.js";

const audio = new Audio();
const toggle = document.getElementById("aloud");
let playing = null;
let queue = [];

function isOn() {
  return toggle?.getAttribute("aria-pressed") === "true";
}

export function readAloud(lines) {
  if (isOn()) {
    queue.push(...lines);
    goOn();
  }
}

// What was to be read aloud waits while the person speaks.
export function goOn() {
  if (playing === null && !page.isHearing) {
    next();
  }
}

function next() {
  const line = queue.shift();
  if (line) {
    play(line);
  }
}

function play(line) {
  stop();
  playing = line;
  setButton(line, page.texts.stop_sound);
  line.querySelector(".sound-problem").textContent = "";
  audio.src = `${line.querySelector(".hear").action}?pace=${page.pace}`;
  audio.play().catch((error) => {
    // Stopped before it began is no failure; what cannot be loaded is told by the error event below.
    if (error.name === "NotAllowedError" && playing === line) {
      fail();
    }
  });
}

export function stop() {
  if (playing !== null) {
    setButton(playing, page.texts.hear);
    playing = null;
    audio.pause();
  }
}

function fail() {
  playing.querySelector(".sound-problem").textContent = page.texts.no_sound;
  stop();
  next();
}

function setButton(line, text) {
  line.querySelector(".hear .words").textContent = text;
}

audio.addEventListener("ended", () => {
  stop();
  next();
});
audio.addEventListener("error", () => {
  if (playing !== null) {
    fail();
  }
});

document.getElementById("log").addEventListener("submit", (event) => {
  if (!event.target.matches(".hear")) {
    return;
  }
  event.preventDefault();
  const line = event.target.closest(".line");
  queue = [];
  if (line === playing) {
    stop();
  } else {
    play(line);
  }
});

if (toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    toggle.setAttribute("aria-pressed", String(!isOn()));
    if (isOn()) {
      // The press itself is what allows this page to sound: begin with the last thing that was said.
      const last = [...document.querySelectorAll("#log .ours")].pop();
      readAloud(last ? [last] : []);
    } else {
      queue = [];
      stop();
    }
  });
}
