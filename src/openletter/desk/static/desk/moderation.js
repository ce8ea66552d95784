// One key for each deed, so that hands stay on the keyboard: never while something is being typed, and not at all
// where somebody has turned them off (who dictates to the machine, or whose hand is not sure).
const page = document.querySelector("[data-moderation]");
const toggle = page?.querySelector("[data-keys-switch]");
const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog, [role=dialog]");

const are = {
  get off() {
    try {
      return localStorage.getItem("desk.keys") === "off";
    } catch {
      return false;
    }
  },
  set off(value) {
    try {
      value ? localStorage.setItem("desk.keys", "off") : localStorage.removeItem("desk.keys");
    } catch {
      // Nothing is kept where the browser keeps nothing.
    }
  },
};

const tell = () => {
  toggle.textContent = are.off ? toggle.dataset.on : toggle.dataset.off;
  page.classList.toggle("keys-off", are.off);
};

if (toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    are.off = !are.off;
    tell();
  });
  tell();
}

page?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("input, select, textarea")) event.target.blur();
});

page &&
  document.addEventListener("keydown", (event) => {
    if (are.off || event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const deed = page.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!deed) return;
    event.preventDefault();
    if (deed.tagName !== "SUMMARY") return deed.click();
    const box = deed.parentElement;
    const field = box.querySelector("select, textarea");
    box.open = field ? true : !box.open;
    (field ?? deed).focus();
  });
