// The number turns in place while the page is open: the same public count that anybody can ask for.
const counter = document.querySelector("[data-count]");
const EVERY = 15000;

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(counter.dataset.count, { credentials: "omit" });
  if (!answer.ok) return;
  const { number, goal, as_of: asOf } = await answer.json();
  const shown = counter.querySelector(".number");
  if (!shown || Number(shown.value) === number) return;
  const language = document.documentElement.lang;
  const figures = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  shown.value = number;
  shown.textContent = figures.format(number);
  shown.classList.remove("turning");
  requestAnimationFrame(() => shown.classList.add("turning"));
  const bar = counter.querySelector("progress");
  if (bar) {
    bar.value = number;
    if (goal) bar.max = goal;
  }
  const moment = counter.querySelector(".as-of time");
  if (moment && asOf) {
    const said = { dateStyle: "long", timeStyle: "short", timeZone: "UTC", numberingSystem: "latn" };
    moment.dateTime = asOf;
    moment.textContent = `${new Intl.DateTimeFormat(language, said).format(new Date(asOf))} UTC`;
  }
}

if (counter) {
  setInterval(() => refresh().catch(() => {}), EVERY);
  document.addEventListener("visibilitychange", () => refresh().catch(() => {}));
}
