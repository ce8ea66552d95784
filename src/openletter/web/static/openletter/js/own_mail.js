// The letter in one's own words, measured as it is typed: the link grows with it, and steps aside when it is too long.
// What measures comes with the first touch: until then the server's own figures stand.
const measures = () => import("./lengths.js");
const tellOfClick = (part) => import("./opened.js").then(({ opened }) => opened(part)).catch(() => {});
const LONG = 1600;
const TOO_LONG = 2000;
const PAUSE = 800; // milliseconds without a key before the state is read aloud

function begin() {
  const part = document.querySelector("[data-own-mail]");
  const form = part?.querySelector("form");
  if (!form) return;
  const figures = new Intl.NumberFormat(part.dataset.manner, { numberingSystem: "latn" });
  const at = (name) => form.querySelector(`[data-${name}]`);
  const list = (text) => (text ? text.split(",") : []);
  let waiting;

  const parts = (message) => {
    const { to, cc, salutation, closing } = message.dataset;
    const written = [salutation, at("letter").value.trim(), closing, at("name").value.trim()];
    return { to: [to], cc: list(cc), subject: at("subject").value, body: written.filter(Boolean).join("\n\n") };
  };

  async function measure() {
    const { mailto } = await measures();
    let longest = 0;
    for (const message of form.querySelectorAll("[data-message]")) {
      const { body, ...address } = parts(message);
      const link = mailto({ ...address, body });
      const tooLong = link.length > TOO_LONG;
      longest = Math.max(longest, link.length);
      message.querySelector("[data-link]").href = tooLong ? mailto(address) : link;
      message.querySelector("[data-bare-link]").href = mailto(address);
      message.querySelector("[data-whole]").hidden = tooLong;
      message.querySelector("[data-bare]").hidden = !tooLong;
    }
    at("meter").value = longest;
    at("length").textContent = figures.format(longest);
    clearTimeout(waiting);
    waiting = setTimeout(() => tell(longest), PAUSE);
  }

  function tell(length) {
    const words = length > TOO_LONG ? part.dataset.refusal : length > LONG ? part.dataset.warning : "";
    if (at("state").textContent !== words) at("state").textContent = words;
  }

  form.addEventListener("focusin", () => measures().catch(() => {}), { once: true });
  form.addEventListener("input", () => measure().catch(() => {}));
  form.addEventListener("click", async ({ target }) => {
    if (target.closest("[data-link], [data-bare-link]")) return tellOfClick(part);
    const button = target.closest("[data-copy]");
    if (!button) return;
    const { to, subject, body } = parts(button.closest("[data-message]"));
    await navigator.clipboard.writeText({ address: to[0], subject, letter: body }[button.dataset.copy]);
    say(button);
  });
  // Another language, or the letter as it was: the same part of the page, drawn by the server.
  form.addEventListener("submit", async (event) => {
    if (!event.submitter?.matches(".tongue")) return;
    event.preventDefault();
    const fresh = await drawn(event.submitter.formAction, new FormData(form, event.submitter));
    if (!fresh) return;
    form.replaceWith(fresh.querySelector("form"));
    begin();
    part.querySelector(".tongue[aria-current]")?.focus();
  });
  // Leaving the letter asks the server what it has to say of the words; it keeps none of them.
  at("letter").addEventListener("change", async () => {
    const fresh = await drawn(form.action, new FormData(form));
    const said = fresh?.querySelector("[data-remarks]").innerHTML;
    if (said !== undefined && at("remarks").innerHTML !== said) at("remarks").innerHTML = said;
  });
  at("without-script").hidden = true;
  if (navigator.clipboard) form.querySelectorAll(".hidden-until-script").forEach((each) => each.classList.remove("hidden-until-script"));
}

// The same part of the page, drawn by the server with what was typed; nothing where the line is down.
async function drawn(address, typed) {
  const asked = { method: "POST", body: new URLSearchParams(typed), credentials: "omit" };
  const answer = await fetch(address, asked).catch(() => null);
  const html = answer?.ok ? await answer.text() : "";
  return new DOMParser().parseFromString(html, "text/html").querySelector("[data-own-mail]");
}

function say(button) {
  const words = button.textContent;
  if (words === button.dataset.done) return;
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = words), 4000);
}

document.addEventListener("openletter:page", begin);
begin();
