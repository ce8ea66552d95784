// What was typed about oneself, for the next form of this window: kept in this page's memory and nowhere else. It is
// gone with the page. Words to officials and choices are asked anew each time.
const kept = new Map();
const FORGET = 20 * 60_000; // milliseconds: whoever comes to this device later finds nothing
let forgetting;
const CONTACT = ".field :is(input, select)[autocomplete]";
const form = () => document.querySelector("form[data-act]");

export function keep(sent) {
  for (const { name, value } of sent.querySelectorAll(CONTACT)) if (value) kept.set(name, value);
  clearTimeout(forgetting);
  forgetting = setTimeout(clear, FORGET);
}

function fill() {
  const note = form()?.querySelector("[data-filled]");
  if (!note || !kept.size) return;
  for (const input of form().querySelectorAll(CONTACT)) if (kept.has(input.name)) input.value = kept.get(input.name);
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    clear();
    form().querySelector(CONTACT).focus();
  });
}

function clear() {
  kept.clear();
  const note = form()?.querySelector("[data-filled]");
  if (!note || note.hidden) return;
  note.hidden = true;
  for (const input of form().querySelectorAll(CONTACT)) {
    if (input.options) input.selectedIndex = [...input.options].findIndex((option) => option.defaultSelected);
    else input.value = input.defaultValue;
  }
}

document.addEventListener("openletter:page", fill);
// A browser may keep a page that was left, to go back to; what was kept is not for whoever does.
addEventListener("pagehide", clear);
