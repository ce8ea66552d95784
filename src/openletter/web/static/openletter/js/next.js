// After an act: the thanks in the same window, and one person after the other for whom one has not acted yet in it.
import { keep } from "./contact.js";
import { show } from "./page.js";

const done = new Set();

export function accepted(form, address, html) {
  keep(form);
  done.add(form.action.split("/").pop());
  return show(address, { html });
}

function arrange() {
  const list = document.querySelector("[data-next]");
  if (!list) return;
  const offered = [...list.children].filter(({ dataset }) => !done.has(dataset.ref));
  const skip = document.querySelector("[data-skip]");
  list.replaceChildren(...offered);
  list.closest("section").hidden = !offered.length;
  skip.hidden = offered.length < 2;
  let at = 0;
  const turn = () => offered.forEach((item, place) => (item.hidden = place !== at));
  skip.addEventListener("click", () => {
    at = (at + 1) % offered.length;
    turn();
    offered[at].querySelector("a").focus();
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-here]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const line = list.closest("section").querySelector("[data-down]");
    line.textContent = "";
    show(link.href).catch(() => (line.textContent = line.dataset.down));
  });
  turn();
}

document.addEventListener("openletter:page", arrange);
addEventListener("pagehide", () => done.clear());
