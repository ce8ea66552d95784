// One key for each deed, so that hands stay on the keyboard: never while something is being typed.
const page = document.querySelector("[data-moderation]");
const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

page &&
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const deed = page.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!deed) return;
    event.preventDefault();
    if (deed.tagName !== "SUMMARY") return deed.click();
    deed.parentElement.open = true;
    deed.parentElement.querySelector("select, textarea")?.focus();
  });
