// What the page was given, and the few places on it that every part of the script writes to.

const chat = document.getElementById("chat");

export const page = {
  base: chat.dataset.base,
  chat: chat.dataset.chat,
  after: Number(chat.dataset.after),
  pace: chat.dataset.pace,
  rest: Number(chat.dataset.rest),
  isAloud: chat.dataset.aloud === "yes",
  maxWords: Number(chat.dataset.max),
  longest: Number(chat.dataset.longest),
  most: Number(chat.dataset.most),
  // While the person speaks, or hears what they said, the page reads nothing: it would hear itself, and talk over them.
  isSilent: false,
  texts: JSON.parse(chat.dataset.texts),
};

const announced = document.getElementById("announced");
const connection = document.getElementById("connection");
const problem = document.getElementById("problem");

// For a screen reader alone, when it is next free: everybody else sees it on the line itself.
export function announce(text) {
  announced.textContent = text;
}

// Below the last line, for everybody.
export function showConnection(text) {
  connection.textContent = text;
}

// Said at once, and stays in sight at the foot.
export function warn(text) {
  problem.textContent = text;
}

const wakers = new Set();

// Waits, but not longer than it takes for the network to come back.
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      wakers.delete(done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    wakers.add(done);
  });
}

// Ends every pause now.
export function wake() {
  [...wakers].forEach((end) => end());
}
addEventListener("online", wake);

// A request that ends by itself after a while; `stop()` ends it at once.
export class Request {
  constructor(milliseconds) {
    this.controller = new AbortController();
    this.isStopped = false;
    this.timer = setTimeout(() => this.controller.abort(), milliseconds);
  }

  fetch(address, options) {
    const signal = this.controller.signal;
    return fetch(address, { ...options, signal, cache: "no-store" }).finally(() => clearTimeout(this.timer));
  }

  stop() {
    this.isStopped = true;
    this.controller.abort();
  }
}

// What was still on its way is kept under this and the name of the chat.
export const KEPT = "said-chat-";

export function forgetKept(isWanted) {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(KEPT) && isWanted(key))
    .forEach((key) => sessionStorage.removeItem(key));
}

// This browser is no longer linked, or to somebody else: what it showed a moment ago must not stay, nor what was typed.
export async function leave() {
  document.getElementById("log").replaceChildren();
  // From now on nothing is kept: what is typed while the page leaves would stay on a lost phone.
  page.isLeft = true;
  forgetKept(() => true);
  await pause(3000);
  location.replace(`${page.base}/`);
}
