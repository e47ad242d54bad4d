// The lines of the conversation: making new ones from the page's own templates, and keeping the newest in sight.

import { page } from "./page.js";
import { fill, textOf } from "./signs/signs.js";

const log = document.getElementById("log");

// A photo that cannot be had, as one that was taken away, leaves the words alone.
log.addEventListener("error", (event) => event.target.matches(".photo") && event.target.remove(), { capture: true });

const fresh = document.getElementById("new");
const NEAR = 160;
let unseen = null;
// Whether the last line is in sight, or on its way there.
let follows = true;

function make(name) {
  return document.getElementById(name).content.firstElementChild.cloneNode(true);
}

// A label's picture stands apart from its words, as on the buttons that came with the page.
function fillLabel(button, label) {
  const space = label.indexOf(" ");
  const first = label.slice(0, Math.max(space, 0));
  const isSign = first !== "" && !/[\p{L}\p{N}]/u.test(first);
  const sign = button.querySelector("span.sign");
  if (isSign) {
    const shown = sign ?? document.createElement("span");
    shown.className = "sign";
    shown.setAttribute("aria-hidden", "true");
    fill(shown, first);
    button.querySelector(".words").before(shown);
  } else {
    sign?.remove();
  }
  button.querySelector(".words").textContent = isSign ? label.slice(space + 1) : label;
}

function fillPhoto(image, photo) {
  if (!photo) {
    image.remove();
    return;
  }
  const [id, shows] = photo;
  image.alt = shows;
  image.src = `${page.base}/photo/${id}`;
}

export function labelOf(button) {
  const parts = [...button.querySelectorAll("span.sign, .words")];
  return parts.map(textOf).join(" ").trim();
}

function ours(message) {
  const line = make("ours");
  line.dataset.id = message.id;
  line.dataset.kind = message.kind;
  const text = line.querySelector(".text");
  fill(text, message.text);
  text.id = `text-${message.id}`;
  fillPhoto(line.querySelector(".bubble .photo"), message.picture);
  const hear = line.querySelector(".hear");
  hear.setAttribute("action", `${page.base}/sound/${message.id}`);
  hear.querySelectorAll("button").forEach((button) => button.setAttribute("aria-describedby", text.id));
  const answers = line.querySelector(".answers");
  if (message.options.length === 0) {
    answers.remove();
    return line;
  }
  answers.dataset.question = message.question ?? "";
  const blank = answers.querySelector("button");
  const group = blank.parentElement;
  for (const [token, label, photo] of message.options) {
    const button = blank.cloneNode(true);
    button.value = token;
    // The label under it says what it is.
    fillPhoto(button.querySelector(".photo"), photo && [photo, ""]);
    button.classList.toggle("pictured", Boolean(photo));
    fillLabel(button, label);
    group.append(button);
  }
  blank.remove();
  return line;
}

// Adds what came from us, with the question that is open now; returns the new lines. A line that is there is left alone.
export function addOurs(messages, open) {
  const known = new Set([...log.querySelectorAll(".ours")].map((line) => line.dataset.id));
  const lines = messages.filter((message) => !known.has(message.id)).map(ours);
  const follow = isNearEnd();
  log.append(...lines);
  showAsked(open);
  if (lines.length > 0) {
    bringInSight(lines[0], follow);
  }
  return lines;
}

// Adds what the person sent, and how far it is on its way.
export function addMine(text, sentAs, state) {
  const line = make("mine");
  line.dataset.sentAs = sentAs;
  fill(line.querySelector(".text"), text);
  line.querySelector(".state").textContent = state;
  log.append(line);
  bringInSight(line, true);
}

export function mineSentAs(id) {
  return log.querySelector(`.mine[data-sent-as="${CSS.escape(id)}"]`);
}

// What told of harm, or was not sent after all, does not stay on a screen that others may see.
export function takeAway(ids) {
  for (const id of ids) {
    mineSentAs(id)?.remove();
  }
}

// Only the newest showing of the open question is asked; all other answers stay, quietly.
function showAsked(question) {
  const groups = [...log.querySelectorAll(".answers")];
  const newest = groups.filter((group) => question && group.dataset.question === question).pop();
  for (const group of groups) {
    group.classList.toggle("asked", group === newest && !("tapped" in group.dataset));
  }
}

export function isTapped(group) {
  group.dataset.tapped = "";
  group.classList.remove("asked");
}

function isNearEnd() {
  return innerHeight + scrollY >= document.documentElement.scrollHeight - NEAR;
}

// Whoever reads further up is not taken away from there.
function bringInSight(line, follow) {
  if (follow) {
    show(line);
  } else {
    follows = false;
    unseen ??= line;
    fresh.hidden = false;
  }
}

// To the end, but never past the beginning of what is new.
function show(line) {
  const end = document.documentElement.scrollHeight - innerHeight;
  const start = line.getBoundingClientRect().top + scrollY - 16;
  follows = end <= start;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  scrollTo({ top: Math.min(end, start), behavior });
}

fresh.addEventListener("click", () => {
  const text = unseen.querySelector(".text");
  text.tabIndex = -1;
  text.focus({ preventScroll: true });
  show(unseen);
});

addEventListener("scroll", () => {
  if (isNearEnd()) {
    follows = true;
    unseen = null;
    fresh.hidden = true;
  }
}, { passive: true });

for (const byHand of ["wheel", "touchmove"]) {
  addEventListener(byHand, () => { follows = false; }, { passive: true });
}

// The foot and the last line grow with what they say: neither what has the focus nor that line may be hidden.
const foot = document.getElementById("foot");
const watcher = new ResizeObserver(() => {
  const isFixed = getComputedStyle(foot).position === "sticky";
  document.documentElement.style.scrollPaddingBottom = isFixed ? `${foot.offsetHeight + 8}px` : "";
  if (isFixed && follows) {
    scrollTo({ top: document.documentElement.scrollHeight });
  }
});
watcher.observe(foot);
watcher.observe(log);

history.scrollRestoration = "manual";
scrollTo({ top: document.documentElement.scrollHeight });
