// An action's form shows what the chosen kind has: its settings, its texts, its parts. Without scripts everything is
// there, and the server takes what the kind knows.
document.addEventListener("DOMContentLoaded", () => {
  const kind = document.querySelector("select[name=kind]");
  const settings = document.querySelector("[data-kind-settings]");
  if (!kind || !settings) return;
  const shapes = JSON.parse(settings.dataset.shapes);
  const panel = (name) => document.getElementById(`id_${name}-TOTAL_FORMS`)?.closest(".w-panel");
  const hide = (part, hidden) => part && (part.hidden = hidden);
  const field = (input) => input?.closest(".w-panel__wrapper, .w-panel");

  const hideTab = (part, hidden) => {
    const tab = part?.closest("[role=tabpanel]");
    hide(document.querySelector(`[role=tab][href="#${tab?.id}"]`), hidden);
  };

  const hints = document.createElement("div");
  hints.className = "desk-kind-says";
  hints.setAttribute("aria-live", "polite");
  kind.closest("[data-field-wrapper]")?.after(hints);

  // Texts are added while one writes, so these are looked up each time.
  const showTexts = (shape, leaves) => {
    const within = panel("appeals");
    if (!within) return;
    within.querySelectorAll('[name^="appeals-"][name$="-subject"]').forEach((input) => {
      hide(field(input), leaves.has("subject"));
    });
    within.querySelectorAll('select[name^="appeals-"][name$="-use"]').forEach((select) => {
      if (leaves.has("use")) select.value = "";
      hide(field(select), leaves.has("use"));
    });
    const heading = within.querySelector("[data-panel-heading-text]");
    heading.dataset.any ??= heading.textContent;
    const wanted = shape?.text || heading.dataset.any;
    if (heading.textContent !== wanted) heading.textContent = wanted;
  };

  const show = () => {
    const shape = shapes[kind.value];
    const leaves = new Set(shape?.leaves);
    settings.querySelectorAll("[data-kind]").forEach((group) => hide(group, group.dataset.kind !== kind.value));
    hide(settings.closest(".w-panel"), leaves.has("settings"));
    hide(panel("demands"), leaves.has("demand"));
    hide(panel("targets"), leaves.has("target"));
    hide(panel("appeals"), leaves.has("letter"));
    hideTab(panel("appeals"), leaves.has("letter") && leaves.has("target"));
    hideTab(panel("sheets"), leaves.has("sheet"));
    hide(field(document.getElementById("id_unconfirmed")), leaves.has("unconfirmed"));
    hide(field(document.getElementById("id_superseded_by")), leaves.has("sheet"));
    hide(document.querySelector('input[name=offers][value="to_target"]')?.closest("label"), leaves.has("target"));
    hints.replaceChildren(
      ...(shape?.says ?? []).map((line) => Object.assign(document.createElement("p"), { textContent: line })),
    );
    showTexts(shape, leaves);
  };
  kind.addEventListener("change", show);
  const texts = document.getElementById("id_appeals-FORMS");
  if (texts) new MutationObserver(() => show()).observe(texts, { childList: true, subtree: true });
  show();
});
