// Of the settings of all kinds, only those of the chosen kind are seen.
document.addEventListener("DOMContentLoaded", () => {
  const kind = document.querySelector("select[name=kind]");
  const groups = document.querySelectorAll("[data-kind-settings] [data-kind]");
  if (!kind || !groups.length) return;
  const show = () => groups.forEach((group) => (group.hidden = group.dataset.kind !== kind.value));
  kind.addEventListener("change", show);
  show();
});
