// Help for those whose browser runs it; every page works without.

const CHECK_AFTER = 400; // milliseconds without a key: a word is not judged while it is being typed

// Someone who hears the page must hear first that something is wrong, or was kept.
const news = document.querySelector(".govuk-error-summary, .govuk-notification-banner");
if (news) {
  news.tabIndex = -1;
  news.focus();
}

// Fields that belong to one choice are shown only with it (the design system hides them under this class).
document.body.classList.add("govuk-frontend-supported");
for (const group of document.querySelectorAll(".govuk-radios")) {
  const radios = [...group.querySelectorAll("input[data-aria-controls]")];
  const show = () => {
    for (const radio of radios) {
      document
        .getElementById(radio.dataset.ariaControls)
        .classList.toggle("govuk-radios__conditional--hidden", !radio.checked);
    }
  };
  group.addEventListener("change", show);
  show();
}

// A photo that is too large is known before it is sent.
for (const field of document.querySelectorAll("[data-most-bytes]")) {
  const problem = paragraph("", "govuk-error-message");
  problem.setAttribute("role", "alert");
  field.before(problem);
  const isTooLarge = () => (field.files[0]?.size ?? 0) > Number(field.dataset.mostBytes);
  field.addEventListener("change", () => {
    problem.textContent = isTooLarge() ? field.dataset.tooLarge : "";
  });
  field.form.addEventListener("submit", (event) => {
    if (isTooLarge()) event.preventDefault();
  });
}

// Whoever listens hears it again, and slower, as often as it takes.
for (const more of document.querySelectorAll(".app-player-more")) {
  const sound = more.parentElement.querySelector("audio");
  more.hidden = false;
  more.querySelector("[data-again]").addEventListener("click", () => {
    sound.currentTime = 0;
    play(sound);
  });
  const rate = more.querySelector("[data-rate]");
  const set = () => {
    sound.playbackRate = Number(rate.value);
  };
  rate.addEventListener("change", set);
  sound.addEventListener("play", set); // loading a sound brings its own speed back
  sound.addEventListener("loadedmetadata", () => findItsLength(sound));
}

function play(sound) {
  sound.play().catch(() => {}); // its player shows what went wrong, and being stopped is not wrong
}

// What a browser recorded does not say how long it is, and nobody could go back a little in it. Whoever plays its end knows.
function findItsLength(sound) {
  if (sound.duration !== Infinity) return;
  const plays = !sound.paused;
  // It stands still on the way: reaching its end stops what plays, and a browser may do so only after it was sent back.
  sound.pause();
  const back = () => {
    if (plays) sound.addEventListener("seeked", () => play(sound), { once: true });
    sound.currentTime = 0;
  };
  sound.addEventListener("seeked", back, { once: true });
  sound.currentTime = Number.MAX_SAFE_INTEGER;
}

// A form that is looked through while it is typed, and can be heard before it is sent. What is wrong counts when it is sent.
class LiveForm {
  constructor(form) {
    this.form = form;
    this.latest = 0;
    form.querySelector("[data-show]").remove();
    const hear = form.querySelector("[data-hear]");
    hear.type = "button";
    hear.addEventListener("click", () => this.hear(hear));
    form.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.check(), CHECK_AFTER);
    });
  }

  async check() {
    const turn = ++this.latest;
    const answer = await this.post(this.form.dataset.check).catch(() => null);
    if (!answer || !answer.ok || turn !== this.latest) return; // checked again when the form is sent
    await this.show(await answer.json());
  }

  async hear(button) {
    const answer = await this.post(button.formAction).catch(() => null);
    this.sayWhetherHeard(Boolean(answer?.ok));
    if (!answer?.ok) return;
    this.sound?.pause();
    this.sound = new Audio(URL.createObjectURL(await answer.blob()));
    await this.sound.play();
  }

  post(address) {
    const body = new URLSearchParams(new FormData(this.form));
    return fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  }
}

class EasyWords extends LiveForm {
  constructor(form) {
    super(form);
    this.advice = form.querySelector("[data-advice]");
    this.bubbles = form.querySelector("[data-bubbles]");
    form.addEventListener("input", () => {
      this.isSaid = false;
    });
    // Where the page came back with what is wrong, it says so already; from the next letter on it is said here.
    this.isSaid = form.querySelector("#words-error") !== null;
    this.check();
  }

  async show({ findings, bubbles }) {
    if (!this.isSaid) this.advice.replaceChildren(...adviceOn(findings, bubbles.length > 0));
    if (!bubbles.length) return;
    const { fill } = await import(document.body.dataset.signs);
    this.bubbles.replaceChildren(...bubbles.map(() => paragraph("", "app-bubble")));
    bubbles.forEach((text, place) => fill(this.bubbles.children[place], text));
  }

  sayWhetherHeard(isHeard) {
    if (isHeard) return;
    this.advice.replaceChildren(paragraph("There is no sound. Write the sentence first, or try again.", "govuk-body"));
  }
}

function adviceOn(findings, isWritten) {
  if (!isWritten) return [];
  if (!findings.length) return [paragraph("These words are good to send.", "govuk-body")];
  const list = document.createElement("ul");
  list.className = "govuk-list govuk-list--bullet";
  for (const advice of new Set(findings.map((finding) => finding.advice))) {
    const item = document.createElement("li");
    item.textContent = advice;
    list.append(item);
  }
  return [paragraph("Change this before you send it:", "govuk-body"), list];
}

function paragraph(text, name) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}

for (const form of document.querySelectorAll("[data-easy-words]")) {
  new EasyWords(form);
}

// Preparing a choice: advice under each field, emoji found by name, and the choice as it will be seen, while it is typed.
class ChoiceForm extends LiveForm {
  constructor(form) {
    super(form);
    this.screens = form.querySelector("[data-screens]");
    this.noSound = form.querySelector("[data-no-sound]");
    for (const row of form.querySelectorAll("[data-row]")) this.finds(row);
    // What the page says is wrong it says already; from the next letter on it is said here.
    if (!document.querySelector(".govuk-error-summary") && form.elements.question.value) this.check();
  }

  async show({ advice, screens }) {
    for (const place of this.form.querySelectorAll("[data-advice-for]")) {
      place.textContent = advice[place.dataset.adviceFor] ?? "";
    }
    const { fill } = await import(document.body.dataset.signs);
    if (screens.length) this.screens.replaceChildren(...screens.map((one) => screenOf(one, fill)));
  }

  // The label is looked for by itself while there is no emoji yet.
  finds(row) {
    const number = row.dataset.row;
    const [label, words, sign] = ["label", "find", "sign"].map((name) => row.querySelector(`#${name}_${number}`));
    const list = row.querySelector("[data-found]");
    row.querySelector("[data-find-button]").remove();
    let timer;
    const look = (text) => {
      clearTimeout(timer);
      timer = setTimeout(() => this.find(text, list, sign), CHECK_AFTER);
    };
    label.addEventListener("input", () => sign.value || look(label.value));
    words.addEventListener("input", () => look(words.value || label.value));
    list.addEventListener("change", (event) => {
      sign.value = event.target.value;
    });
  }

  async find(text, list, sign) {
    const body = new URLSearchParams({ csrf_token: this.form.elements.csrf_token.value, find: text });
    const answer = await fetch(this.form.dataset.find, { method: "POST", body, headers: { Accept: "application/json" } }).catch(
      () => null,
    );
    if (!answer || !answer.ok) return;
    const { found } = await answer.json();
    const { fill } = await import(document.body.dataset.signs);
    list.replaceChildren(...found.map(([one, name]) => signOf(one, name, `pick_${sign.id}`, fill)));
  }

  sayWhetherHeard(isHeard) {
    this.noSound.textContent = isHeard ? "" : "There is no sound. Write the question and an option first, or try again.";
  }
}

function signOf(sign, name, field, fill) {
  const made = document.createElement("label");
  made.className = "app-found-sign";
  const radio = document.createElement("input");
  Object.assign(radio, { type: "radio", name: field, value: sign });
  const [shown, called] = [document.createElement("span"), document.createElement("span")];
  fill(shown, sign);
  called.textContent = name;
  made.append(radio, shown, called);
  return made;
}

function screenOf({ bubbles, buttons, photo }, fill) {
  const made = document.createElement("div");
  made.className = "app-screen";
  if (photo) made.append(photoOf(photo, "app-screen-photo"));
  for (const text of bubbles) {
    const bubble = paragraph("", "app-bubble");
    fill(bubble, text);
    made.append(bubble);
  }
  const answers = document.createElement("ul");
  answers.className = "app-answers";
  for (const [label, one] of buttons) {
    const answer = document.createElement("li");
    if (one) answer.append(photoOf(one, ""));
    const text = document.createElement("span");
    fill(text, label);
    answer.append(text);
    answers.append(answer);
  }
  made.append(answers);
  return made;
}

function photoOf(address, name) {
  const made = new Image();
  Object.assign(made, { src: address, alt: "", className: name });
  return made;
}

for (const form of document.querySelectorAll("[data-choice]")) {
  new ChoiceForm(form);
}
