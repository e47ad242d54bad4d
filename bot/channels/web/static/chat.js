// Takes over the page's own forms, so that sending needs no new page and a lost network loses nothing.

import { isTapped, labelOf } from "./log.js";
import { page, warn } from "./page.js";
import { receive } from "./receiving.js";
import { say } from "./sending.js";

const write = document.getElementById("write");
const words = document.getElementById("words");
const more = document.getElementById("more");

write.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value;
  words.focus();
  if (text.trim() === "") {
    return;
  }
  if ([...text].length > page.maxWords) {
    warn(page.texts.too_long);
    return;
  }
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
words.addEventListener("input", fit);
fit();

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
