// The texts of a row run as the language chosen for it does, also in rows added later.
document.addEventListener("change", ({ target }) => {
  const chosen = target.closest('select[name$="-locale"]')?.selectedOptions[0];
  const row = chosen && target.closest("[data-inline-panel-child]");
  row?.querySelectorAll("[data-words]").forEach((text) => {
    text.lang = chosen.lang;
    text.dir = chosen.dir;
  });
});
