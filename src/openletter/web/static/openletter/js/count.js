// The number turns in place while the page is open: the same public count that anybody can ask for.
const EVERY = 15000;

async function refresh() {
  const counter = document.querySelector("[data-count]");
  if (!counter || document.hidden) return;
  const answer = await fetch(counter.dataset.count, { credentials: "omit" });
  if (!answer.ok) return;
  const { number, goal, as_of: asOf } = await answer.json();
  const shown = counter.querySelector(".number");
  if (!shown || Number(shown.value) === number) return;
  const { manner } = counter.dataset;
  const figures = new Intl.NumberFormat(manner, { numberingSystem: "latn" });
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
    const day = new Intl.DateTimeFormat(manner, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });
    const comma = manner.startsWith("ar") ? "\u060c" : ",";
    moment.dateTime = asOf;
    // French ranks the first of a month, as the page itself does.
    const said = day.format(new Date(asOf)).replace(/^1 (?=\p{L})/u, manner.startsWith("fr") ? "1er " : "1 ");
    moment.textContent = `${said}${comma} ${new Date(asOf).toISOString().slice(11, 16)} UTC`;
  }
}

const look = () => refresh().catch(() => {});
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
document.addEventListener("openletter:page", look);
