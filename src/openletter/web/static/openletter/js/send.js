// Bring a form to the server over a line that may be poor: once, with patience, and without losing what was typed.
// An address counts once for an action, so sending again after an answer that got lost does no harm.
const PAUSES = [2, 4, 8, 15, 30, 60, 60, 60]; // seconds; after the last one people decide themselves
const PATIENCE = 20000; // milliseconds for an answer
const names = new WeakMap(); // forms, each with the name of what is filled in just now
const underway = new WeakMap(); // forms being sent, each with what ends its pause

// Pressed again while it waits, a form is tried at once; while it is on its way, nothing happens.
export async function send(form, refused) {
  if (underway.has(form)) return underway.get(form)();
  underway.set(form, () => {});
  const ready = busy(form);
  try {
    for (const pause of PAUSES) {
      const answer = await attempt(form);
      if (answer && answer.status < 500) return await understand(form, answer, refused);
      tell(form, "waiting");
      await rest(form, Math.max(pause, Number(answer?.headers.get("retry-after")) || 0));
    }
    tell(form, "stopped");
  } finally {
    underway.delete(form);
    ready();
  }
}

function attempt(form) {
  const typed = new FormData(form);
  typed.set("once", once(form));
  // A form without its picture goes the short way; one with it may take long over a poor line.
  const files = [...typed.keys()].filter((name) => typed.get(name) instanceof File);
  const large = files.some((name) => typed.get(name).size);
  if (!large) files.forEach((name) => typed.delete(name));
  const asked = { method: "POST", body: large ? typed : new URLSearchParams(typed), credentials: "omit" };
  return fetch(form.action, { ...asked, signal: AbortSignal.timeout(PATIENCE * (large ? 9 : 1)) }).catch(() => null);
}

// One filled-in form is one act however often it is sent; the next one filled in on the same page is another.
function once(form) {
  if (!names.has(form)) names.set(form, crypto.getRandomValues(new Uint32Array(4)).join("-"));
  return names.get(form);
}

async function understand(form, answer, refused) {
  const html = await answer.text().catch(() => "");
  const page = new DOMParser().parseFromString(html, "text/html");
  tell(form, "");
  if (answer.redirected) {
    names.delete(form);
    const { accepted } = await import("./next.js").catch(() => ({}));
    if (accepted && answer.ok && html) return accepted(form, answer.url, html);
    return location.assign(answer.url);
  }
  if (page.querySelector("form[data-act]")) return refused(page);
  return form.submit(); // an answer that only a whole page can show: the action has closed or was taken down
}

function rest(form, seconds) {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener("online", wake);
      underway.set(form, () => {});
      resolve();
    };
    const timer = setTimeout(wake, seconds * 1000);
    addEventListener("online", wake);
    underway.set(form, wake);
  });
}

// The button says that it is working; what this returns makes it ready again.
function busy(form) {
  const button = form.querySelector("button[type=submit]");
  const words = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = form.dataset.busy;
  return () => {
    button.removeAttribute("aria-disabled");
    button.textContent = words;
  };
}

// How the line stands, in a region that is read aloud when it changes.
function tell(form, state) {
  const line = form.querySelector("[data-line]");
  const words = line.dataset[state] ?? "";
  if (line.textContent !== words) line.textContent = words;
  form.querySelector("[data-again]").hidden = state === "";
}
