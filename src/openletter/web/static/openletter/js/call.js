// When somebody is there, on the clock of whoever reads: the server knows the office's time and cannot know this one.
const EVERY = 30_000;

function tell(office, manner) {
  const line = office.querySelector("[data-yours]");
  const spans = office.dataset.spans.split(" ").filter(Boolean);
  const moments = spans.map((span) => span.split("/").map((moment) => new Date(moment)));
  const now = new Date();
  const next = moments.find(([, end]) => end > now);
  if (!next) return (line.hidden = true);
  const [start, end] = next;
  const open = start <= now;
  const day = new Intl.DateTimeFormat(manner, { dateStyle: "full", numberingSystem: "latn" });
  // Digits and a colon in every language, as the server writes the office's own time in the line above.
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const words = (open ? line.dataset.open : line.dataset.opens)
    .replace("{time}", time.format(open ? end : start))
    .replace("{day}", day.format(start));
  if (line.textContent !== words) line.textContent = words;
  line.hidden = false;
  office.querySelector("[data-here]")?.setAttribute("hidden", "");
}

function look() {
  const part = document.querySelector("[data-call]");
  part?.querySelectorAll("[data-spans]").forEach((office) => tell(office, part.dataset.manner));
}

document.addEventListener("click", ({ target }) => {
  const line = target.closest("[data-line-to-call]");
  if (line) import("./opened.js").then(({ opened }) => opened(line.closest("[data-call]"))).catch(() => {});
});
document.addEventListener("openletter:page", look);
setInterval(look, EVERY);
look();
