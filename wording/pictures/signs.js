// Emoji in a text as the pictures that lie beside this file: the same as `wording/pictured.py` makes of a whole page.

const MARKS = String.raw`[\u{FE0F}\u{1F3FB}-\u{1F3FF}]`;
const ONE = String.raw`(?:(?![©®™])\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}])${MARKS}*`;
const FLAG = String.raw`[\u{1F1E6}-\u{1F1FF}]{1,2}|\u{1F3F4}[\u{E0020}-\u{E007F}]+`;
const KEY = String.raw`[0-9#*]\u{FE0F}?\u{20E3}`;
const JOINER = "\u200D";
const SIGN = new RegExp(String.raw`(?:${FLAG}|${KEY}|${ONE}(?:${JOINER}${ONE})*)(?!\u{FE0E})`, "gu");
const LEFT_OUT = new RegExp(MARKS, "gu");

// Shows a text in an element.
export function fill(element, text) {
  const shown = [];
  let from = 0;
  for (const found of text.matchAll(SIGN)) {
    shown.push(text.slice(from, found.index), picture(found[0]));
    from = found.index + found[0].length;
  }
  element.replaceChildren(...shown, text.slice(from));
}

// The text that an element shows, with its emoji.
export function textOf(element) {
  return [...element.childNodes].map((node) => node.alt ?? node.textContent).join("");
}

export function nameOf(sign) {
  const plain = sign.replace(LEFT_OUT, "") || sign;
  return [...plain].map((character) => character.codePointAt(0).toString(16)).join("-");
}

function picture(sign) {
  const made = document.createElement("img");
  made.className = "sign";
  made.alt = sign;
  made.src = new URL(`${nameOf(sign)}.svg`, import.meta.url);
  // There is none of this one, or no network just now: then its parts, or the letter itself.
  const parts = sign.split(JOINER);
  made.addEventListener("error", () => made.replaceWith(...(parts.length > 1 ? parts.map(picture) : parts)));
  return made;
}
