// Takes over the page's own forms, so that sending needs no new page and a lost network loses nothing.

import { isTapped, labelOf } from "./log.js";
import { page, warn } from "./page.js";
import { receive } from "./receiving.js";
import { say } from "./sending.js";
import "./speaking.js";

const write = document.getElementById("write");
const words = document.getElementById("words");
const more = document.getElementById("more");
let tooLong = false;

write.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value;
  words.focus();
  if (text.trim() === "") {
    return;
  }
  if (isTooLong(text)) {
    tooLong = true;
    warn(page.texts.too_long);
    return;
  }
  tooLong = false;
  warn("");
  words.value = "";
  fit();
  say({ words: text }, text);
});

words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    write.requestSubmit();
  }
});

// The box grows with the words; the style sheet says how far.
function fit() {
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight + words.offsetHeight - words.clientHeight}px`;
}
words.addEventListener("input", () => {
  fit();
  if (tooLong && !isTooLong(words.value)) {
    tooLong = false;
    warn("");
  }
});
fit();

function isTooLong(text) {
  return [...text].length > page.maxWords;
}

// A hand that shakes taps twice. By the second tap something else is under the finger, which nobody chose.
const TWICE_WITHIN = 500;
const TWICE_NEAR = 24;
let tapped = null;
addEventListener("click", (event) => {
  if (event.detail === 0) {
    return;
  }
  const isSecond =
    tapped !== null &&
    event.timeStamp - tapped.timeStamp < TWICE_WITHIN &&
    Math.hypot(event.clientX - tapped.clientX, event.clientY - tapped.clientY) < TWICE_NEAR;
  tapped = event;
  if (isSecond && event.target.closest(".answers button, #controls button, #speak button, .hear button") !== null) {
    event.preventDefault();
    // The microphone and the player listen to clicks themselves: the second one reaches neither.
    event.stopPropagation();
  }
}, { capture: true });

document.getElementById("log").addEventListener("submit", (event) => {
  if (event.target.matches(".answers")) {
    event.preventDefault();
    isTapped(event.target);
    say({ token: event.submitter.value }, labelOf(event.submitter));
  }
});

document.getElementById("controls").addEventListener("submit", (event) => {
  event.preventDefault();
  closeMore(event.submitter.closest("details") !== null);
  say({ control: event.submitter.value }, labelOf(event.submitter));
});

function closeMore(keepFocus) {
  if (more.open) {
    more.open = false;
    if (keepFocus) {
      more.querySelector("summary").focus();
    }
  }
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    closeMore(true);
  }
});
addEventListener("click", (event) => {
  if (!more.contains(event.target)) {
    closeMore(false);
  }
});

receive();
