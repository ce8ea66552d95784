// The translator's page without reloading: letters counted, drafts kept, the next text by Ctrl and Enter.
const form = document.querySelector("[data-translating]");
const WAIT = 4000; // milliseconds after the last key

const boxes = () => [...form.querySelectorAll(".desk-pair input[type=text], .desk-pair textarea")];
const status = form?.querySelector("[data-status]");
const own = (name) => form.elements.namedItem(name);
let timer = 0;
let keeping = false;
let sending = false;
let unkept = false; // something was typed that the server does not have yet

function measure(box) {
  const meter = box.closest(".desk-pair").querySelector("[data-length]");
  if (!meter) return;
  const length = [...box.value].length;
  meter.textContent = length.toLocaleString(document.documentElement.lang);
  meter.parentElement.classList.toggle("desk-too-long", length > Number(box.dataset.most));
}

function heard(answer) {
  status.textContent = answer.said;
  for (const [key, was] of Object.entries(answer.was ?? {})) {
    if (own(`${key}.was`)) own(`${key}.was`).value = was;
  }
  for (const [key, fault] of Object.entries(answer.faults ?? {})) {
    const said = document.getElementById(`fault-${key}`);
    if (!said) continue;
    said.textContent = fault;
    said.hidden = !fault;
    if (fault) own(key).setAttribute("aria-invalid", "true");
    else own(key).removeAttribute("aria-invalid");
  }
}

async function keep() {
  if (keeping || sending) return wait();
  keeping = true;
  unkept = false;
  try {
    const body = new FormData(form);
    const answer = await fetch(location.href, { method: "POST", body, headers: { "X-Requested-With": "autosave" } });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) heard(await answer.json());
  } catch {
    unkept = true;
    status.textContent = form.dataset.unkept;
    wait();
  } finally {
    keeping = false;
  }
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(keep, WAIT);
}

if (form) {
  boxes().forEach(measure);
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=text], textarea") || event.target.readOnly) return;
    if (event.target.closest(".desk-pair")) measure(event.target);
    unkept = true;
    if (event.target.name !== "remark") wait();
  });
  addEventListener("beforeunload", (event) => {
    if (unkept && !sending) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    sending = true;
    clearTimeout(timer);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      keep();
      return;
    }
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const all = boxes();
    all[all.indexOf(event.target) + (event.shiftKey ? -1 : 1)]?.focus();
  });
  for (const use of form.querySelectorAll("[data-use]")) {
    use.hidden = false;
    use.addEventListener("click", () => {
      const box = own(use.dataset.use);
      box.value = use.closest("li").querySelector("[data-said]").textContent;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    });
  }
}
