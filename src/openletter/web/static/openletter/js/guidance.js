// While somebody writes to a person: the length, and what the case asks to leave out, by the same small rules that the
// server goes by (actions/wording/finding.py). Nothing leaves the page, and nothing is held back.
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}]|[\u0300-\u036f\u064b-\u065f\u0670\u0640])*/gu;
const LETTERS = { ى: "ي", ی: "ي", ک: "ك", ة: "ه", ٱ: "ا", ـ: "", œ: "oe", æ: "ae", ß: "ss" };
const JOINED = /^[وف]?(?:[بك]?ال|لل|[بكل])?(?=[\p{L}\p{N}]{2})/u;
const PATTERNS = {
  email: /[\p{L}\p{N}_.+-]+(?:@|\s@\s)[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu,
  link: /(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]{2,}\.(?:com|org|net|info|eu|fr|ca|dz|ma|uk|us|de|ch|be|io|me|app|ly)\b(?:\/\S*)?|(?<![\p{L}\p{N}_@])@[A-Za-z0-9_.]{3,30}\b/giu,
  phone: /(?<![\p{L}\p{N}_+])(?:\+|00)?\d(?:[\s().\u00a0/-]{0,2}\d){7,14}(?![\p{L}\p{N}_])/gu,
};
const YEARS = /^\D*(?:(?:19|20)\d\d\D+)+(?:19|20)\d\d\D*$/;
const NEAR = 24;
const MOST = 4;

const plain = (word) =>
  [...word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()].map((c) => LETTERS[c] ?? c).join("");

function readings(word) {
  if (!/^[\u0600-\u06ff]/.test(word)) return [word];
  const rest = "وف".includes(word[0]) && word.length > 3 ? word.slice(1) : word;
  return [word, rest, word.replace(JOINED, "")];
}

const fits = (part, forms) =>
  part.endsWith("*") ? forms.some((form) => form.startsWith(part.slice(0, -1))) : forms.includes(part);

function phrases(list) {
  const firsts = new Map();
  const stems = [];
  for (const entry of list) {
    const parts = entry.split(/\s+/).map((part) => (part.endsWith("*") ? `${plain(part.slice(0, -1))}*` : plain(part)));
    if (parts[0].endsWith("*")) stems.push(parts);
    else firsts.set(parts[0], [...(firsts.get(parts[0]) ?? []), parts]);
  }
  return { firsts, stems };
}

function among({ firsts, stems }, words) {
  const places = [];
  for (let at = 0; at < words.length; ) {
    const begun = words[at].forms.flatMap((form) => firsts.get(form) ?? []);
    const whole = [...begun, ...stems].filter(
      (parts) => parts.length <= words.length - at && parts.every((part, i) => fits(part, words[at + i].forms)),
    );
    const long = Math.max(0, ...whole.map((parts) => parts.length));
    if (long) places.push([words[at].start, words[at + long - 1].end]);
    at += long || 1;
  }
  return places;
}

const wordsOf = (text) =>
  [...text.matchAll(WORD)].map((m) => ({ start: m.index, end: m.index + m[0].length, forms: readings(plain(m[0])) }));

const named = (name) => {
  const words = [...name.matchAll(WORD)].map(([word]) => plain(word));
  return [words.join(" "), words.join("")];
};

// What the server told, made ready to be looked for.
export function readied(told) {
  const lists = { ...told.lists };
  if (told.names.length) lists.organisation = [...(lists.organisation ?? []), ...told.names.flatMap(named)];
  return { ...told, ready: Object.fromEntries(Object.entries(lists).map(([code, list]) => [code, phrases(list)])) };
}

export function found(text, rules) {
  const words = wordsOf(text);
  const places = [];
  for (const [code, list] of Object.entries(rules.ready)) {
    for (const [start, end] of among(list, words)) {
      const near = text.slice(Math.max(0, start - NEAR), end + NEAR);
      if (code !== "address" || /\p{N}/u.test(near)) places.push([code, start, end]);
    }
  }
  for (const [code, pattern] of Object.entries(PATTERNS)) {
    for (const match of text.matchAll(pattern)) {
      if (code !== "phone" || !YEARS.test(match[0])) places.push([code, match.index, match.index + match[0].length]);
    }
  }
  // Of two that overlap the first and longer one is said.
  const seen = {};
  let last = 0;
  for (const [code, start, end] of places.sort((a, b) => a[1] - b[1] || b[2] - a[2])) {
    if (start < last) continue;
    last = end;
    (seen[code] ??= new Set()).add(text.slice(start, end).trim());
  }
  return seen;
}

function begin() {
  const guidance = document.querySelector("[data-rules]");
  const field = document.getElementById("message");
  if (!guidance || !field) return;
  let rules;
  let waiting;
  const live = document.createElement("div");
  const count = document.createElement("p");
  const remarks = document.createElement("ul");
  live.className = "guidance-live";
  count.className = "guidance-count";
  remarks.className = "remarks";
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  status.append(remarks);
  live.append(count, status);

  async function fetched() {
    const answer = await fetch(guidance.dataset.rules, { credentials: "omit" }).catch(() => null);
    if (!answer?.ok) return;
    rules = readied(await answer.json());
    field.after(live);
    look();
  }

  function look() {
    if (!rules) return;
    const text = field.value.trim();
    const length = [...text].length;
    count.textContent = rules.count.replace("%(length)s", length).replace("%(most)s", rules.longest);
    count.classList.toggle("over", length > rules.longest);
    const lines = Object.entries(found(text, rules)).map(([code, words]) => {
      const quoted = [...words].slice(0, MOST).map((word) => rules.quoted.replace("%(expression)s", word));
      const comma = document.documentElement.lang.startsWith("ar") ? "، " : ", ";
      return rules.said[code].replace("%(words)s", quoted.join(comma));
    });
    const shown = [...remarks.children].map((line) => line.textContent);
    if (lines.join("\n") === shown.join("\n")) return;
    remarks.replaceChildren(...lines.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    field.closest(".field").querySelector(`#${field.id}-remarks`)?.remove();
  }

  field.addEventListener("focus", fetched, { once: true });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
}

document.addEventListener("openletter:page", begin);
begin();
