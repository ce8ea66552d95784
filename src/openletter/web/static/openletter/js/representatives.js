// Areas filtered while one types. Nothing is sent: what the server folded is compared with what is folded here.

const ARABIC = { "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "أ": "ا", "إ": "ا", "آ": "ا", "ـ": "" };

export function folded(text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[ىیکةٱأإآـ]/gu, (sign) => ARABIC[sign]).replace(/(?<![\p{L}])ال(?=\p{L}{3})/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const holds = (sought, words) => words.every((word) => sought.some((known) => known.startsWith(word)));

for (const form of document.querySelectorAll("[data-filter]")) {
  const input = form.querySelector("input[type=search]");
  const lists = form.parentElement.querySelector("[data-areas]");
  const said = form.parentElement.querySelector("[data-filtered]");
  if (!lists) continue;
  const opened = new Map([...lists.querySelectorAll("details")].map((part) => [part, part.open]));
  const areas = [...lists.querySelectorAll("[data-sought]")].map((line) => {
    const around = line.closest("details")?.querySelector("summary")?.textContent ?? "";
    return [line, folded(`${line.dataset.sought} ${line.textContent} ${around}`).split(" ")];
  });
  const filter = () => {
    const words = folded(input.value).split(" ").filter(Boolean);
    let shown = 0;
    for (const [line, sought] of areas) {
      line.hidden = words.length > 0 && !holds(sought, words);
      shown += line.hidden ? 0 : 1;
    }
    for (const [part, open] of opened) {
      const some = part.querySelector("[data-sought]:not([hidden])") !== null;
      part.hidden = !some;
      part.open = words.length ? some : open;
    }
    said.classList.toggle("away", shown > 0);
    said.textContent = shown ? "" : said.dataset.none;
  };
  input.addEventListener("input", filter);
  if (input.value) filter();
}
