// A post as it is typed: its length as the network counts it, and the network's own page with it. The server makes the
// same links (actions/wording/networks.py).
// What measures comes with the first touch: until then the server's own figures stand.
const measures = () => import("./lengths.js");
const tellOfClick = (part) => import("./opened.js").then(({ opened }) => opened(part)).catch(() => {});

const PAUSE = 800; // milliseconds without a key before the state is read aloud
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

function hostOf(typed) {
  const bare = typed.trim().toLowerCase().replace(/^https?:\/\//, "").split("/")[0].split("@").pop();
  try {
    const { hostname } = new URL(`https://${bare}`);
    return HOST.test(hostname) && !/[:?#]/.test(bare) ? hostname : "";
  } catch {
    return "";
  }
}

function compose(network, text, address, server) {
  const said = encodeURIComponent(text.toWellFormed?.() ?? text);
  const there = encodeURIComponent(address);
  const around = encodeURIComponent((text.toWellFormed?.() ?? text).replace(address, "").trim());
  return {
    x: `https://x.com/intent/post?text=${said}`,
    bluesky: `https://bsky.app/intent/compose?text=${said}`,
    mastodon: server ? `https://${server}/share?text=${said}` : `https://share.joinmastodon.org/#text=${said}`,
    facebook: `https://www.facebook.com/sharer/sharer.php?u=${there}`,
    whatsapp: `https://wa.me/?text=${said}`,
    telegram: `https://t.me/share/url?url=${there}&text=${around}`,
  }[network];
}

function watch(form, part) {
  const { measure, longest, network, address } = form.dataset;
  const at = (name) => form.querySelector(`[data-${name}]`);
  const figures = new Intl.NumberFormat(part.dataset.manner, { numberingSystem: "latn" });
  let waiting;

  async function look() {
    const text = at("text").value;
    at("link").href = compose(network, text, address, hostOf(at("server")?.value ?? ""));
    if (!longest) return;
    const lengths = await measures();
    if (text !== at("text").value) return; // typed on meanwhile: the newer look measures
    const length = lengths[measure](text);
    const over = length > Number(longest) || (network === "bluesky" && lengths.octets(text) > 3000);
    at("length").textContent = figures.format(length);
    at("length").parentElement.classList.toggle("over", over);
    if (over) at("link").setAttribute("aria-disabled", "true");
    else at("link").removeAttribute("aria-disabled");
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = over ? at("state").dataset.over : "";
      if (at("state").textContent !== words) at("state").textContent = words;
    }, PAUSE);
  }

  form.addEventListener("focusin", () => measures().catch(() => {}), { once: true });
  form.addEventListener("input", () => look().catch(() => {}));
  form.addEventListener("click", async ({ target }) => {
    if (target.closest("[data-link]")) return tellOfClick(part);
    const button = target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(at("text").value);
    const words = button.textContent;
    if (words === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = words), 4000);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  at("without-script").hidden = true;
  if (navigator.clipboard) at("copy").classList.remove("hidden-until-script");
}

function begin() {
  const part = document.querySelector("[data-social]");
  part?.querySelectorAll("[data-post]").forEach((form) => watch(form, part));
}

document.addEventListener("openletter:page", begin);
begin();
